import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { Live } from '#platform/realtime';
import { eventually, statementsOf, type GraphqlAnswer } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ServicesApi } from '#modules/services';
import { HOUR, reply, slaWorld, type SlaWorld } from '../../testing/index.js';
import { EvaluateBacklog } from './evaluate-backlog.js';
import { EvaluateSla } from './evaluate-requests.js';
import { RecordBreaches } from './record-breaches.js';
import { ReplayClocks } from './replay-clocks.js';

const at = (text: string): Date => new Date(text);
const CREATED = '2026-03-02T09:00:00Z';
const AFTER_DUE = at('2026-03-02T10:00:01Z');

describe('recording breaches', () => {
  let app: TestApp;
  let world: SlaWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms();
  });
  beforeEach(async () => {
    await app.get(RecordBreaches).run(app.system(), at('2026-12-01T00:00:00Z'));
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`delete from platform.outbox_event`);
      return ok();
    });
  });

  const sweep = (now = AFTER_DUE) => app.get(RecordBreaches).run(app.system(), now);
  const evaluated = async (count: number): Promise<string[]> => {
    const requests = Array.from({ length: count }, () => world.imported({ createdAt: at(CREATED) }));
    const results = await app.get(ServicesApi).createMany(app.system(), requests);
    const ids = results.map((r) => app.must(r).id);
    await app.get(EvaluateSla).run(app.system(), ids, { now: at('2026-03-02T09:30:00Z') });
    return ids;
  };
  const counts = (ids: readonly string[]) =>
    app.db.one(
      sql`select (select count(*) from sla.clock where request_id = any(${ids}::uuid[]) and state = 'BREACHED') as breached,
                 (select count(*) from sla.ledger where request_id = any(${ids}::uuid[]) and kind = 'BREACHED') as entries,
                 (select count(*) from platform.outbox_event where name = 'sla.breached' and payload ->> 'requestId' = any(${ids}::text[])) as events,
                 (select count(distinct payload ->> 'clockId') from platform.outbox_event where name = 'sla.breached') as clocks`,
    );
  const all = (n: number) => ({ breached: n, entries: n, events: n, clocks: n });

  it('nothing is breached at the due instant, and everything a moment later, with the true due time', async () => {
    const [id = ''] = await evaluated(1);
    expect(await sweep(at('2026-03-02T10:00:00Z'))).toEqual({ settled: 0, breached: 0 });
    expect(await sweep(at('2026-03-09T00:00:00Z'))).toEqual({ settled: 1, breached: 1 });
    expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({
      state: 'BREACHED',
      breached: '2026-03-02T10:00',
    });
    const [event] = await app.db.query<{ payload: object }>(
      sql`select payload from platform.outbox_event where name = 'sla.breached'`,
    );
    expect(event?.payload).toMatchObject({
      requestId: id,
      customerId: world.nationalId,
      officeId: app.officeId,
      metric: 'FIRST_RESPONSE',
      dueAt: '2026-03-02T10:00:00.000Z',
    });
  });

  it('of what could not be evaluated no breach is told from what is stored; the next round through all tries it again', async () => {
    const [id = ''] = await evaluated(1);
    const failed = (error: string | null) =>
      app.db.transaction(app.system(), async () =>
        ok(await app.db.execute(sql`update sla.evaluation set error = ${error} where request_id = ${id}`)),
      );
    await failed('an instant beyond all calendars');
    expect(await sweep()).toEqual({ settled: 0, breached: 0 });
    const report = await app.get(EvaluateBacklog).all(app.system(), { now: AFTER_DUE, onlyStale: true });
    expect(report).toMatchObject({ evaluated: 1, breached: 1, failed: 0 });
    expect(await counts([id])).toEqual(all(1));
  });

  it('costs one indexed look when nothing is due', async () => {
    await evaluated(20);
    const { statements } = await statementsOf(() => sweep(at('2026-03-02T09:45:00Z')));
    expect(statements).toHaveLength(1);
    const plan = await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`set local enable_seqscan = off`);
      return ok(
        await app.db.query<Record<string, string>>(
          sql`explain select 1 from sla.clock c where c.state = 'RUNNING' and c.due_at < '2026-01-01' limit 1`,
        ),
      );
    });
    expect(JSON.stringify(plan)).toContain('clock_falls_due');
  });

  it('five sweeps at once over 500 due clocks: 500 breaches, 500 events', async () => {
    const ids = await evaluated(500);
    const done = await Promise.all(Array.from({ length: 5 }, () => sweep()));
    expect(await counts(ids)).toEqual(all(500));
    expect(done.reduce((sum, d) => sum + d.breached, 0)).toBe(500);
  });

  it('sweeps and evaluations of the same clocks at once: each breach once', async () => {
    const ids = await evaluated(300);
    const evaluate = () => app.get(EvaluateSla).run(app.system(), ids, { now: AFTER_DUE });
    await Promise.all([sweep(), evaluate(), sweep(), evaluate(), sweep()]);
    await sweep();
    expect(await counts(ids)).toEqual(all(300));
  });

  it('a sweep whose connection is cut in the middle loses nothing and doubles nothing', async () => {
    const ids = await evaluated(200);
    const admin = new pg.Client({ connectionString: app.config.database.DATABASE_URL });
    await admin.connect();
    try {
      // The ledger is locked, so that every sweep stops after it has marked the clocks and before it tells anybody.
      await admin.query('begin; lock table sla.ledger in share mode');
      const cut = sweep().then(
        () => 'finished',
        () => 'cut',
      );
      await eventually(async () => {
        // Within a transaction the server shows the same picture of the others again and again.
        await admin.query('select pg_stat_clear_snapshot()');
        const { rows } = await admin.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%sla.ledger%' and pid <> pg_backend_pid()`,
        );
        if (rows.length === 0) return false;
        await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        return true;
      }, 'a sweep that waits for the ledger');
      expect(await cut).toBe('cut');
    } finally {
      await admin.query('rollback').catch(() => undefined);
      await admin.end();
    }
    expect(await counts(ids)).toEqual(all(0));
    expect(await sweep()).toEqual({ settled: 200, breached: 200 });
    expect(await counts(ids)).toEqual(all(200));
  });

  it('a reply that came in time wins, though it is evaluated only after the due time', async () => {
    const [inTime = '', late = ''] = await evaluated(2);
    await world.append(inTime, reply('2026-03-02T09:59:59Z'));
    await world.append(late, reply('2026-03-02T10:00:00.500Z'));
    expect(await sweep()).toEqual({ settled: 2, breached: 1 });
    expect((await world.stored(inTime))['FIRST_RESPONSE/1']).toMatchObject({ state: 'MET', breached: null });
    expect((await world.stored(late))['FIRST_RESPONSE/1']).toMatchObject({
      state: 'MISSED',
      breached: '2026-03-02T10:00',
    });
    expect(await counts([inTime, late])).toMatchObject({ entries: 1, events: 1 });
  });

  it('terms changed while a clock runs count at its due time, though the replay has not come to it yet', async () => {
    const longer = (code: string, hours: number) => ({
      code,
      level: 'CUSTOMER' as const,
      levelKey: world.strangerId,
      targets: [{ metric: 'FIRST_RESPONSE' as const, priority: null, seconds: hours * HOUR }],
    });
    const id = await world.request(CREATED, [], { customerId: world.strangerId });
    await app.get(EvaluateSla).run(app.system(), [id], { now: at('2026-03-02T09:10:00Z') });
    const halfPast = at('2026-03-02T09:30:00Z');
    await world.terms(longer('LONGER', 3), { from: halfPast, moveOpen: true, at: halfPast });
    expect(await sweep()).toEqual({ settled: 1, breached: 0 });
    expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ state: 'RUNNING', due: '2026-03-02T12:00' });
    await app.get(ReplayClocks).run(app.system(), at('2026-03-02T11:00:00Z'));
    expect(await sweep(at('2026-03-02T12:00:01Z'))).toEqual({ settled: 1, breached: 1 });
    expect(await world.announced(id)).toBe(1);
    expect(await world.ledger(id)).toEqual(['STARTED', 'REPLAYED', 'BREACHED']);
  });

  it('a reply in time that we learn of after the breach was told withdraws it, once', async () => {
    const [id = ''] = await evaluated(1);
    await sweep();
    await world.append(id, reply('2026-03-02T09:50:00Z'));
    const evaluate = () => app.get(EvaluateSla).run(app.system(), [id], { now: at('2026-03-02T10:30:00Z') });
    expect(await evaluate()).toMatchObject({ withdrawn: 1 });
    expect(await evaluate()).toMatchObject({ withdrawn: 0, written: 0 });
    expect((await world.stored(id))['FIRST_RESPONSE/1']?.state).toBe('MET');
    expect(await world.ledger(id)).toEqual(['STARTED', 'BREACHED', 'WITHDRAWN', 'REPLAYED', 'STOPPED']);
  });
});

