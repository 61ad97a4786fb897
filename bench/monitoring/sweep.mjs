// 100,000 clocks that fall due at once among 1,000,000 open ones: the product's worker beside the least work that leaves
// the same rows, a pg loop of batched UPDATE … RETURNING and two inserts. Both find their rows by the same index.
import { join } from 'node:path';
import pg from 'pg';
import { ROOT, start, ready } from '../lib/processes.mjs';

const BATCH = 500;
export const DUE = 100_000;

const TAKE = {
  name: 'take',
  text: `update sla.clock c
            set state = 'BREACHED', breached_at = c.due_at, breaches = c.breaches + 1,
                marks = c.marks || ' B' || (extract(epoch from c.due_at) * 1000)::bigint,
                elapsed_seconds = c.target_seconds, remaining_seconds = 0, counted_at = c.due_at
           from (select id from sla.clock where state = 'RUNNING' and due_at < $1
                  order by due_at limit ${BATCH} for update skip locked) d
          where c.id = d.id returning c.*`,
};

/** Lets a share of the far clocks fall due at an instant. @param {pg.Client} client @param {string} special @param {Date} at */
async function letFallDue(client, special, at) {
  await client.query(`set session_replication_role = replica`);
  await client.query(
    `update sla.clock set due_at = $1 where id in (
       select id from sla.clock where state = 'RUNNING' and due_at > now() + interval '1 day' and customer_id <> $2 limit ${DUE})`,
    [at, special],
  );
  await client.query(`set session_replication_role = origin`);
  await client.query('vacuum analyze sla.clock');
  await client.query('checkpoint');
}

/** @param {string} url @param {string} special */
export async function bareSweep(url, special) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const at = new Date();
    await letFallDue(client, special, at);
    const columns = (/** @type {string} */ table) =>
      client
        .query(
          `select string_agg(quote_ident(attname), ', ') as list from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''`,
          [table],
        )
        .then((r) => r.rows[0].list);
    const ledger = await columns('sla.ledger');
    const event = await columns('platform.outbox_event');
    const INSERT_LEDGER = {
      name: 'ledger',
      text: `insert into sla.ledger (${ledger}) select ${ledger} from jsonb_populate_recordset(null::sla.ledger, $1::jsonb)`,
    };
    const INSERT_EVENT = {
      name: 'event',
      text: `insert into platform.outbox_event (${event}) select ${event} from jsonb_populate_recordset(null::platform.outbox_event, $1::jsonb)`,
    };
    const { rows: [model] } = await client.query(`select to_jsonb(l) - 'seq' as row from sla.ledger l order by seq desc limit 1`); // prettier-ignore
    const { uuidv7 } = await import('../../dist/libs/kernel/index.js');
    const began = performance.now();
    let done = 0;
    for (;;) {
      const now = new Date();
      await client.query('begin');
      const { rows } = await client.query({ ...TAKE, values: [now] });
      if (rows.length > 0) {
        const entries = rows.map((c) => ({
          ...model.row, id: uuidv7(), request_id: c.request_id, clock_id: c.id, metric: c.metric, cycle: c.cycle,
          kind: 'BREACHED', at: c.breached_at, recorded_at: now, breach: c.breaches, state: 'BREACHED', due_at: c.due_at,
          details: {}, terms_version_id: c.terms_version_id, request_clock_version: c.request_clock_version,
        })); // prettier-ignore
        await client.query({ ...INSERT_LEDGER, values: [JSON.stringify(entries)] });
        const events = rows.map((c) => ({
          id: uuidv7(), name: 'sla.breached', request_id: 'bench', occurred_at: now, relayed_at: now,
          payload: { clockId: c.id, requestId: c.request_id, customerId: c.customer_id, officeId: c.office_id, metric: c.metric, dueAt: c.due_at },
        })); // prettier-ignore
        await client.query({ ...INSERT_EVENT, values: [JSON.stringify(events)] });
      }
      await client.query('commit');
      done += rows.length;
      if (rows.length === 0) break;
    }
    const seconds = (performance.now() - began) / 1000;
    return { clocks: done, seconds, perSecond: Math.round(done / seconds) };
  } finally {
    await client.end();
  }
}

/**
 * The worker as it runs in production. Counted from the instant at which they all fall due; so the pause until the next
 * tick of the sweep is in it.
 * @param {Record<string, string>} env @param {string} special @param {number} port
 */
export async function productSweep(env, special, port) {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const worker = start([join(ROOT, 'dist/bundle/main.worker.js')], { ...env, WORKER_PORT: String(port) });
  try {
    await ready(`http://127.0.0.1:${port}/health/ready`);
    const { rows: [{ seq }] } = await client.query(`select coalesce(max(seq), 0) as seq from platform.outbox_event`); // prettier-ignore
    const at = new Date(Date.now() + 15_000 + DUE / 10);
    await letFallDue(client, special, at);
    if (Date.now() > at.getTime()) throw new Error('they fell due before all were ready');
    for (;;) {
      await new Promise((r) => setTimeout(r, 250));
      const { rows: [{ n }] } = await client.query(`select count(*)::int as n from platform.outbox_event where seq > $1 and name = 'sla.breached' and relayed_at is not null`, [seq]); // prettier-ignore
      if (n >= DUE) break;
      if (Date.now() > at.getTime() + 300_000) throw new Error(`${n} of ${DUE} were announced within five minutes`);
    }
    const { rows: [times] } = await client.query(
      `select count(*)::int as clocks, extract(epoch from max(occurred_at) - $2)::float8 as recorded,
              extract(epoch from max(relayed_at) - $2)::float8 as announced
         from platform.outbox_event where seq > $1 and name = 'sla.breached'`,
      [seq, at],
    ); // prettier-ignore
    return {
      clocks: times.clocks,
      recordedSeconds: times.recorded,
      announcedSeconds: times.announced,
      recordedPerSecond: Math.round(times.clocks / times.recorded),
      announcedPerSecond: Math.round(times.clocks / times.announced),
    };
  } finally {
    await worker.stop();
    await client.end();
  }
}

/** What a tick costs when nothing is due, with all the other clocks open. @param {string} url */
export async function idleTick(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('vacuum analyze sla.clock');
    // As the worker asks: prepared, with a plan made once for any instant.
    await client.query(`set plan_cache_mode = force_generic_plan`);
    await client.query(
      `prepare look (timestamptz) as select 1 from sla.clock c where c.state = 'RUNNING' and c.due_at < $1 order by c.due_at limit 1`,
    );
    const { rows } = await client.query(`explain (analyze, buffers, format json) execute look (now())`);
    const [{ Plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN'];
    const scan = Plan.Plans?.[0] ?? Plan;
    return {
      ms,
      plan: `${scan['Node Type']} ${scan['Index Name'] ?? ''}`,
      pages: Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'],
    };
  } finally {
    await client.end();
  }
}
