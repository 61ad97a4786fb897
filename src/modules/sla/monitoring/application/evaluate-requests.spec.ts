import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { ok } from '#kernel';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import {
  AGREED,
  HOUR,
  message,
  NINE_TO_SIX,
  note,
  reply,
  slaWorld,
  status,
  type SlaWorld,
} from '../../testing/index.js';
import { EvaluateBacklog } from './evaluate-backlog.js';
import { EvaluateSla } from './evaluate-requests.js';
import { ManageCalendars } from '../../calendars/application/manage-calendars.js';
import { ManageTerms } from '../../terms/application/manage-terms.js';
import { PublishTerms } from '../../terms/application/publish-terms.js';
import { ReadClocks } from './read-clocks.js';
import { RecordBreaches } from './record-breaches.js';
import { ReplayClocks } from './replay-clocks.js';

const at = (text: string): Date => new Date(text);

describe('evaluation stored clocks', () => {
  let app: TestApp;
  let world: SlaWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({
      code: 'FIRM',
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
        { metric: 'FIRST_RESPONSE', priority: 'CRITICAL', seconds: HOUR / 2 },
        { metric: 'COMPLETION', priority: null, seconds: 24 * HOUR },
      ],
    });
  });

  const evaluate = (id: string, now: string) => app.get(EvaluateSla).run(app.system(), [id], { now: at(now) });

  it('starts a clock per target with its due time, and finds nothing to do the second time', async () => {
    const id = await world.request('2026-03-02T09:00:00Z');
    expect(await evaluate(id, '2026-03-02T09:10:00Z')).toMatchObject({ evaluated: 1, written: 2, breached: 0 });
    expect(await world.stored(id)).toEqual({
      'COMPLETION/1': { state: 'RUNNING', due: '2026-03-03T09:00', breached: null, target: 24 * HOUR, terms: 'FIRM' },
      'FIRST_RESPONSE/1': { state: 'RUNNING', due: '2026-03-02T10:00', breached: null, target: HOUR, terms: 'FIRM' },
    });
    expect(await evaluate(id, '2026-03-02T09:20:00Z')).toMatchObject({ evaluated: 1, written: 0 });
    expect(await world.ledger(id)).toEqual(['STARTED', 'STARTED']);
  });

  it('a reply in time stops the clock, a note does not', async () => {
    const id = await world.request('2026-03-02T09:00:00Z', [note('2026-03-02T09:05:00Z')]);
    await evaluate(id, '2026-03-02T09:10:00Z');
    expect((await world.stored(id))['FIRST_RESPONSE/1']?.state).toBe('RUNNING');
    await world.append(id, reply('2026-03-02T10:00:00Z'));
    await evaluate(id, '2026-03-02T10:30:00Z');
    expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ state: 'MET', breached: null });
    expect(await world.announced(id)).toBe(0);
  });

  it('a late reply is missed, with the due time it passed', async () => {
    const id = await world.request('2026-03-02T09:00:00Z');
    await evaluate(id, '2026-03-02T09:10:00Z');
    await world.append(id, reply('2026-03-02T11:00:00Z'));
    expect(await evaluate(id, '2026-03-02T11:10:00Z')).toMatchObject({ breached: 1 });
    expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({
      state: 'MISSED',
      breached: '2026-03-02T10:00',
    });
    expect((await world.ledger(id)).filter((k) => k !== 'STARTED')).toEqual(['BREACHED', 'STOPPED']);
    expect(await world.announced(id)).toBe(1);
  });

  it('a pause and its end are both in the ledger when they are evaluated together', async () => {
    const id = await world.request('2026-03-02T09:00:00Z', [
      reply('2026-03-02T09:05:00Z'),
      status('2026-03-02T10:00:00Z', 'WAITING_FOR_CUSTOMER'),
    ]);
    await evaluate(id, '2026-03-02T10:30:00Z');
    expect((await world.stored(id))['COMPLETION/1']).toMatchObject({ state: 'PAUSED', due: null });
    await world.append(id, status('2026-03-02T12:00:00Z', 'IN_PROGRESS'));
    await evaluate(id, '2026-03-02T12:30:00Z');
    expect((await world.stored(id))['COMPLETION/1']).toMatchObject({ state: 'RUNNING', due: '2026-03-03T11:00' });
    expect(await world.ledger(id)).toEqual(['STARTED', 'STOPPED', 'STARTED', 'PAUSED', 'RESUMED']);
  });

  it('a raised priority replays the clock from its start, and the ledger says what moved', async () => {
    const id = await world.request('2026-03-02T09:00:00Z', [], { priority: 'LOW' });
    await evaluate(id, '2026-03-02T09:10:00Z');
    await world.append(id, { kind: 'CHANGED', values: { priority: 'CRITICAL' }, at: at('2026-03-02T09:20:00Z') });
    await evaluate(id, '2026-03-02T09:25:00Z');
    expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ due: '2026-03-02T09:30', target: HOUR / 2 });
    const [replayed] = await app.db.query<{ details: unknown }>(
      sql`select details from sla.ledger where request_id = ${id} and kind = 'REPLAYED' and metric = 'FIRST_RESPONSE'`,
    );
    expect(replayed?.details).toMatchObject({
      cause: 'REQUEST_CHANGED',
      before: { dueAt: '2026-03-02T10:00:00.000Z', targetSeconds: HOUR },
      after: { dueAt: '2026-03-02T09:30:00.000Z', targetSeconds: HOUR / 2 },
    });
  });

  it('a request that was already over when an import brought it is evaluated and counted, but announced to nobody', async () => {
    const id = await world.request('2026-03-02T09:00:00Z', [
      reply('2026-03-02T12:00:00Z'),
      status('2026-03-05T12:00:00Z', 'RESOLVED'),
    ]);
    expect(await evaluate(id, '2026-11-02T12:00:00Z')).toMatchObject({ breached: 2 });
    expect(await world.stored(id)).toMatchObject({
      'FIRST_RESPONSE/1': { state: 'MISSED' },
      'COMPLETION/1': { state: 'MISSED' },
    });
    expect(await world.announced(id)).toBe(0);
  });

  it('a reopened request goes on with what was left, and the ledger shows both ends', async () => {
    const id = await world.request('2026-03-02T09:00:00Z', [
      status('2026-03-02T19:00:00Z', 'RESOLVED'),
      status('2026-03-04T09:00:00Z', 'REOPENED'),
    ]);
    await evaluate(id, '2026-03-04T10:00:00Z');
    expect((await world.stored(id))['COMPLETION/1']).toMatchObject({ state: 'RUNNING', due: '2026-03-04T23:00' });
    expect(
      (
        await app.db.query<{ kind: string }>(
          sql`select kind from sla.ledger where request_id = ${id} and metric = 'COMPLETION' order by seq`,
        )
      ).map((r) => r.kind),
    ).toEqual(['STARTED', 'STOPPED', 'RESUMED']);
  });

  it('nobody rewrites the ledger', async () => {
    const id = await world.request('2026-03-02T09:00:00Z');
    await evaluate(id, '2026-03-02T09:10:00Z');
    for (const tamper of [
      sql`update sla.ledger set state = 'MET' where request_id = ${id}`,
      sql`delete from sla.ledger where request_id = ${id}`,
      sql`update sla.calendar_version set number = number + 1`,
    ])
      await expect(
        app.db.transaction(app.system(), async () => {
          await app.db.execute(tamper);
          return ok();
        }),
      ).rejects.toThrow(/append-only/);
  });

  it('a request that no calendar can evaluate does not hold up the others', async () => {
    const good = await world.request('2026-03-02T09:00:00Z');
    const report = await app.get(EvaluateSla).run(app.system(), [good], { now: at('2600-01-01T00:00:00Z') });
    expect(report).toMatchObject({ evaluated: 1, failed: 1 });
    expect(await evaluate(good, '2026-03-02T09:10:00Z')).toMatchObject({ failed: 0, written: 2 });
  });

  it('hundreds of requests take as many statements as one', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push(await world.request('2026-03-02T09:00:00Z', [reply('2026-03-02T09:30:00Z')]));
    const run = (some: string[]) =>
      statementsOf(() => app.get(EvaluateSla).run(app.system(), some, { now: at('2026-03-02T10:00:00Z') }));
    const one = await run(ids.slice(0, 1));
    const many = await run(ids.slice(1));
    expect(many.result.written).toBe(118);
    const own = ({ statements }: typeof one) => statements.filter((s) => !s.includes('pg_notify')).length;
    expect(own(many)).toBe(own(one));
    expect(own(many)).toBeLessThanOrEqual(17);
  });

  describe('what is told and not evaluated yet', () => {
    it('waits, is evaluated together, and an older delivery after it changes nothing', async () => {
      const backlog = app.get(EvaluateBacklog);
      const id = await world.request('2026-03-02T09:00:00Z', [reply('2026-03-02T09:30:00Z')]);
      const tell = (version: number) =>
        app.db.transaction(app.system(), async () => ok(await backlog.note(id, version)));
      expect(await tell(2)).toEqual(ok(true));
      expect(await backlog.waiting(app.system(), at('2026-03-02T10:00:00Z'))).toMatchObject({ evaluated: 1 });
      expect(await tell(1)).toEqual(ok(false));
      expect(await backlog.waiting(app.system(), at('2026-03-02T10:00:00Z'))).toMatchObject({ evaluated: 0 });
      expect((await world.stored(id))['FIRST_RESPONSE/1']?.state).toBe('MET');
    });

    it('a reply of a source whose clock is ahead of ours counts when its time has come, and no breach is told before', async () => {
      const backlog = app.get(EvaluateBacklog);
      const id = await world.request('2026-03-02T09:00:00Z', [reply('2026-03-02T09:59:00Z')]);
      await evaluate(id, '2026-03-02T09:58:00Z');
      expect((await world.stored(id))['FIRST_RESPONSE/1']?.state).toBe('RUNNING');
      await app.get(RecordBreaches).run(app.system(), at('2026-03-02T10:00:01Z'));
      expect((await world.stored(id))['FIRST_RESPONSE/1']).toMatchObject({ state: 'MET', breached: null });

      const early = await world.request('2026-03-02T09:03:00Z');
      await evaluate(early, '2026-03-02T09:00:00Z');
      expect(await world.stored(early)).toEqual({});
      await backlog.waiting(app.system(), at('2026-03-02T09:02:59Z'));
      expect(await world.stored(early)).toEqual({});
      await backlog.waiting(app.system(), at('2026-03-02T09:03:00Z'));
      expect((await world.stored(early))['FIRST_RESPONSE/1']?.state).toBe('RUNNING');
    });

    it('is right at read all the same, with the seconds as of now', async () => {
      const id = await world.request('2026-03-02T09:00:00Z');
      await evaluate(id, '2026-03-02T09:10:00Z');
      const read = async (now: string) =>
        (await app.get(ReadClocks).of([id], at(now))).get(id)?.find((c) => c.metric === 'FIRST_RESPONSE');
      expect(await read('2026-03-02T09:45:00Z')).toMatchObject({ state: 'RUNNING', remainingSeconds: 900 });
      expect(await read('2026-03-02T10:00:01Z')).toMatchObject({ state: 'BREACHED', remainingSeconds: -1 });
      await world.append(id, reply('2026-03-02T09:50:00Z'));
      expect(await read('2026-03-02T10:00:01Z')).toMatchObject({ state: 'MET', elapsedSeconds: 3000 });
      expect((await world.stored(id))['FIRST_RESPONSE/1']?.state).toBe('RUNNING');
    });

    it('the backlog evaluates what is missing or stale and leaves the rest alone', async () => {
      const backlog = app.get(EvaluateBacklog);
      const now = at('2026-03-02T12:00:00Z');
      await backlog.all(app.system(), { now, onlyStale: true });
      const [stale] = [await world.request('2026-03-02T09:00:00Z'), await world.request('2026-03-02T09:00:00Z')];
      expect(await backlog.all(app.system(), { now, onlyStale: true })).toMatchObject({ evaluated: 2 });
      await world.append(stale, message('2026-03-02T09:30:00Z'), reply('2026-03-02T09:40:00Z'));
      expect(await backlog.all(app.system(), { now, onlyStale: true })).toMatchObject({ evaluated: 1 });
      expect(await backlog.all(app.system(), { now, onlyStale: true })).toMatchObject({ evaluated: 0 });
    });
  });

  describe('a corrected calendar', () => {
    let calendarId: string;
    const monday = '2026-03-02T01:00:00Z';
    beforeEach(async () => {
      await app.db.transaction(app.system(), async () => {
        await app.db.execute(sql`update sla.replay set done_at = now() where done_at is null`);
        return ok();
      });
    });
    beforeAll(async () => {
      calendarId = await world.calendar('HK', NINE_TO_SIX);
      await world.terms({
        code: 'STRANGER',
        level: 'CUSTOMER',
        levelKey: world.strangerId,
        calendarId,
        targets: [
          { metric: 'FIRST_RESPONSE', priority: null, seconds: 2 * HOUR },
          { metric: 'COMPLETION', priority: null, seconds: 18 * HOUR },
        ],
      });
    });

    it('moves open clocks, keeps the verdicts of those that ended, and withdraws a breach that it proves wrong', async () => {
      const system = app.system();
      const of = { customerId: world.strangerId };
      const ended = await world.request(monday, [reply('2026-03-02T04:00:00Z')], of);
      const overdue = await world.request(monday, [], of);
      await app.get(EvaluateSla).run(system, [ended, overdue], { now: at('2026-03-02T02:00:00Z') });
      await app.get(RecordBreaches).run(system, at('2026-03-02T05:00:00Z'));
      expect((await world.stored(overdue))['FIRST_RESPONSE/1']).toMatchObject({
        state: 'BREACHED',
        breached: '2026-03-02T03:00',
      });

      const holiday = { ...NINE_TO_SIX, holidays: ['2026-03-02'] };
      const noon = at('2026-03-02T06:00:00Z');
      app.must(await app.get(ManageCalendars).update(system, { id: calendarId, version: 1 }, { spec: holiday }, noon));
      expect(await app.get(ReplayClocks).run(system, at('2026-03-02T06:00:01Z'))).toEqual({ requests: 2 });

      expect(await world.stored(overdue)).toMatchObject({
        'FIRST_RESPONSE/1': { state: 'RUNNING', due: '2026-03-03T03:00', breached: null },
        'COMPLETION/1': { due: '2026-03-04T10:00' },
      });
      expect(await world.stored(ended)).toMatchObject({
        'FIRST_RESPONSE/1': { state: 'MISSED', breached: '2026-03-02T03:00' },
        'COMPLETION/1': { state: 'RUNNING', due: '2026-03-04T10:00' },
      });
      expect((await world.ledger(overdue)).filter((k) => k !== 'STARTED')).toEqual([
        'BREACHED',
        'WITHDRAWN',
        'REPLAYED',
        'REPLAYED',
      ]);
      expect(await app.get(ReplayClocks).run(system, at('2026-03-02T06:00:02Z'))).toEqual({ requests: 0 });

      await app.get(RecordBreaches).run(system, at('2026-03-03T04:00:00Z'));
      expect((await world.stored(overdue))['FIRST_RESPONSE/1']).toMatchObject({
        state: 'BREACHED',
        breached: '2026-03-03T03:00',
      });
      expect(await world.announced(overdue)).toBe(2);
    });
  });

  it('newly published terms leave open requests where they are by default', async () => {
    const system = app.system();
    const before = await world.request('2026-03-02T09:00:00Z', [], { customerId: world.groupId });
    const after = await world.request('2026-03-02T11:00:00Z', [], { customerId: world.groupId });
    const evaluateAll = (now: string) => app.get(EvaluateSla).run(system, [before, after], { now: at(now) });
    await app.get(EvaluateSla).run(system, [before], { now: at('2026-03-02T09:10:00Z') });
    const scope = { level: 'CUSTOMER', levelKey: world.groupId } as const;
    const targets = [{ metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR }] as const;
    await world.terms(
      { code: 'STAY', ...scope, priority: 'MODERATE', targets },
      { from: at('2026-03-02T10:00:00Z'), at: AGREED },
    );
    await evaluateAll('2026-03-02T11:10:00Z');
    expect((await world.stored(before))['FIRST_RESPONSE/1']?.terms).toBe('FIRM');
    expect((await world.stored(after))['FIRST_RESPONSE/1']?.terms).toBe('STAY');

    const open = await world.request('2026-03-02T09:30:00Z', [], {
      customerId: world.groupId,
      serviceLine: 'CONSULTING',
    });
    await app.get(EvaluateSla).run(system, [open], { now: at('2026-03-02T09:40:00Z') });
    const options = { from: at('2026-03-02T12:00:00Z'), moveOpen: true, at: at('2026-03-02T11:30:00Z') };
    await world.terms({ code: 'MOVE', ...scope, serviceLine: 'CONSULTING', priority: 'MODERATE', targets }, options);
    await app.get(ReplayClocks).run(system, at('2026-03-02T11:59:59Z'));
    expect((await world.stored(open))['FIRST_RESPONSE/1']).toMatchObject({ terms: 'FIRM', state: 'RUNNING' });
    await app.get(ReplayClocks).run(system, at('2026-03-02T12:00:00Z'));
    expect((await world.stored(open))['FIRST_RESPONSE/1']).toMatchObject({ terms: 'MOVE', due: '2026-03-02T13:30' });
    expect((await world.stored(before))['FIRST_RESPONSE/1']?.terms).toBe('FIRM');
  });

  it('a contact type that is moved changes nothing for requests that have it already', async () => {
    const targets = [{ metric: 'COMPLETION', priority: null, seconds: 3 * HOUR }] as const;
    const scope = { level: 'CUSTOMER', levelKey: world.strangerId } as const;
    await world.terms({ code: 'COMPLAINTS', ...scope, contactTypeId: world.complaintId, targets });
    await world.terms({ code: 'INQUIRIES', ...scope, contactTypeId: world.inquiryId, targets });
    const of = { customerId: world.strangerId, contactTypeId: world.delayId };
    const ended = await world.request('2026-03-02T09:00:00Z', [status('2026-03-02T10:00:00Z', 'RESOLVED')], of);
    const open = await world.request('2026-03-02T09:00:00Z', [], of);
    await app.get(EvaluateSla).run(app.system(), [ended, open], { now: at('2026-03-02T11:00:00Z') });

    await world.moveType(world.delayId, world.inquiryId);
    const later = await world.request('2026-03-03T09:00:00Z', [], of);
    await world.append(open, status('2026-03-02T11:30:00Z', 'RESOLVED'));
    await app.get(EvaluateSla).run(app.system(), [ended, open, later], { now: at('2026-03-03T10:00:00Z') });
    const termsOf = async (id: string) => (await world.stored(id))['COMPLETION/1']?.terms;
    expect(await Promise.all([ended, open, later].map(termsOf))).toEqual(['COMPLAINTS', 'COMPLAINTS', 'INQUIRIES']);
    await world.moveType(world.delayId, world.complaintId);
  });

  it('requests that were moved over stay so when a later version ends the terms from before the move', async () => {
    const system = app.system();
    const of = { customerId: world.strangerId, serviceLine: 'CONSULTING' } as const;
    const within = (hours: number) => ({
      calendarId: world.alwaysId,
      targets: [{ metric: 'COMPLETION' as const, priority: null, seconds: hours * HOUR }],
    });
    const narrow = { serviceLine: 'CONSULTING', priority: 'MODERATE' } as const;
    const scope = { level: 'CUSTOMER', levelKey: world.strangerId, ...narrow } as const;
    const termsId = await world.terms({ code: 'VERSIONS', ...scope, ...within(100) });
    const publish = async (hours: number, from: string, now: string, moveOpenRequests: boolean) => {
      const version = async () =>
        (await app.db.one<{ version: number }>(sql`select version from sla.terms where id = ${termsId}`)).version;
      const drafted = { id: termsId, version: await version() };
      app.must(await app.get(ManageTerms).redraft(system, drafted, within(hours), at(now)));
      const command = { id: termsId, version: await version(), effectiveFrom: at(from), moveOpenRequests };
      app.must(await app.get(PublishTerms).publish(system, command, at(now)));
    };
    const moved = await world.request('2026-03-09T09:00:00Z', [], of);
    await evaluate(moved, '2026-03-09T10:00:00Z');
    await publish(200, '2026-03-10T00:00:00Z', '2026-03-09T12:00:00Z', true);
    await world.append(moved, status('2026-03-11T09:00:00Z', 'RESOLVED'));
    await evaluate(moved, '2026-03-11T10:00:00Z');
    expect((await world.stored(moved))['COMPLETION/1']).toMatchObject({ target: 200 * HOUR });

    await publish(300, '2026-03-09T18:00:00Z', '2026-03-12T00:00:00Z', false);
    await evaluate(moved, '2026-03-12T10:00:00Z');
    expect((await world.stored(moved))['COMPLETION/1']).toMatchObject({ target: 200 * HOUR });

    // One that ends what was yet to move anybody moves nobody.
    const stays = await world.request('2026-03-19T09:00:00Z', [], of);
    await publish(400, '2026-03-20T00:00:00Z', '2026-03-19T10:00:00Z', true);
    await publish(500, '2026-03-19T12:00:00Z', '2026-03-19T11:00:00Z', false);
    await publish(600, '2026-03-19T11:00:00Z', '2026-03-25T11:00:00Z', false);
    await evaluate(stays, '2026-03-26T00:00:00Z');
    expect((await world.stored(stays))['COMPLETION/1']).toMatchObject({ target: 300 * HOUR });
  });
});