describe('with a worker running', () => {
  let app: TestApp;
  let world: SlaWorld;
  let manager: TestEmployee;
  let elsewhere: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
        { metric: 'FIRST_RESPONSE', priority: 'CRITICAL', seconds: 2 },
      ],
    });
    manager = await app.employee({ permissions: { 'sla.read': 'office', 'services.read': 'firm' } });
    elsewhere = await app.employee({ permissions: { 'sla.read': 'office' }, officeId: await app.office() });
    await app.startWorker();
    await eventually(() => app.get(Live).listening, 'the node listens');
  });

  it('a request that nobody answers is breached once it is due, without being asked for, and its office hears of it', async () => {
    const feed = manager.client.subscribe(
      'subscription { slaBreached { metric dueAt recordedAt request { subject } clock { state } } }',
    );
    const deaf = elsewhere.client.subscribe('subscription { slaBreached { metric } }');
    const told = feed.next();
    const heardElsewhere: unknown[] = [];
    void deaf.next().then((event) => heardElsewhere.push(event));
    await eventually(() => app.get(Live).size === 2, 'both subscriptions');

    const id = await world.request(new Date().toISOString(), [], { priority: 'CRITICAL' });
    const { value } = (await told) as { value: GraphqlAnswer };
    expect(value.data?.['slaBreached']).toMatchObject({
      metric: 'FIRST_RESPONSE',
      request: { subject: 'Lift 3 stands still' },
      clock: { state: 'BREACHED' },
    });
    const { dueAt, recordedAt } = value.data?.['slaBreached'] as { dueAt: string; recordedAt: string };
    expect(Date.parse(recordedAt)).toBeGreaterThanOrEqual(Date.parse(dueAt));
    expect(await world.announced(id)).toBe(1);
    expect(heardElsewhere).toEqual([]);
    await feed.return?.();
    await deaf.return?.();
  });

  it('requests are evaluated as soon as they are told of, whatever happens to them', async () => {
    const id = await world.request(new Date(Date.now() - 60_000).toISOString());
    await eventually(async () => (await world.stored(id))['FIRST_RESPONSE/1']?.state === 'RUNNING', 'the clock');
    await world.append(id, reply(new Date().toISOString()));
    await eventually(async () => (await world.stored(id))['FIRST_RESPONSE/1']?.state === 'MET', 'the answer');
  });

  it('many at once are evaluated together', async () => {
    const created = new Date(Date.now() - 60_000);
    const requests = Array.from({ length: 300 }, () => world.imported({ createdAt: created }));
    const results = await app.get(ServicesApi).createMany(app.system(), requests);
    const ids = results.map((r) => app.must(r).id);
    await eventually(
      async () =>
        (
          await app.db.one<{ n: number }>(
            sql`select count(*) as n from sla.clock where request_id = any(${ids}::uuid[])`,
          )
        ).n === 300,
      'all clocks',
      20_000,
    );
  });
});
