// A year of settled service requests: some hundred that the product has taken down and evaluated itself, and copies of
// them, moved by whole weeks in a zone without daylight saving, so that their verdicts stay right.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

const HOUR = 3_600;
const MODELS = 400;
const CUSTOMERS = 1_500;
const WEEKS = 48;
const FIRST_MONDAY = Date.UTC(2025, 0, 6);
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
export const PERIOD = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2026-01-01T00:00:00Z') };

/** @param {string} close when days end */
export const officeHours = (close) => ({
  zone: 'Asia/Hong_Kong',
  weekly: ['MON', 'TUE', 'WED', 'THU', 'FRI'].flatMap((day) => [
    { day, open: '09:00', close: '12:30' },
    { day, open: '13:30', close },
  ]),
  // Before and after the year, so that copies may be moved.
  holidays: ['2024-10-01', '2024-12-25', '2024-12-26', '2026-10-01', '2026-12-25'],
});

export const TERMS = {
  basis: { combination: 'ONE', sources: [{ kind: 'OFFICE', officeId: null }] },
  targets: [
    { metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR },
    { metric: 'FIRST_RESPONSE', priority: 'CRITICAL', seconds: HOUR },
    { metric: 'NEXT_RESPONSE', priority: null, seconds: 8 * HOUR },
    { metric: 'UPDATE', priority: null, seconds: 24 * HOUR },
    { metric: 'COMPLETION', priority: null, seconds: 40 * HOUR },
    { metric: 'COMPLETION', priority: 'CRITICAL', seconds: 8 * HOUR },
  ],
  pausingMetrics: ['UPDATE', 'COMPLETION'],
  warnings: [],
  escalations: [],
  credits: {
    currency: 'HKD',
    fee: '10000.00',
    period: 'MONTH',
    capPercent: '15',
    capAmount: null,
    rules: [
      { metric: null, priority: null, percent: '1', amount: null },
      { metric: 'COMPLETION', priority: 'CRITICAL', percent: '5', amount: null },
    ],
  },
};

/** @param {any} result @param {string} what */
function must(result, what) {
  if (!result.ok) throw new Error(`${what}: ${JSON.stringify(result.failures)}`);
  return result.value;
}

