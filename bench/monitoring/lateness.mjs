// Breaches spread evenly over some minutes while requests are recorded: how long after its due time each is heard of by
// a subscriber, over the socket.
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import pg from 'pg';
import WebSocket from 'ws';
import { spread } from '../lib/figures.mjs';
import { ROOT, ready, signIn, start } from '../lib/processes.mjs';
import { recordRequests } from './load.mjs';
import { SIGN_IN } from './world.mjs';

/**
 * @param {Record<string, string>} env @param {{ customers: string[], special: string }} world
 * @param {{ api: number, worker: number }} ports
 * @param {{ perSecond: number, breaches: number, minutes: number }} options
 */
export async function lateness(env, world, ports, { perSecond, breaches, minutes }) {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const api = start([join(ROOT, 'dist/bundle/main.api.js')], { ...env, PORT: String(ports.api) });
  const worker = start([join(ROOT, 'dist/bundle/main.worker.js')], { ...env, WORKER_PORT: String(ports.worker) });
  try {
    const url = `http://127.0.0.1:${ports.api}`;
    await Promise.all([ready(`${url}/health/ready`), ready(`http://127.0.0.1:${ports.worker}/health/ready`)]);
    const token = await signIn(url, SIGN_IN);
    const from = new Date(Date.now() + 30_000);
    await client.query(`set session_replication_role = replica`);
    await client.query(
      `update sla.clock c set due_at = $1::timestamptz + make_interval(secs => n.n * $2::float8)
         from (select id, row_number() over () as n from (select id from sla.clock
                where state = 'RUNNING' and due_at > now() + interval '1 day' and customer_id <> $3 limit $4) x) n
        where c.id = n.id`,
      [from, (minutes * 60) / breaches, world.special, breaches],
    );
    await client.query(`set session_replication_role = origin`);
    await client.query(`analyze sla.clock`);
    if (Date.now() > from.getTime()) throw new Error('the first fell due before all were ready');

    /** @type {number[]} */
    const late = [];
    const seen = new Set();
    /** @type {unknown} */
    let failure;
    const socket = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      lazy: false,
    });
    socket.subscribe(
      { query: 'subscription { slaBreached { metric dueAt request { id } } }' },
      {
        next: ({ data, errors }) => {
          if (!data) return void (failure ??= errors);
          const { metric, dueAt, request } = /** @type {any} */ (data).slaBreached;
          const key = `${request.id}/${metric}`;
          if (seen.has(key)) return;
          seen.add(key);
          late.push(Date.now() - Date.parse(dueAt));
        },
        error: (error) => void (failure ??= error),
        complete: () => undefined,
      },
    );
    const load = recordRequests({ url, token, customers: world.customers, perSecond });
    const end = from.getTime() + minutes * 60_000;
    while (Date.now() < end + 60_000 && late.length < breaches && !failure)
      await new Promise((r) => setTimeout(r, 200));
    await load.stop();
    await socket.dispose();
    if (failure) throw new Error(JSON.stringify(failure));
    return { heard: late.length, of: breaches, milliseconds: spread(late), load: spread(load.between(0, Infinity)) };
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
    await client.end();
  }
}
