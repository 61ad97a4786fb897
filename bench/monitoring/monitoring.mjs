// Watching a million clocks. Everything in one run, on one machine, one database and the real processes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../libs/embedded/postgres.mjs';
import { freePort } from '../../libs/embedded/server.mjs';
import { median, round } from '../lib/figures.mjs';
import { settings } from '../lib/processes.mjs';
import { lateness } from './lateness.mjs';
import { recalculation } from './recalculation.mjs';
import { bareSweep, idleTick, productSweep } from './sweep.mjs';
import { fillMonitoring } from './world.mjs';

/** Requests recorded a second while something else is measured. */
const LOAD = 25;
const BREACHES = 10_000;

/** @param {{ rounds: number, minutes: number, say: (text: string) => void }} options */
export async function benchMonitoring({ rounds, minutes, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-monitoring-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: true, database: 'bench' });
  const env = settings(server.url);
  try {
    const { migrate } = await import('../../dist/libs/platform/database/index.js');
    await migrate(server.url);
    const world = await fillMonitoring(env, (what) => say(`  ${what}`));
    say(`${world.open} open clocks; first evaluation ${world.evaluatedPerSecond} requests/s`);
    const ports = { api: await freePort(), worker: await freePort() };

    const idle = await idleTick(server.url);
    say(`a tick with nothing due: ${idle.plan}, ${idle.pages} pages, ${idle.ms} ms`);
    /** @type {{ bare: any[], product: any[] }} */
    const sweeps = { bare: [], product: [] };
    for (let round = 1; round <= rounds; round++) {
      sweeps.product.push(await productSweep(env, world.special, ports.worker));
      say(`sweep ${round}: meridian ${JSON.stringify(sweeps.product.at(-1))}`);
      sweeps.bare.push(await bareSweep(server.url, world.special));
      say(`sweep ${round}: bare ${JSON.stringify(sweeps.bare.at(-1))}`);
    }
    const bare = median(sweeps.bare.map((s) => s.perSecond));
    const recorded = median(sweeps.product.map((s) => s.recordedPerSecond));
    const announced = median(sweeps.product.map((s) => s.announcedPerSecond));

    const recalculated = await recalculation(env, world, ports, LOAD);
    say(`recalculation: ${JSON.stringify(recalculated)}`);
    const late = await lateness(env, world, ports, {
      perSecond: LOAD,
      breaches: Math.round((BREACHES * minutes) / 5),
      minutes,
    });
    say(`lateness: ${JSON.stringify(late)}`);
    return {
      idle,
      evaluation: { firstEvaluatedPerSecond: world.evaluatedPerSecond },
      sweep: {
        ...{ bare, recorded, announced },
        ratioRecorded: Number((recorded / bare).toFixed(2)),
        ratioAnnounced: Number((announced / bare).toFixed(2)),
        runs: sweeps,
      },
      recalculation: { ...recalculated, seconds: round(recalculated.seconds), p99Ratio: round(recalculated.p99Ratio) },
      lateness: late,
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Awaited<ReturnType<typeof benchMonitoring>>} result */
export function summarise({ idle, evaluation, sweep, recalculation: r, lateness: l }) {
  return [
    `idle tick, 1,000,000 open clocks: ${idle.plan}, ${idle.pages} pages, ${idle.ms} ms`,
    `evaluation with storage: ${evaluation.firstEvaluatedPerSecond} requests/s (two clocks each, first time)`,
    `sweep of 100,000: recorded ${sweep.recorded}/s, announced ${sweep.announced}/s | bare ${sweep.bare}/s | ratio ${sweep.ratioRecorded} recorded, ${sweep.ratioAnnounced} announced`,
    `recalculation: ${r.clocks} clocks of ${r.requests} requests in ${r.seconds} s; recording p99 ${r.usual.p99} ms usually, ${r.during.p99} ms meanwhile (${r.p99Ratio} times)`,
    `lateness: ${l.heard} of ${l.of} breaches heard; p50 ${l.milliseconds.p50} ms, p99 ${l.milliseconds.p99} ms, longest ${l.milliseconds.max} ms`,
  ];
}
