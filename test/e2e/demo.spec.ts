import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#platform/database';
import { createTestDatabase, eventually, GraphqlClient, type FreeJson } from '#testing';
import { testConfig, TestApp } from '#testing/app';
import { build } from '../../scripts/build.mjs';
import { COMMANDS } from '../../src/app/cli/index.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from '../../src/demo/index.js';
import { planDemo } from '../../src/demo/plan/index.js';
import { createApi } from '../../src/app/start-api.js';

const CLI = fileURLToPath(new URL('../../dist/bundle/main.cli.js', import.meta.url));
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

/** Kills a seeding process half-way; how many rows it leaves. */
async function afterKilledSeeding(app: TestApp): Promise<Record<string, number>> {
  await build({ quiet: true });
  let said = '';
  const child = spawn(process.execPath, [CLI, 'seed', '--if-empty', '--at', AT], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: app.config.database.DATABASE_URL,
      MERIDIAN_SECRET: app.config.access.MERIDIAN_SECRET,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const ended = once(child, 'exit');
  await eventually(() => said.includes('Revenue and tiers') || child.exitCode !== null, 'half a firm');
  child.kill('SIGKILL');
  expect(await ended, said).toEqual([null, 'SIGKILL']);
  return app.db.one<Record<string, number>>(sql`
    select (select count(*) from identity.office)::int as "identity.office",
           (select count(*) from customers.customer)::int as "customers.customer",
           (select count(*) from platform.outbox_event)::int as "platform.outbox_event",
           (select count(*) from platform.audit_entry)::int as "platform.audit_entry"`);
}

describe('the example firm', () => {
  let app: TestApp;
  let analyst: GraphqlClient;
  let left: Record<string, number>;
  const clients: GraphqlClient[] = [];
  const as = async (who: string): Promise<GraphqlClient> => {
    const client = await signedIn(app, `${who}@meridian.example`);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    app = await emptyApp();
    left = await afterKilledSeeding(app);
    // On what the killed one left, as whoever starts again does.
    app.must(await seedDemo(app.api, { now: NOW }));
    analyst = await as('analyst');
  });
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
    const { held, tierUpgradeCandidates } = await analyst.query(
      `{ held: pyramid(asOf: "2025-06-18", basis: HELD) { tiers { customers } } tierUpgradeCandidates(asOf: "2025-06-18", first: 1) { totalCount } }`,
    );
    expect(held.tiers.map((t: FreeJson) => t.customers)).toEqual([49, 75, 109, 1339]);
    expect(tierUpgradeCandidates.totalCount).toBeGreaterThan(20);
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
    const consulting = '{ engagements(first: 1) { nodes { id } } deliverables(first: 1) { nodes { id } } }';
    const management = '{ duties(first: 1) { nodes { id } } serviceReviews(first: 1) { nodes { id } } }';
    const maintenance = '{ workOrders(first: 1) { nodes { id } } }';
    const audit = '{ roles { id } serviceRequests(first: 1) { nodes { id } } }';
    expect(await may('agent.hk', contacts)).toBe('yes');
    expect(await may('agent.hk', jobs)).toBe('FORBIDDEN');
    expect(await may('site.shenzhen', contacts)).toBe('yes');
    expect(await may('site.shenzhen', pyramid)).toBe('FORBIDDEN');
    expect(await may('manager.apac', pyramid)).toBe('yes');
    expect(await may('operator', jobs)).toBe('yes');
    expect(await may('analyst', audit)).toBe('yes');
    for (const query of [consulting, management, maintenance]) {
      for (const who of ['agent.hk', 'site.shenzhen', 'manager.apac', 'analyst', 'admin'])
        expect(await may(who, query), who).toBe('yes');
      expect(await may('operator', query)).toBe('FORBIDDEN');
    }
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

  test('engagements stand as they may, and what they deliver was accepted, sent back or is late', async () => {
    const { engagements, deliverables, advice, late, products } = await analyst.query(`{
      engagements(first: 100) { nodes { status customer { id } members { role } } }
      deliverables(first: 200) { nodes { status dueOn rounds { number submittedAt submittedBy { id } decision decidedAt reason } } }
      late: deliverables(first: 100, filter: { overdueOn: "2025-06-18" }) { totalCount }
      advice(first: 200) { nodes { revision decision product { code } advisers { id } recipients { id } outcomes { assessment request { createdAt } } advisedAt } }
      products { nodes { code active record { recommended wrong } } } }`);
    expect(engagements.nodes.length).toBe(40);
    const states = (nodes: FreeJson[], of: (node: FreeJson) => string): Set<string> => new Set(nodes.map(of));
    expect(states(engagements.nodes, (e) => e.status)).toEqual(
      new Set(['PLANNED', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED']),
    );
    expect(states(deliverables.nodes, (d) => `${d.status} ${d.rounds.length}`)).toEqual(
      new Set(['DRAFT 0', 'SUBMITTED 1', 'REJECTED 1', 'ACCEPTED 1', 'ACCEPTED 2', 'WITHDRAWN 0']),
    );
    expect(late.totalCount).toBeGreaterThan(4);
    // What happened happened in its order and before the demo, and somebody did it.
    const at = (instant: string): number => Date.parse(instant);
    for (const { rounds } of deliverables.nodes) {
      const instants = rounds.flatMap((r: FreeJson) => [at(r.submittedAt), ...(r.decidedAt ? [at(r.decidedAt)] : [])]);
      expect(instants).toEqual([...new Set<number>(instants)].sort((a, b) => a - b));
      expect(Math.max(0, ...instants)).toBeLessThan(NOW.getTime());
      for (const r of rounds)
        expect([r.submittedBy === null, r.decision === 'REJECTED']).toEqual([false, r.reason !== null]);
    }

    expect(advice.nodes.length).toBe(80);
    expect(advice.nodes.every((a: FreeJson) => a.advisers.length > 0 && a.recipients.length > 0)).toBe(true);
    expect(advice.nodes.filter((a: FreeJson) => a.revision > 1).length).toBeGreaterThan(3);
    expect(states(advice.nodes, (a) => a.decision)).toEqual(new Set(['FOLLOWED', 'DECLINED', 'CHOSE_OTHER', null]));
    const outcomes = advice.nodes.flatMap((a: FreeJson) => a.outcomes.map((o: FreeJson) => ({ ...o, advice: a })));
    expect(states(outcomes, (o) => o.assessment)).toEqual(
      new Set(['GOOD', 'MIXED', 'WRONG_RECOMMENDATION', 'UNRELATED']),
    );
    const traced = outcomes.filter((o: FreeJson) => o.request !== null);
    expect(traced.length).toBeGreaterThan(5);
    for (const { request, advice: given } of traced) expect(at(request.createdAt)).toBeGreaterThan(at(given.advisedAt));
    const [withdrawn, ...others] = products.nodes.filter((p: FreeJson) => !p.active);
    expect([withdrawn.code, others]).toEqual(['CH-SCREW', []]);
    expect(withdrawn.record.wrong).toBe(Math.max(...products.nodes.map((p: FreeJson) => p.record.wrong)));
  });

  test('duties recur in the zones of their sites, and some have opened their requests', async () => {
    const { duties } = await analyst.query(`{
      duties(first: 100) { nodes { zone status assignee { id } ruleText { chinese } upcoming(count: 3) { dueAt skipped moved }
        occurrences(first: 5) { nodes { dueAt outcome serviceRequest { subject slaClocks { metric } } } } } } }`);
    expect(duties.nodes.length).toBe(40);
    expect(new Set(duties.nodes.map((d: FreeJson) => d.zone)).size).toBeGreaterThan(8);
    expect(new Set(duties.nodes.map((d: FreeJson) => d.status))).toEqual(new Set(['ACTIVE', 'PAUSED']));
    const upcoming = duties.nodes.flatMap((d: FreeJson) => d.upcoming);
    expect(upcoming.some((o: FreeJson) => o.moved)).toBe(true);
    expect(upcoming.some((o: FreeJson) => o.skipped === 'EXCEPTION')).toBe(true);
    const opened = duties.nodes.flatMap((d: FreeJson) => d.occurrences.nodes);
    expect(opened.length).toBeGreaterThan(5);
    for (const { dueAt, serviceRequest } of opened) {
      expect(Date.parse(dueAt)).toBeGreaterThan(NOW.getTime());
      expect(serviceRequest.subject).not.toMatch(/[{}]/);
      expect(serviceRequest.slaClocks.map((c: FreeJson) => c.metric)).toContain('COMPLETION');
    }
  });

  test('reviews of three quarters were held on scorecards; what they decided is done, open or late', async () => {
    const { serviceReviews, serviceReviewActions, late } = await analyst.query(`{
      serviceReviews(first: 100) { nodes { status periodFrom periodTo heldAt minutes agenda { title } participants { attended employee { id } person { id } }
        scorecard { score figures { opened } kpis { code light } } carriedOver { id } plan { id } } }
      serviceReviewActions(first: 200) { nodes { kind doneAt owner { id } ownerPerson { id } } }
      late: serviceReviewActions(first: 200, filter: { open: true, dueBefore: "2025-06-18" }) { totalCount } }`);
    const held = serviceReviews.nodes.filter((r: FreeJson) => r.heldAt !== null);
    expect([serviceReviews.nodes.length, held.length]).toEqual([23, 21]);
    expect(new Set(held.map((r: FreeJson) => r.periodFrom))).toEqual(
      new Set(['2024-07-01', '2024-10-01', '2025-01-01']),
    );
    for (const r of held) {
      expect(Date.parse(r.heldAt)).toBeGreaterThan(Date.parse(r.periodTo));
      expect([r.minutes === null, r.agenda.length, r.plan === null]).toEqual([false, 4, false]);
      expect(r.participants.some((p: FreeJson) => p.person && p.attended)).toBe(true);
    }
    expect(new Set(held.map((r: FreeJson) => r.status))).toEqual(new Set(['HELD', 'CLOSED']));
    const scorecards = held.map((r: FreeJson) => r.scorecard);
    expect(scorecards.filter((s: FreeJson) => s.figures.opened > 0).length).toBeGreaterThan(15);
    const kpis = scorecards.flatMap((s: FreeJson) => s.kpis);
    expect(new Set(kpis.map((k: FreeJson) => k.light))).toEqual(new Set(['GREEN', 'AMBER', 'RED', 'NONE']));
    // Some customers are evaluated by KPIs of their own.
    expect(new Set(kpis.map((k: FreeJson) => k.code))).toEqual(
      new Set([
        ...['IN-TIME', 'FIRST-RESPONSE', 'DONE', 'REOPENED', 'OLDEST'],
        ...['DONE-IN-TIME', 'URGENT', 'BACKLOG', 'FIRST-ANSWER'],
      ]),
    );
    expect(held.some((r: FreeJson) => r.carriedOver.length > 0)).toBe(true);
    const actions = serviceReviewActions.nodes.filter((a: FreeJson) => a.kind === 'ACTION');
    expect(actions.every((a: FreeJson) => (a.owner === null) !== (a.ownerPerson === null))).toBe(true);
    expect(actions.filter((a: FreeJson) => a.doneAt !== null).length).toBeGreaterThan(10);
    expect(late.totalCount).toBeGreaterThan(3);
  });

  test('sites have assets with meters and failures, plans by calendar and by meter, and work orders done and to do', async () => {
    const counts = await app.db.one(sql`
      select (select array_agg(distinct kind order by kind) from maintenance.asset) as kinds,
             (select count(*) from maintenance.asset)::int > 200 as assets,
             (select count(distinct branch_id) from maintenance.asset)::int as sites,
             (select count(*) from maintenance.meter_reading)::int > 500 as readings,
             (select count(*) from maintenance.asset_request where failure)::int > 10 as failures,
             (select count(*) from maintenance.plan where rule is not null)::int > 40 as calendar,
             (select count(*) from maintenance.plan where meter_every is not null)::int > 40 as meter`);
    expect(counts).toEqual({
      ...{ kinds: ['BUILDING', 'ITEM', 'SITE', 'SYSTEM'], assets: true, sites: 24, readings: true, failures: true },
      ...{ calendar: true, meter: true },
    });
    const { done, open, leastReliableAssets } = await analyst.query(`{
      done: workOrders(first: 1, filter: { statuses: [DONE] }) { totalCount nodes { outcome checklist { answer { value } item { mandatory } } } }
      open: workOrders(first: 1, filter: { statuses: [PLANNED] }) { totalCount }
      leastReliableAssets(from: "2024-06-18T00:00:00Z", to: "2025-06-18T00:00:00Z", by: FAILURES) { asset { code } } }`);
    expect(done.totalCount).toBeGreaterThan(10);
    const [{ outcome, checklist }] = done.nodes;
    expect([outcome, checklist.length > 3]).toEqual(['Serviced / 已保养', true]);
    expect(checklist.every((c: FreeJson) => !c.item.mandatory || c.answer !== null)).toBe(true);
    expect(open.totalCount).toBeGreaterThan(10);
    expect(leastReliableAssets.length).toBeGreaterThan(5);
  });

  test('a regional manager sees the engagements, advice, duties, reviews and sites of the region, and no others', async () => {
    const office = 'office { region { code } }';
    const query = `{
      engagements(first: 100) { totalCount nodes { ${office} } } advice(first: 100) { totalCount nodes { ${office} } }
      duties(first: 100) { totalCount nodes { ${office} } } serviceReviews(first: 100) { totalCount nodes { ${office} } }
      assets(first: 100) { totalCount nodes { ${office} } } workOrders(first: 100) { totalCount nodes { ${office} } }
      maintenancePlans(first: 100) { totalCount nodes { asset { ${office} } } } }`;
    const seen = await (await as('manager.apac')).query(query);
    const all = await analyst.query(query);
    for (const kind of Object.keys(all)) {
      expect(seen[kind].totalCount, kind).toBeGreaterThan(4);
      expect(seen[kind].totalCount, kind).toBeLessThan(all[kind].totalCount);
      for (const node of seen[kind].nodes) expect((node.asset ?? node).office.region.code, kind).toBe('APAC');
    }
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
  });

  test('the sign-ins are printed; a database with offices is not filled again', async () => {
    const table = await run(app, 'demo-accounts');
    for (const { email } of DEMO_ACCOUNTS) expect(table).toContain(email);
    expect(table).toContain(DEMO_PASSWORD);
    expect(await run(app, 'seed', '--if-empty')).toContain('nothing to do');
    await expect(run(app, 'seed')).rejects.toThrow('This database already has offices');
    await expect(run(app, 'seed', '--at', '2999-01-01T00:00:00Z')).rejects.toThrow('in the past');
  });

  test('the seeding that was killed had left nothing behind', () => {
    expect(left).toEqual({
      ...{ 'identity.office': 0, 'customers.customer': 0, 'platform.outbox_event': 0, 'platform.audit_entry': 0 },
    });
  });
});

test('the same seed makes the same firm, another seed another', () => {
  expect(JSON.stringify(planDemo('meridian', NOW))).toBe(JSON.stringify(planDemo('meridian', NOW)));
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
    const password = /only once\): (\S+)/.exec(said)?.[1] ?? '';
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
    await expect(run(app, 'create-admin')).rejects.toThrow('Specify one e-mail address');
    await expect(run(app, 'create-admin', 'x@firm.example', '--pasword')).rejects.toThrow('Unknown option --pasword');
    expect(await app.db.one(sql`select count(*)::int as n from identity.office`)).toEqual({ n: 1 });
  });
});