/** @param {any} app @param {string} url @param {number} requests @param {(text: string) => void} say */
export async function fillHistory(app, url, requests, say) {
  const { systemCtx } = await import('../../dist/libs/platform/context/index.js');
  const { ServicesApi } = await import('../../dist/src/modules/services/index.js');
  const { SlaApi } = await import('../../dist/src/modules/sla/index.js');
  const { ManageCalendars, ManageTerms, PublishTerms } = await import('../../dist/src/modules/sla/seeding.js');
  const ctx = systemCtx('cli');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = (/** @type {string} */ text, /** @type {unknown[]} */ values = []) => client.query(text, values);
  try {
    await run(`select set_config('meridian.ctx', '{"actor":null,"via":"bench","request":"bench","ip":null}', false)`);
    const [region, office, employee] = [randomUUID(), randomUUID(), randomUUID()];
    await run(`insert into identity.region (id, code, name) values ($1, 'BENCH', 'Bench')`, [region]);
    await run(
      `insert into identity.office (id, code, name, region_id, country, city, time_zone, currency, languages)
       values ($1, 'BENCH', 'Bench', $2, 'HK', 'Hong Kong', 'Asia/Hong_Kong', 'HKD', '{en}')`,
      [office, region],
    );
    await run(
      `insert into identity.employee (id, email, name, office_id) values ($1, 'bench@meridian.example', 'Bench', $2)`,
      [employee, office],
    );
    await run(
      `insert into customers.customer (id, code, name, path, stage, office_id, account_manager_id)
       select id, code, name, array[id], 'ACTIVE', $1, $2
         from (select gen_random_uuid() as id, 'C-' || lpad(i::text, 6, '0') as code, 'Customer ' || md5(i::text) as name
                 from generate_series(1, ${CUSTOMERS}) i) n`,
      [office, employee],
    );
    const customers = (await run(`select id from customers.customer order by code`)).rows.map((r) => r.id);

    must(await app.get(ServicesApi).ensureReferenceLifeCycles(ctx), 'life cycles');
    const hours = must(
      await app
        .get(ManageCalendars)
        .create(ctx, { code: 'HOURS', name: 'Hours', spec: officeHours('18:00') }, LONG_AGO),
      'calendar',
    ).id;
    must(await app.get(ManageCalendars).setOffice(ctx, office, hours, LONG_AGO), 'office calendar');
    const scope = { level: 'FIRM', levelKey: '', serviceLine: null, contactTypeId: null, priority: null };
    const firm = must(
      await app.get(ManageTerms).create(ctx, { code: 'FIRM', name: 'Firm', ...scope, ...TERMS }),
      'terms',
    ).id;
    must(
      await app
        .get(PublishTerms)
        .publish(ctx, { id: firm, version: 1, effectiveFrom: LONG_AGO, moveOpenRequests: false }),
      'publishing',
    );

    say(`${MODELS} requests, evaluated`);
    const models = [];
    for (let i = 0; i < MODELS; i++)
      models.push(must((await app.get(ServicesApi).createMany(ctx, [modelOf(i, office, customers)]))[0], 'request').id);
    must({ ok: (await app.get(SlaApi).evaluate(ctx, models)).failed === 0, value: undefined }, 'evaluation');

    const copies = Math.ceil(requests / MODELS) - 1;
    say(`${copies} copies of each`);
    await run(`set session_replication_role = replica`);
    await run(
      `create temp table copy as
       select gen_random_uuid() as id, m.id as model, ($2::uuid[])[1 + floor(random() * ${CUSTOMERS})::integer] as customer_id,
              make_interval(weeks => i % ${WEEKS}) as later
         from generate_series(1, ${copies}) i, unnest($1::uuid[]) as m (id)`,
      [models, customers],
    );
    await run(`analyze copy`);
    const copied = (/** @type {string} */ table, /** @type {string} */ columns, /** @type {string} */ of) =>
      run(
        `insert into ${table}
         select r.* from copy c join ${table} t on t.${of} = c.model, jsonb_populate_record(t, jsonb_build_object(${columns})) r`,
      );
    await run(
      `insert into services.request (id, customer_id, service_line, channel, subject, priority, office_id, status_id,
          status_category, created_at, completed_at, last_event_at, last_seq, clock_version)
       select c.id, c.customer_id, m.service_line, m.channel, m.subject, m.priority, m.office_id, m.status_id,
              m.status_category, m.created_at + c.later, m.completed_at + c.later, m.last_event_at + c.later, m.last_seq,
              m.clock_version
         from copy c join services.request m on m.id = c.model`,
    );
    await copied(
      'services.request_event',
      `'request_id', c.id, 'at', t.at + c.later, 'recorded_at', t.recorded_at`,
      'request_id',
    );
    await copied(
      'sla.evaluation',
      `'request_id', c.id, 'request_created_at', t.request_created_at + c.later, 'customer_path', jsonb_build_array(c.customer_id)`,
      'request_id',
    );
    await copied(
      'sla.clock',
      `'id', gen_random_uuid(), 'request_id', c.id, 'customer_id', c.customer_id, 'started_at', t.started_at + c.later,
       'due_at', t.due_at + c.later, 'stopped_at', t.stopped_at + c.later, 'breached_at', t.breached_at + c.later,
       'request_created_at', t.request_created_at + c.later`,
      'request_id',
    );
    await run(`set session_replication_role = origin`);
    await run(`drop table copy`);
    await run('vacuum analyze');
    const { rows } = await run(
      `select (select count(*) from services.request)::int as requests, (select count(*) from services.request_event)::int as events,
              (select count(*) from sla.clock)::int as clocks`,
    );
    return { firm, hours, ...rows[0] };
  } finally {
    await client.end();
  }
}

/** A request of the first week, with ten events: answered, waiting, asked about, answered, resolved, sooner or later. */
function modelOf(/** @type {number} */ i, /** @type {string} */ office, /** @type {string[]} */ customers) {
  const minute = 60_000;
  const createdAt = FIRST_MONDAY + (i % 5) * 86_400_000 + (1 + (i % 9)) * HOUR * 1000 + ((i * 7) % 60) * minute;
  const after = (/** @type {number} */ hours) => new Date(createdAt + Math.round(hours * 60) * minute);
  const slow = 0.25 + ((i * 37) % 100) / 25;
  const status = (/** @type {string} */ key, /** @type {number} */ hours) => ({
    kind: 'STATUS',
    status: key,
    at: after(hours),
  });
  return {
    customerId: customers[i % customers.length],
    serviceLine: 'MAINTENANCE',
    channel: 'PHONE',
    subject: `Lift ${i} stands still`,
    officeId: office,
    priority: /** @type {const} */ (['LOW', 'MODERATE', 'HIGH', 'CRITICAL'])[i % 4],
    createdAt: new Date(createdAt),
    events: [
      { kind: 'STAFF_REPLY', at: after(1.5 * slow) },
      { kind: 'INTERNAL_NOTE', at: after(2 * slow) },
      status('WAITING_FOR_CUSTOMER', 6 * slow),
      { kind: 'CUSTOMER_MESSAGE', at: after(9 * slow) },
      status('IN_PROGRESS', 9.5 * slow),
      { kind: 'STAFF_REPLY', at: after(14 * slow) },
      { kind: 'CUSTOMER_MESSAGE', at: after(20 * slow) },
      { kind: 'STAFF_REPLY', at: after(30 * slow) },
      status('RESOLVED', 36 * slow),
    ],
  };
}
