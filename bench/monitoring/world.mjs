// The firm of this bench: 1,000,000 open SLA clocks of 500,000 service requests, most of them far from due, and 50,000
// requests with two clocks each on a calendar of their own.
import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import pg from 'pg';

export const SIGN_IN = { email: 'bench@meridian.example', password: 'bench-password' };
export const OPEN_REQUESTS = 500_000;
export const OFFICE_HOURS_REQUESTS = 50_000;
const CUSTOMERS = 2_000;
const DAY = 86_400;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const PERMISSIONS = ['customers.read', 'services.read', 'services.create', 'services.work', 'sla.read'];

/** Hours of the calendar that is changed while it is measured; `close` is when its days end. @param {string} close */
export const officeHours = (close) => ({
  zone: 'Asia/Hong_Kong',
  weekly: ['MON', 'TUE', 'WED', 'THU', 'FRI'].flatMap((day) => [
    { day, open: '09:00', close: '12:30' },
    { day, open: '13:30', close },
  ]),
  holidays: ['--01-01', '--05-01', '--10-01', '--12-25', '--12-26'],
});

/** @param {any} result @param {string} what */
function must(result, what) {
  if (!result.ok) throw new Error(`${what}: ${JSON.stringify(result.failures)}`);
  return result.value;
}

/**
 * Fills a migrated database: the few things through the product's own use cases, the many by SQL, as copies of one
 * request that the product itself has evaluated.
 * @param {Record<string, string>} env @param {(text: string) => void} say
 */
