// A calendar is changed on which 100,000 open clocks stand: how long until all of them are replayed in the background,
// and how that is felt by those who record requests meanwhile.
import { join } from 'node:path';
import pg from 'pg';
import { spread } from '../lib/figures.mjs';
import { ROOT, ready, signIn, start } from '../lib/processes.mjs';
import { recordRequests } from './load.mjs';
import { officeHours, SIGN_IN } from './world.mjs';

const USUAL_SECONDS = 30;

/**
 * @param {Record<string, string>} env @param {{ hours: string, customers: string[], special: string }} world
 * @param {{ api: number, worker: number }} ports @param {number} perSecond
 */
export async function recalculation(env, world, ports, perSecond) {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const api = start([join(ROOT, 'dist/bundle/main.api.js')], { ...env, PORT: String(ports.api) });
  const worker = start([join(ROOT, 'dist/bundle/main.worker.js')], { ...env, WORKER_PORT: String(ports.worker) });
  const { loadConfig } = await import('../../dist/libs/platform/config/index.js');
  const { systemCtx } = await import('../../dist/libs/platform/context/index.js');
  const { makeCliApp } = await import('../../dist/src/app/cli/make-app.js');
  const { ManageCalendars, CalendarLookup } = await import('../../dist/src/modules/sla/seeding.js');
  const app = await makeCliApp(loadConfig(env));
  try {
    const url = `http://127.0.0.1:${ports.api}`;
    await Promise.all([ready(`${url}/health/ready`), ready(`http://127.0.0.1:${ports.worker}/health/ready`)]);
    const token = await signIn(url, SIGN_IN);
    const load = recordRequests({ url, token, customers: world.customers, perSecond });
    await new Promise((r) => setTimeout(r, 10_000));
    const usualFrom = performance.now();
    await new Promise((r) => setTimeout(r, USUAL_SECONDS * 1000));
    const usualTo = performance.now();

    const calendar = (await app.get(CalendarLookup).calendars([world.hours])).get(world.hours);
    const before = await client.query(`select count(*)::int as n from sla.ledger where kind = 'REPLAYED'`);
    const changed = await app
      .get(ManageCalendars)
      .update(systemCtx('cli'), { id: world.hours, version: calendar.version }, { spec: officeHours('18:30') });
    if (!changed.ok) throw new Error(JSON.stringify(changed.failures));
    const began = performance.now();
    let replay;
    do {
      await new Promise((r) => setTimeout(r, 200));
      ({ rows: [replay] } = await client.query(`select done_at, replayed from sla.replay where calendar_id = $1 order by id desc limit 1`, [world.hours])); // prettier-ignore
      if (performance.now() - began > 300_000)
        throw new Error(`not replayed within five minutes: ${JSON.stringify(replay)}`);
    } while (!replay?.done_at);
    const ended = performance.now();
    await load.stop();
    const after = await client.query(`select count(*)::int as n from sla.ledger where kind = 'REPLAYED'`);
    const [usual, during] = [spread(load.between(usualFrom, usualTo)), spread(load.between(began, ended))];
    return {
      seconds: (ended - began) / 1000,
      requests: replay.replayed,
      clocks: after.rows[0].n - before.rows[0].n,
      usual,
      during,
      p99Ratio: during.p99 / usual.p99,
    };
  } finally {
    await Promise.all([api.stop(), worker.stop(), app.close()]);
    await client.end();
  }
}
