// What 100,000 service requests of a past year would have come to under draft terms, and on a draft calendar: asked as
// anybody does, worked off by the product's worker.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../libs/embedded/postgres.mjs';
import { freePort } from '../../libs/embedded/server.mjs';
import { median } from '../lib/figures.mjs';
import { ready, ROOT, settings, start } from '../lib/processes.mjs';
import { fillHistory, officeHours, PERIOD, TERMS } from './history.mjs';

/** @param {{ rounds: number, requests: number, say: (text: string) => void }} options */
export async function benchWhatIf({ rounds, requests, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-what-if-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: true, database: 'bench' });
  const env = settings(server.url);
  try {
    const { migrate } = await import('../../dist/libs/platform/database/index.js');
    await migrate(server.url);
    const { loadConfig } = await import('../../dist/libs/platform/config/index.js');
    const { systemCtx } = await import('../../dist/libs/platform/context/index.js');
    const { makeCliApp } = await import('../../dist/src/app/cli/make-app.js');
    const { StartSimulation } = await import('../../dist/src/modules/sla/what-if/application/start-simulation.js');
    const { WhatIfQueries } = await import('../../dist/src/modules/sla/what-if/application/what-if-queries.js');
    const app = await makeCliApp(loadConfig(env));
    /** @type {ReturnType<typeof start> | undefined} */
    let worker;
    try {
      const history = await fillHistory(app, server.url, requests, (what) => say(`  ${what}`));
      say(`${history.requests} requests, ${history.events} events, ${history.clocks} clocks`);
      const ctx = systemCtx('cli');
      const queries = app.get(WhatIfQueries);
      const port = await freePort();
      worker = start([join(ROOT, 'dist/bundle/main.worker.js')], { ...env, WORKER_PORT: String(port) });
      await ready(`http://127.0.0.1:${port}/health/ready`);
      const ask = async (/** @type {object} */ question) => {
        const asked = await app.get(StartSimulation).run(ctx, { ...PERIOD, ...question });
        if (!asked.ok) throw new Error(JSON.stringify(asked.failures));
        const began = performance.now();
        let run;
        do {
          await new Promise((r) => setTimeout(r, 50));
          run = (await queries.byIds(ctx, [asked.value.id])).get(asked.value.id);
        } while (run.status === 'QUEUED' || run.status === 'RUNNING');
        const seconds = (performance.now() - began) / 1000;
        const figures = (await queries.figures([asked.value.id])).get(asked.value.id);
        const total = figures.find((/** @type {any} */ f) => f.dimension === 'TOTAL');
        if (run.status !== 'DONE' || run.replayed !== history.requests) throw new Error(JSON.stringify(run));
        return { seconds, perSecond: Math.round(run.replayed / seconds), changed: total.changed, moved: total.moved };
      };
      const { firm, hours } = history;
      const questions = {
        same: { terms: { termsId: firm, content: TERMS } },
        shorter: {
          terms: {
            termsId: firm,
            content: { ...TERMS, targets: TERMS.targets.map((t) => ({ ...t, seconds: Math.round(t.seconds * 0.8) })) },
          },
        },
        calendar: { calendar: { calendarId: hours, spec: officeHours('17:00') } },
      };
      /** @type {Record<string, any[]>} */
      const runs = {};
      for (let round = 1; round <= rounds; round++)
        for (const [name, question] of Object.entries(questions)) {
          (runs[name] ??= []).push(await ask(question));
          say(`${name} ${round}: ${JSON.stringify(runs[name].at(-1))}`);
        }
      if (runs.same?.some((r) => r.changed + r.moved > 0)) throw new Error('the same terms changed something');
      const perSecond = Object.fromEntries(
        Object.entries(runs).map(([name, all]) => [name, median(all.map((r) => r.perSecond))]),
      );
      return { history, perSecond, runs };
    } finally {
      await worker?.stop();
      await app.close();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Awaited<ReturnType<typeof benchWhatIf>>} result */
export function summarise({ history, perSecond }) {
  const line = (/** @type {string} */ what, /** @type {number} */ speed) =>
    `what-if, ${what}: ${speed} requests/s, ${history.requests} in ${(history.requests / speed).toFixed(1)} s`;
  return [
    line('the same terms', perSecond.same ?? 0),
    line('shorter targets', perSecond.shorter ?? 0),
    line('another calendar', perSecond.calendar ?? 0),
    `what-if: ${history.events} events, ${history.clocks} clocks`,
  ];
}