export async function fillMonitoring(env, say) {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const run = (/** @type {string} */ text, /** @type {unknown[]} */ values = []) => client.query(text, values);
  const { loadConfig } = await import('../../dist/libs/platform/config/index.js');
  const { systemCtx } = await import('../../dist/libs/platform/context/index.js');
  const { makeCliApp } = await import('../../dist/src/app/cli/make-app.js');
  const { ServicesApi } = await import('../../dist/src/modules/services/index.js');
  const { SlaApi } = await import('../../dist/src/modules/sla/index.js');
  const { ManageCalendars, ManageTerms, PublishTerms } = await import('../../dist/src/modules/sla/seeding.js');
  const app = await makeCliApp(loadConfig(env));
  try {
    const ctx = systemCtx('cli');
    await run(`select set_config('meridian.ctx', '{"actor":null,"via":"bench","request":"bench","ip":null}', false)`);
    const [region, office, role, employee] = Array.from({ length: 4 }, () => randomUUID());
    await run(`insert into identity.region (id, code, name) values ($1, 'BENCH', 'Bench')`, [region]);
    await run(
      `insert into identity.office (id, code, name, region_id, country, city, time_zone, currency, languages)
       values ($1, 'BENCH', 'Bench', $2, 'GB', 'London', 'Europe/London', 'GBP', '{en}')`,
      [office, region],
    );
    await run(`insert into identity.role (id, key, name) values ($1, 'bench', 'Bench')`, [role]);
    for (const permission of PERMISSIONS)
      await run(`insert into identity.role_permission (id, role_id, permission, scope) values ($1, $2, $3, 'firm')`, [
        randomUUID(),
        role,
        permission,
      ]);
    await run(
      `insert into identity.employee (id, email, name, office_id, password_hash) values ($1, $2, 'Bench', $3, $4)`,
      [employee, SIGN_IN.email, office, await hash(SIGN_IN.password)],
    );
    await run(`insert into identity.employee_role (id, employee_id, role_id) values ($1, $2, $3)`, [
      randomUUID(),
      employee,
      role,
    ]);
    await run(
      `insert into customers.customer (id, code, name, path, stage, office_id, account_manager_id)
       select id, code, name, array[id], 'ACTIVE', $1, $2
         from (select gen_random_uuid() as id, 'C-' || lpad(i::text, 6, '0') as code, 'Customer ' || md5(i::text) as name
                 from generate_series(1, ${CUSTOMERS}) i) n`,
      [office, employee],
    );
    const customers = (await run(`select id from customers.customer order by code`)).rows.map((r) => r.id);
    const [special] = customers;

    say('terms and calendars');
    must(await app.get(ServicesApi).ensureReferenceLifeCycles(ctx), 'life cycles');
    const calendar = async (/** @type {string} */ code, /** @type {object} */ spec) =>
      must(await app.get(ManageCalendars).create(ctx, { code, name: code, spec }, LONG_AGO), code).id;
    const always = await calendar('ALWAYS', { zone: 'UTC', always: true });
    const hours = await calendar('HOURS', officeHours('18:00'));
    const agree = async (/** @type {object} */ scope, /** @type {string} */ calendarId) => {
      const { id } = must(
        await app.get(ManageTerms).create(ctx, {
          name: 'Bench',
          serviceLine: null,
          contactTypeId: null,
          priority: null,
          basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId }] },
          targets: [
            { metric: 'FIRST_RESPONSE', priority: null, seconds: 60 * DAY },
            { metric: 'COMPLETION', priority: null, seconds: 200 * DAY },
          ],
          pausingMetrics: null,
          warnings: [],
          escalations: [],
          credits: null,
          ...scope,
        }),
        'terms',
      );
      must(
        await app.get(PublishTerms).publish(ctx, { id, version: 1, effectiveFrom: LONG_AGO, moveOpenRequests: false }),
        'publishing',
      );
    };
    await agree({ code: 'FIRM', level: 'FIRM', levelKey: '' }, always);
    await agree({ code: 'SPECIAL', level: 'CUSTOMER', levelKey: special }, hours);

    say('one request, evaluated');
    const createdAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 5 * DAY * 1000);
    const request = {
      customerId: customers[1],
      serviceLine: 'MAINTENANCE',
      channel: 'PHONE',
      subject: 'Lift 3 stands still',
      officeId: office,
      createdAt,
    };
    const [taken] = await app.get(ServicesApi).createMany(ctx, [request]);
    const model = must(taken, 'request').id;
    await app.get(SlaApi).evaluate(ctx, [model]);

    await run(`set session_replication_role = replica`);
    const copies = async (
      /** @type {string} */ from,
      /** @type {number} */ howMany,
      /** @type {string} */ customer,
    ) => {
      await run(
        `create temp table copy on commit preserve rows as
         select uuidv7() as id, ${customer} as customer_id, make_interval(secs => floor(random() * ${4 * DAY})) as later
           from generate_series(1, ${howMany}) i`,
      );
      await run(
        `insert into services.request (id, customer_id, service_line, channel, subject, priority, office_id, status_id,
            status_category, created_at, last_event_at, last_seq, clock_version)
         select c.id, c.customer_id, m.service_line, m.channel, m.subject, m.priority, m.office_id, m.status_id,
                m.status_category, m.created_at + c.later, m.last_event_at + c.later, m.last_seq, m.clock_version
           from copy c, services.request m where m.id = $1`,
        [from],
      );
      await run(
        `insert into services.request_event
         select r.* from copy c, services.request_event e, jsonb_populate_record(e, jsonb_build_object(
                  'request_id', c.id, 'at', e.at + c.later, 'recorded_at', e.recorded_at)) r
          where e.request_id = $1`,
        [from],
      );
    };
    say(`${OPEN_REQUESTS} requests with two open clocks each`);
    await copies(
      model,
      OPEN_REQUESTS,
      `($$${JSON.stringify(customers)}$$::jsonb ->> (1 + i % ${CUSTOMERS - 1}))::uuid`,
    );
    await run(
      `insert into sla.evaluation
       select r.* from copy c, sla.evaluation j, jsonb_populate_record(j, jsonb_build_object(
                'request_id', c.id, 'request_created_at', j.request_created_at + c.later,
                'customer_path', jsonb_build_array(c.customer_id))) r
        where j.request_id = $1`,
      [model],
    );
    await run(
      `insert into sla.clock
       select r.* from copy c, sla.clock k, jsonb_populate_record(k, jsonb_build_object(
                'id', uuidv7(), 'request_id', c.id, 'customer_id', c.customer_id, 'started_at', k.started_at + c.later,
                'due_at', k.due_at + c.later, 'request_created_at', k.request_created_at + c.later,
                'marks', 'S' || (extract(epoch from k.started_at + c.later) * 1000)::bigint)) r
        where k.request_id = $1`,
      [model],
    );
    await run(`drop table copy`);
    say(`${OFFICE_HOURS_REQUESTS} requests on a calendar of their own`);
    await copies(model, OFFICE_HOURS_REQUESTS, `'${special}'::uuid`);
    const ids = (await run(`select id from copy order by id`)).rows.map((r) => r.id);
    await run(`drop table copy`);
    await run(`set session_replication_role = origin`);
    say('statistics');
    await run('vacuum analyze');
    say('evaluation these for the first time');
    const began = performance.now();
    for (let i = 0; i < ids.length; i += 5_000) await app.get(SlaApi).evaluate(ctx, ids.slice(i, i + 5_000));
    const evaluatedPerSecond = Math.round(ids.length / ((performance.now() - began) / 1000));
    await run('vacuum analyze sla.clock, sla.evaluation, sla.ledger');
    const { rows } = await run(
      `select (select count(*) from sla.clock where state = 'RUNNING')::int as open,
              (select count(*) from sla.clock c join services.request r on r.id = c.request_id
                where r.customer_id = $1)::int as "officeHours"`,
      [special],
    );
    // What the terms' publishing left to do is done: everything here was evaluated under them.
    await run(`update sla.replay set done_at = now() where done_at is null`);
    await run(`update platform.outbox_event set relayed_at = clock_timestamp() where relayed_at is null`);
    return { office, employee, customers, special, hours, evaluatedPerSecond, ...rows[0] };
  } finally {
    await client.end();
    await app.close();
  }
}
