import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#platform/database';
import { createTestDatabase, eventually, GraphqlClient, type FreeJson } from '#testing';
import { testConfig, TestApp } from '#testing/app';
import { build } from '../../scripts/build.mjs';
import { COMMANDS } from '../../src/app/cli/index.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from '../../src/app/demo/index.js';
import { planDemo } from '../../src/app/demo/plan/index.js';
import { createApi } from '../../src/app/start-api.js';
import { demoFacts } from '../fixtures/demo-facts.js';

const CLI = fileURLToPath(new URL('../../dist/src/main.cli.js', import.meta.url));
/** In the past, so that everything that was to fall due soon after it has. */
const AT = '2025-06-18T06:30:00Z';
const NOW = new Date(AT);

/** The whole API on an empty database: without the office that tests usually start with. */
async function emptyApp(): Promise<TestApp> {
  const database = await createTestDatabase();
  const config = testConfig(database.url);
  const api = await createApi(config);
  await api.listen(0, '127.0.0.1');
  return new TestApp(api, config, database.drop);
}

/** Runs a command of the command line in this process. */
async function run(app: TestApp, name: string, ...args: string[]): Promise<string> {
  const said: string[] = [];
  const command = await COMMANDS[name]?.();
  await command?.run({
    args,
    say: (line) => void said.push(line),
    config: () => app.config,
    app: () => Promise.resolve(app.api),
  });
  return said.join('\n');
}

async function signedIn(app: TestApp, email: string, password: string = DEMO_PASSWORD): Promise<GraphqlClient> {
  const { signIn } = await app.anonymous.query(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }',
    { input: { email, password } },
  );
  expect(signIn.userErrors).toEqual([]);
  return new GraphqlClient(app.url, signIn.accessToken);
}

