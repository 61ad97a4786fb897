import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { eventually, statementsOf } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { ServicesApi, type ImportRequest } from '#modules/services';
import { HOUR, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';
import { type TermsContent } from '../../terms/terms.types.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { ManageTerms, type TermsContentCommand } from '../../terms/application/manage-terms.js';
import { PublishTerms } from '../../terms/application/publish-terms.js';
import { RecordAlerts } from './record-alerts.js';
import { RecordBreaches } from '../../monitoring/application/record-breaches.js';
import { ReplayClocks } from '../../monitoring/application/replay-clocks.js';

const at = (text: string): Date => new Date(text);
const CREATED = '2026-03-02T09:00:00Z';
const KNOWN = at('2026-03-02T09:00:01Z');
const MINUTE = 60;

describe('warnings and escalations', () => {
  let app: TestApp;
  let world: SlaWorld;
  let boss: string;
  const toBoss = () => [{ kind: 'EMPLOYEE' as const, employeeId: boss }];
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    boss = (await app.employee()).id;
    await world.terms(
      steps({
        targets: [
          { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
          { metric: 'FIRST_RESPONSE', priority: 'LOW', seconds: 4 * HOUR },
          { metric: 'COMPLETION', priority: null, seconds: 10 * HOUR },
        ],
      }),
    );
  });

  /** Warned at three quarters and ten minutes before, escalated at once and after half an hour; the first response only. */
  const steps = (more: Partial<TermsContent> = {}): Partial<TermsContent> => ({
    warnings: [
      { metric: 'FIRST_RESPONSE', sharePercent: 75, secondsBefore: null, recipients: toBoss() },
      { metric: 'FIRST_RESPONSE', sharePercent: null, secondsBefore: 10 * MINUTE, recipients: toBoss() },
    ],
    escalations: [
      { metric: 'FIRST_RESPONSE', secondsAfter: 0, recipients: toBoss() },
      { metric: 'FIRST_RESPONSE', secondsAfter: 30 * MINUTE, recipients: toBoss() },
    ],
    ...more,
  });
  const evaluate = (ids: readonly string[], now: Date) => app.get(EvaluateSla).run(app.system(), ids, { now });
  const make = async (count = 1, more: Partial<ImportRequest> = {}, known = KNOWN): Promise<string[]> => {
    const requests = Array.from({ length: count }, () => world.imported({ createdAt: at(CREATED), ...more }));
    const ids = (await app.get(ServicesApi).createMany(app.system(), requests)).map((r) => app.must(r).id);
    await evaluate(ids, known);
    return ids;
  };
  const one = async (more: Partial<ImportRequest> = {}, known = KNOWN) => (await make(1, more, known))[0] as string;
  const alerts = (now: string) => app.get(RecordAlerts).run(app.system(), at(now));
  const breaches = (now: string) => app.get(RecordBreaches).run(app.system(), at(now));
  /** What the ledger says of steps: `75% 09:45`. */
  const taken = async (id: string): Promise<string[]> =>
    (
      await app.db.query<{ text: string }>(
        sql`select l.step || coalesce('#' || l.breach, '') || ' ' || to_char(l.at, 'HH24:MI') as text
              from sla.ledger l where l.request_id = ${id} and l.step is not null order by l.seq`,
      )
    ).map((r) => r.text);
  const next = async (id: string): Promise<(string | null)[]> =>
    (
      await app.db.query<{ next: string | null }>(
        sql`select to_char(next_alert_at, 'HH24:MI') as next from sla.clock where request_id = ${id} order by metric desc`,
      )
    ).map((r) => r.next);
  const told = async (ids: readonly string[]) =>
    app.db.one<{ entries: number; notes: number; events: number; people: number }>(
      sql`select (select count(*) from sla.ledger where request_id = any(${ids}::uuid[]) and step is not null) as entries,
                 (select count(*) from notifications.notification where about_id = any(${ids}::uuid[])) as notes,
                 (select count(distinct employee_id) from notifications.notification where about_id = any(${ids}::uuid[])) as people,
                 (select count(*) from platform.outbox_event
                   where name in ('sla.warned', 'sla.escalated') and payload ->> 'requestId' = any(${ids}::text[])) as events`,
    );
  const publishAnew = async (id: string, content: TermsContentCommand, from: Date, published = from): Promise<void> => {
    const version = async () =>
      (await app.db.one<{ v: number }>(sql`select version as v from sla.terms where id = ${id}`)).v;
    const command = { calendarId: world.alwaysId, ...content };
    app.must(await app.get(ManageTerms).redraft(app.system(), { id, version: await version() }, command, published));
    const publish = { id, version: await version(), effectiveFrom: from, moveOpenRequests: true };
    app.must(await app.get(PublishTerms).publish(app.system(), publish, published));
  };
  /** Whatever earlier tests left behind is out of the way. */
  const settle = async () => {
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update sla.clock set next_alert_at = null, state = 'CANCELLED'`);
      return ok();
    });
  };

  it('come at their instants: not at it, and a moment later with the true one', async () => {
    await settle();
    const id = await one();
    expect(await next(id)).toEqual(['09:45', null]);
    expect(await alerts('2026-03-02T09:45:00.000Z')).toEqual({ looked: 0, warned: 0, escalated: 0 });
    expect(await alerts('2026-03-02T09:45:00.001Z')).toEqual({ looked: 1, warned: 1, escalated: 0 });
    expect(await next(id)).toEqual(['09:50', null]);
    expect(await alerts('2026-03-02T09:52:00Z')).toMatchObject({ warned: 1 });
    expect(await next(id)).toEqual(['10:00', null]);
    expect(await alerts('2026-03-02T10:00:00.000Z')).toMatchObject({ looked: 0 });
    await breaches('2026-03-02T10:00:00.001Z');
    expect(await alerts('2026-03-02T10:00:00.001Z')).toMatchObject({ escalated: 1 });
    expect(await alerts('2026-03-02T10:30:00.001Z')).toMatchObject({ escalated: 1 });
    expect(await alerts('2026-03-03T00:00:00Z')).toMatchObject({ looked: 0 });
    expect(await taken(id)).toEqual(['75% 09:45', '-600s 09:50', '+0s#1 10:00', '+1800s#1 10:30']);
    expect(await told([id])).toEqual({ entries: 4, notes: 4, events: 4, people: 1 });
  });

  it('a breach is recorded before it is escalated, whoever comes first', async () => {
    await settle();
    const id = await one();
    await alerts('2026-03-02T09:55:00Z');
    expect(await alerts('2026-03-02T10:05:00Z')).toMatchObject({ escalated: 1 });
    expect(await world.ledger(id)).toEqual(['STARTED', 'STARTED', 'WARNED', 'WARNED', 'BREACHED', 'ESCALATED']);
    expect(await world.announced(id)).toBe(1);
  });

  it('several workers at once over 700 clocks: each step once, each person once', async () => {
    await settle();
    const ids = await make(700);
    const run = () => alerts('2026-03-02T09:46:00Z');
    const reports = await Promise.all([run(), run(), run(), run()]);
    expect(reports.reduce((sum, r) => sum + r.warned, 0)).toBe(700);
    expect(await told(ids)).toEqual({ entries: 700, notes: 700, events: 700, people: 1 });
    // With breaches and evaluations of the same clocks in between.
    await Promise.all([
      ...[breaches('2026-03-02T10:01:00Z'), alerts('2026-03-02T10:01:00Z'), evaluate(ids, at('2026-03-02T10:01:00Z'))],
      ...[alerts('2026-03-02T10:01:00Z'), breaches('2026-03-02T10:01:00Z')],
    ]);
    await alerts('2026-03-02T10:01:00Z');
    // The second warning passed while nobody looked, and was not told once the breach was there.
    expect(await told(ids)).toEqual({ entries: 1400, notes: 1400, events: 1400, people: 1 });
  });

  it('a worker that is killed in the middle loses nothing and doubles nothing', async () => {
    await settle();
    const ids = await make(50);
    const admin = new pg.Client({ connectionString: app.config.database.DATABASE_URL });
    await admin.connect();
    try {
      // Notifications are locked, so that the sweep stops after the ledger and the clocks are written.
      await admin.query('begin; lock table notifications.notification in share mode');
      const cut = alerts('2026-03-02T09:46:00Z').then(
        () => 'finished',
        () => 'cut',
      );
      await eventually(async () => {
        await admin.query('select pg_stat_clear_snapshot()');
        const { rows } = await admin.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%notifications.notification%' and pid <> pg_backend_pid()`,
        );
        if (rows.length === 0) return false;
        await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        return true;
      }, 'a sweep that waits');
      expect(await cut).toBe('cut');
    } finally {
      await admin.query('rollback').catch(() => undefined);
      await admin.end();
    }
    expect(await told(ids)).toEqual({ entries: 0, notes: 0, events: 0, people: 0 });
    expect(await alerts('2026-03-02T09:46:00Z')).toMatchObject({ warned: 50 });
    expect(await told(ids)).toEqual({ entries: 50, notes: 50, events: 50, people: 1 });
  });

  it('costs one indexed look when nothing has come', async () => {
    await settle();
    await make(20);
    const { statements } = await statementsOf(() => alerts('2026-03-02T09:30:00Z'));
    expect(statements).toHaveLength(1);
    const plan = await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`set local enable_seqscan = off`);
      return ok(
        await app.db.query(sql`explain select 1 from sla.clock c where c.next_alert_at < '2026-01-01' limit 1`),
      );
    });
    expect(JSON.stringify(plan)).toContain('clock_alert_due');
  });

  it('a clock that was answered is announced to nobody, though it is evaluated only now', async () => {
    await settle();
    const id = await one();
    await world.append(id, reply('2026-03-02T09:44:00Z'));
    expect(await alerts('2026-03-02T09:46:00Z')).toEqual({ looked: 1, warned: 0, escalated: 0 });
    expect((await world.stored(id))['FIRST_RESPONSE/1']?.state).toBe('MET');
    expect(await next(id)).toEqual([null, null]);
    expect(await told([id])).toMatchObject({ entries: 0, notes: 0 });
  });

  it('a warning whose due time has passed while nobody looked is not told: the breach is', async () => {
    await settle();
    const id = await one();
    await breaches('2026-03-02T10:10:00Z');
    expect(await alerts('2026-03-02T10:10:00Z')).toEqual({ looked: 1, warned: 0, escalated: 1 });
    expect(await taken(id)).toEqual(['+0s#1 10:00']);
  });

  it('requests of the past that an import brings are silent; what has just happened is not', async () => {
    await settle();
    const old = await one({}, at('2026-06-01T00:00:00Z'));
    expect((await world.stored(old))['FIRST_RESPONSE/1']?.state).toBe('BREACHED');
    expect(await next(old)).toEqual([null, null]);
    const fresh = await one({}, at('2026-03-02T10:20:00Z'));
    expect(await next(fresh)).toEqual(['10:00', null]);
    await alerts('2026-06-01T00:00:00Z');
    expect(await taken(old)).toEqual([]);
    expect(await taken(fresh)).toEqual(['+0s#1 10:00', '+1800s#1 10:30']);
  });

  it('steps of terms that come into force long after a breach are not told for it', async () => {
    await settle();
    const targets = [{ metric: 'FIRST_RESPONSE' as const, priority: null, seconds: HOUR }];
    const terms = await world.terms({ level: 'JOB', levelKey: world.strangerJobId, targets });
    const id = await one({ customerId: world.strangerId, jobId: world.strangerJobId });
    await breaches('2026-03-02T10:10:00Z');
    expect(await next(id)).toEqual([null]);
    const from = at('2026-03-02T20:00:00Z');
    const escalations = [MINUTE, 10 * HOUR + 10 * MINUTE].map((secondsAfter) => ({
      ...{ metric: null, secondsAfter },
      recipients: toBoss(),
    }));
    await publishAnew(terms, { targets, escalations }, from);
    await app.get(ReplayClocks).run(app.system(), from);
    expect(await next(id)).toEqual(['20:10']);
    await alerts('2026-03-03T00:00:00Z');
    expect(await taken(id)).toEqual(['+36600s#1 20:10']);
  });

  it('steps of terms published ahead are news to open requests from the instant at which these move over', async () => {
    await settle();
    const targets = [{ metric: 'FIRST_RESPONSE' as const, priority: null, seconds: HOUR }];
    const terms = await world.terms({ level: 'JOB', levelKey: world.groupJobId, targets });
    const from = at('2026-03-02T20:00:00Z');
    const escalations = [MINUTE, HOUR, 10 * HOUR + 10 * MINUTE].map((secondsAfter) => ({
      ...{ metric: null, secondsAfter },
      recipients: toBoss(),
    }));
    await publishAnew(terms, { targets, escalations }, from, at('2026-03-02T05:00:00Z'));
    const id = await one({ customerId: world.groupId, jobId: world.groupJobId });
    await breaches('2026-03-02T10:10:00Z');
    await app.get(ReplayClocks).run(app.system(), at('2026-03-02T20:00:01Z'));
    expect(await next(id)).toEqual(['20:10']);
    await alerts('2026-03-03T00:00:00Z');
    expect(await taken(id)).toEqual(['+36600s#1 20:10']);
  });

  describe('move with the due time', () => {
    const id = { level: 'CUSTOMER' as const };
    beforeAll(async () => {
      await world.terms({
        ...id,
        levelKey: world.strangerId,
        targets: [
          { metric: 'COMPLETION', priority: null, seconds: 2 * HOUR },
          { metric: 'COMPLETION', priority: 'LOW', seconds: 4 * HOUR },
          { metric: 'FIRST_RESPONSE', priority: 'HIGH', seconds: HOUR },
        ],
        warnings: [{ metric: null, sharePercent: 50, secondsBefore: null, recipients: toBoss() }],
        escalations: [{ metric: null, secondsAfter: HOUR, recipients: toBoss() }],
      });
    });
    const theirs = () => one({ customerId: world.strangerId });

    it('over a pause: nobody is told while it lasts', async () => {
      await settle();
      const paused = await theirs();
      expect(await next(paused)).toEqual(['10:00']);
      await world.append(paused, status('2026-03-02T09:30:00Z', 'IN_PROGRESS'));
      await world.append(paused, status('2026-03-02T09:40:00Z', 'WAITING_FOR_CUSTOMER'));
      expect(await alerts('2026-03-02T10:05:00Z')).toEqual({ looked: 1, warned: 0, escalated: 0 });
      expect(await next(paused)).toEqual([null]);
      await world.append(paused, status('2026-03-02T12:40:00Z', 'IN_PROGRESS'));
      await evaluate([paused], at('2026-03-02T12:40:01Z'));
      expect(await next(paused)).toEqual(['13:00']);
      await alerts('2026-03-02T13:00:01Z');
      expect(await taken(paused)).toEqual(['50% 13:00']);
    });

    it('to later: what was told is not told again', async () => {
      await settle();
      const moved = await theirs();
      await alerts('2026-03-02T10:00:01Z');
      await world.append(moved, { kind: 'CHANGED', at: at('2026-03-02T10:10:00Z'), values: { priority: 'LOW' } });
      await evaluate([moved], at('2026-03-02T10:10:01Z'));
      // Half of four hours would be 11:00; due at 13:00, escalated at 14:00.
      expect(await next(moved)).toEqual(['14:00']);
      await alerts('2026-03-02T12:00:00Z');
      expect(await taken(moved)).toEqual(['50% 10:00']);
    });

    it('a clock whose target went away and came back is the same clock: neither its warning nor its breach is told again', async () => {
      await settle();
      const id = await one({ customerId: world.strangerId, priority: 'HIGH' });
      const become = async (priority: 'HIGH' | 'LOW', time: string) => {
        await world.append(id, { kind: 'CHANGED', at: at(`2026-03-02T${time}:00Z`), values: { priority } });
        await evaluate([id], at(`2026-03-02T${time}:01Z`));
      };
      const responses = () =>
        app.db.query<{ clock: string; breaches: number[] }>(
          sql`select clock_id as clock, array_remove(array_agg(breach order by seq) filter (where kind = 'BREACHED'), null) as breaches
                from sla.ledger where request_id = ${id} and metric = 'FIRST_RESPONSE' group by clock_id`,
        );
      await alerts('2026-03-02T09:30:01Z');
      await become('LOW', '09:40');
      expect(Object.keys(await world.stored(id))).toEqual(['COMPLETION/1']);
      await become('HIGH', '09:41');
      await alerts('2026-03-02T09:42:00Z');
      expect(await taken(id)).toEqual(['50% 09:30']);
      await breaches('2026-03-02T10:00:01Z');
      await become('LOW', '10:02');
      expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ state: 'MISSED' });
      await become('HIGH', '10:03');
      expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ state: 'BREACHED' });
      expect(await responses()).toEqual([{ clock: expect.any(String), breaches: [1] }]);
    });

    it('a breach that a replay withdraws and that comes again is escalated again', async () => {
      await settle();
      const again = await theirs();
      await alerts('2026-03-02T10:00:01Z');
      await breaches('2026-03-02T11:00:01Z');
      await alerts('2026-03-02T12:00:01Z');
      await world.append(again, { kind: 'CHANGED', at: at('2026-03-02T12:10:00Z'), values: { priority: 'LOW' } });
      expect(await evaluate([again], at('2026-03-02T12:10:01Z'))).toMatchObject({ withdrawn: 1 });
      expect(await next(again)).toEqual(['14:00']);
      await breaches('2026-03-02T13:00:01Z');
      expect(await alerts('2026-03-02T14:00:01Z')).toMatchObject({ escalated: 1 });
      expect(await taken(again)).toEqual(['50% 10:00', '+3600s#1 12:00', '+3600s#2 14:00']);
    });
  });
});