describe('the example firm', () => {
  let app: TestApp;
  let analyst: GraphqlClient;
  const clients: GraphqlClient[] = [];
  const as = async (who: string): Promise<GraphqlClient> => {
    const client = await signedIn(app, `${who}@meridian.example`);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    app = await emptyApp();
    app.must(await seedDemo(app.api, { now: NOW }));
    analyst = await as('analyst');
  }, 120_000);
  afterAll(async () => {
    for (const client of clients) await client.close();
    await app?.close();
  });

  test('the pyramid is the firm’s, on the day of seeding and weeks later', async () => {
    for (const asOf of ['2025-06-18', '2025-06-30', '2025-07-08', '2025-07-29']) {
      const { pyramid } = await analyst.query(
        `query ($asOf: LocalDate!) { pyramid(asOf: $asOf) { customers tiers { tier { key } customers revenueShare } } }`,
        { asOf },
      );
      expect(pyramid.customers, asOf).toBe(1572);
      const tiers = pyramid.tiers.map((t: FreeJson) => [t.tier.key, t.customers, Number(t.revenueShare)]);
      const near = (share: number): unknown => expect.closeTo(share, 0);
      expect(tiers, asOf).toEqual([
        ['TOP', 49, near(54)],
        ['MAJOR', 75, near(17)],
        ['MEDIUM', 109, near(11)],
        ['SMALL', 1339, near(18)],
      ]);
    }
    const { held, climbers } = await analyst.query(
      `{ held: pyramid(asOf: "2025-06-18", basis: HELD) { tiers { customers } } climbers(asOf: "2025-06-18", first: 1) { totalCount } }`,
    );
    expect(held.tiers.map((t: FreeJson) => t.customers)).toEqual([49, 75, 109, 1339]);
    expect(climbers.totalCount).toBeGreaterThan(20);
  });

  test('it has offices in more than twenty countries, groups over several, and rivals where it is not', async () => {
    const { offices } = await analyst.query('{ offices { country nameNative } }');
    expect(offices.length).toBeGreaterThanOrEqual(20);
    expect(new Set(offices.map((o: FreeJson) => o.country)).size).toBeGreaterThanOrEqual(20);
    expect(offices.every((o: FreeJson) => /\p{Script=Han}/u.test(o.nameNative))).toBe(true);
    const counts = await app.db.one(sql`
      select (select count(*) from (select c.path[1] from customers.customer c join customers.branch b on b.customer_id = c.id
               group by c.path[1] having count(distinct b.country) >= 3) g)::int > 50 as groups,
             (select count(*) from customers.branch where incumbent is not null)::int > 100 as rivals,
             (select count(*) from customers.branch where incumbent is null and office_id is null)::int > 50 as nobody,
             (select count(distinct service_line) from customers.job where country = 'CN')::int as lines,
             (select count(*) from contacts.contact)::int between 15000 and 20000 as contacts,
             (select max(occurred_at) - min(occurred_at) > interval '17 months' from contacts.contact) as months,
             (select count(*) from customers.customer where stage in ('ACTIVE', 'RETAINED', 'LOYAL'))::int as active`);
    expect(counts).toEqual({
      ...{ groups: true, rivals: true, nobody: true, lines: 3, contacts: true, months: true, active: 1572 },
    });
  });

  test('everybody of the demo can sign in and do what the role is for, and no more', async () => {
    const may = async (who: string, query: string): Promise<string> => {
      const { errors } = await (await as(who)).send(query);
      return errors ? String(errors[0]?.extensions?.['code']) : 'yes';
    };
    const jobs = '{ backgroundJobs { name } }';
    const pyramid = '{ pyramid(asOf: "2025-06-18") { customers } }';
    const contacts = '{ contacts(first: 1) { nodes { id } } }';
    const audit = '{ roles { id } serviceRequests(first: 1) { nodes { id } } }';
    expect(await may('agent.hk', contacts)).toBe('yes');
    expect(await may('agent.hk', jobs)).toBe('FORBIDDEN');
    expect(await may('site.shenzhen', contacts)).toBe('yes');
    expect(await may('site.shenzhen', pyramid)).toBe('FORBIDDEN');
    expect(await may('manager.apac', pyramid)).toBe('yes');
    expect(await may('operator', jobs)).toBe('yes');
    expect(await may('analyst', audit)).toBe('yes');
    for (const query of [jobs, pyramid, contacts, audit]) expect(await may('admin', query)).toBe('yes');
  });

  test('most requests were kept in time; clocks fall due within the first minute and then steadily', async () => {
    const { slaAttainment } = await analyst.query('{ slaAttainment { metric met missed breached attainment } }');
    const shares = slaAttainment.map((row: FreeJson) => Number(row.attainment));
    expect(Math.min(...shares)).toBeGreaterThan(0.8);
    expect(Math.max(...shares)).toBeLessThan(0.98);
    const rows = await app.db.query<{ s: number }>(sql`
      select extract(epoch from c.due_at - ${NOW}::timestamptz)::float8 as s from sla.clock c
       where c.due_at > ${NOW}::timestamptz and c.stopped_at is null order by 1`);
    const due = rows.map((row) => row.s);
    expect(due.filter((s) => s < 60).length).toBeGreaterThanOrEqual(3);
    const first = due.filter((s) => s < 900);
    const gaps = first.map((s, i) => s - (first[i - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(45);
    expect(due.filter((s) => s > 3600 && s < 36 * 3600).length).toBeGreaterThan(50);
  });

  test('once a worker runs, subscribers hear of the breaches', async () => {
    const agent = await as('agent.hk');
    const feed = agent.subscribe('subscription { slaBreached { clock { metric state request { number } } } }');
    const heard = feed.next();
    await app.startWorker();
    const { value } = await heard;
    expect(value.data.slaBreached.clock).toMatchObject({ state: 'BREACHED', request: { number: /^R-/ } });
    await feed.return?.();
    await app.stopWorker();
  }, 60_000);

  test('the sign-ins are printed; a database with offices is not filled again', async () => {
    const table = await run(app, 'demo-accounts');
    for (const { email } of DEMO_ACCOUNTS) expect(table).toContain(email);
    expect(table).toContain(DEMO_PASSWORD);
    expect(await run(app, 'seed', '--if-empty')).toContain('nothing to fill in');
    await expect(run(app, 'seed')).rejects.toThrow('empty one only');
    await expect(run(app, 'seed', '--at', '2999-01-01T00:00:00Z')).rejects.toThrow('in the past');
  });

  test('a seeding that was killed leaves nothing behind; done again it makes the same firm', async () => {
    await build({ quiet: true });
    const database = await createTestDatabase();
    const look = new pg.Client({ connectionString: database.url });
    await look.connect();
    const seed = (): { child: ReturnType<typeof spawn>; said: () => string } => {
      let said = '';
      const child = spawn(process.execPath, [CLI, 'seed', '--if-empty', '--at', AT], {
        env: { PATH: process.env['PATH'], DATABASE_URL: database.url, MERIDIAN_SECRET: 'x'.repeat(40) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
      return { child, said: () => said };
    };
    try {
      const broken = seed();
      await eventually(() => broken.said().includes('Revenue and tiers'), 'half a firm', 60_000);
      broken.child.kill('SIGKILL');
      await once(broken.child, 'exit');
      const count = async (table: string): Promise<number> =>
        Number((await look.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);
      for (const table of ['identity.office', 'customers.customer', 'platform.outbox_event', 'platform.audit_entry'])
        expect(await count(table), table).toBe(0);

      const again = seed();
      const [code] = (await once(again.child, 'exit')) as [number | null];
      expect(code, again.said()).toBe(0);
      expect(again.said()).toContain('Made the example firm: 1754 customers');
      const here = new pg.Client({ connectionString: app.config.database.DATABASE_URL });
      await here.connect();
      expect(await demoFacts(look)).toEqual(await demoFacts(here));
      await here.end();
    } finally {
      await look.end();
      await database.drop();
    }
  }, 120_000);
});

test('another seed makes another firm', () => {
  const names = (seed: string): string[] => planDemo(seed, NOW).customers.map((c) => c.name);
  const here = new Set(names('meridian'));
  expect(names('another').filter((name) => here.has(name)).length).toBeLessThan(700);
});

describe('without the demo', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await emptyApp();
  });
  afterAll(() => app?.close());

  test('the first administrator is made from the command line, with a head office, and may do everything', async () => {
    expect(await run(app, 'demo-accounts')).toContain('create-admin');
    const said = await run(app, 'create-admin', 'first@firm.example', '--name', 'First Admin');
    const password = /only this once\): (\S+)/.exec(said)?.[1] ?? '';
    const client = await signedIn(app, 'first@firm.example', password);
    const { viewer, offices } = await client.query('{ viewer { employee { name } } offices { code } roles { key } }');
    expect(viewer.employee.name).toBe('First Admin');
    expect(offices).toEqual([{ code: 'HEAD-OFFICE' }]);
    await client.close();
  });

  test('a second one joins the same office; an address that is taken and wrong words are told', async () => {
    await run(app, 'create-admin', 'second@firm.example');
    await expect(run(app, 'create-admin', 'second@firm.example')).rejects.toThrow('email: ');
    await expect(run(app, 'create-admin', 'third@firm.example', '--office', 'NOWHERE')).rejects.toThrow('NOWHERE');
    await expect(run(app, 'create-admin', 'not an address')).rejects.toThrow('email: ');
    await expect(run(app, 'create-admin')).rejects.toThrow('say one e-mail address');
    await expect(run(app, 'create-admin', 'x@firm.example', '--pasword')).rejects.toThrow('knows no --pasword');
    expect(await app.db.one(sql`select count(*)::int as n from identity.office`)).toEqual({ n: 1 });
  });
});
