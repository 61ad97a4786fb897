import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ok, systemClock } from '#kernel';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { AROUND_THE_CLOCK, HOUR, NINE_TO_SIX, reply, slaWorld, type SlaWorld } from '../../testing/index.js';
import { EvaluateBacklog } from './evaluate-backlog.js';
import { EvaluateSla } from './evaluate-requests.js';
import { ManageCalendars } from '../../calendars/application/manage-calendars.js';
import { PublishTerms } from '../../terms/application/publish-terms.js';
import { RecordBreaches } from './record-breaches.js';
import { ReplayClocks } from './replay-clocks.js';

const at = (text: string): Date => new Date(text);

describe('evaluation while other things happen', () => {
  let app: TestApp;
  let world: SlaWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({ code: 'FIRM' });
    await app.get(ReplayClocks).run(app.system(), at('2026-01-02T00:00:00Z'));
  });

  const evaluate = (ids: readonly string[], now: string) =>
    app.get(EvaluateSla).run(app.system(), ids, { now: at(now) });
  const first = async (id: string) => (await world.stored(id))['FIRST_RESPONSE/1'];

  /** Evaluates a request in a transaction that is held open until it is let go. */
  const holding = async (id: string, now: string): Promise<() => Promise<void>> => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isEvaluated = (): void => undefined;
    const evaluated = new Promise<void>((resolve) => (isEvaluated = resolve));
    const evaluation = app.db.transaction(app.system(), async () => {
      await evaluate([id], now);
      isEvaluated();
      await held;
      return ok();
    });
    await evaluated;
    return async () => {
      letGo();
      app.must(await evaluation);
    };
  };
  const oneWaits = () =>
    eventually(async () => {
      const { n } = await app.db.one<{ n: number }>(
        sql`select count(*) as n from pg_stat_activity
               where datname = current_database() and wait_event_type = 'Lock' and query like '%sla.config_generation%' and pid <> pg_backend_pid()`,
      );
      return n > 0;
    }, 'the change that waits for the evaluation');

  describe('when our clock is set back', () => {
    it('a breach that was recorded stays recorded, and is not told twice', async () => {
      const swept = await world.request('2026-03-02T09:00:00Z');
      const evaluated = await world.request('2026-03-02T09:00:00Z');
      await evaluate([swept, evaluated], '2026-03-02T09:10:00Z');
      await evaluate([evaluated], '2026-03-02T10:00:01Z');
      await app.get(RecordBreaches).run(app.system(), at('2026-03-02T10:00:01Z'));
      expect(await evaluate([swept, evaluated], '2026-03-02T09:05:00Z')).toMatchObject({ withdrawn: 0, written: 0 });
      await app.get(RecordBreaches).run(app.system(), at('2026-03-02T10:00:02Z'));
      for (const id of [swept, evaluated]) {
        expect(await first(id)).toMatchObject({ state: 'BREACHED', breached: '2026-03-02T10:00' });
        expect(await world.ledger(id)).toEqual(['STARTED', 'BREACHED']);
        expect(await world.announced(id)).toBe(1);
      }
    });

    it('a reply that was seen stays seen', async () => {
      const id = await world.request('2026-03-02T09:00:00Z', [reply('2026-03-02T09:30:00Z')]);
      await evaluate([id], '2026-03-02T09:40:00Z');
      await evaluate([id], '2026-03-02T09:20:00Z');
      expect((await first(id))?.state).toBe('MET');
      expect(await world.ledger(id)).toEqual(['STARTED', 'STOPPED']);
    });

    it('what an office chooses then comes after what it chose before', async () => {
      const choose = async (code: string, now: string) =>
        app.must(
          await app
            .get(ManageCalendars)
            .setOffice(app.system(), app.officeId, await world.calendar(code, AROUND_THE_CLOCK), at(now)),
        ).id;
      await choose('BEFORE', '2026-03-03T10:00:00Z');
      const after = await choose('AFTER', '2026-03-03T09:00:00Z');
      const { id } = await app.db.one<{ id: string }>(
        sql`select calendar_id as id from sla.office_calendar where office_id = ${app.officeId} order by recorded_at desc limit 1`,
      );
      expect(id).toBe(after);
    });

    it('but what a clock that was years ahead has decided is put right', async () => {
      const id = await world.request('2026-03-02T09:00:00Z');
      await evaluate([id], '2031-01-01T00:00:00Z');
      expect((await first(id))?.state).toBe('BREACHED');
      expect(await evaluate([id], '2026-03-02T09:20:00Z')).toMatchObject({ withdrawn: 1 });
      expect((await first(id))?.state).toBe('RUNNING');
    });
  });

  it('a calendar is not changed between the look into it and the clocks it decides, so that its replay finds them', async () => {
    const calendarId = await world.calendar('RACE', NINE_TO_SIX);
    await world.terms({ code: 'RACE', level: 'CUSTOMER', levelKey: world.strangerId, calendarId });
    const id = await world.request('2026-03-02T01:00:00Z', [], { customerId: world.strangerId });
    const letGo = await holding(id, '2026-03-02T01:10:00Z');
    let changed = false;
    const change = app
      .get(ManageCalendars)
      .update(
        app.system(),
        { id: calendarId, version: 1 },
        { spec: { ...NINE_TO_SIX, holidays: ['2026-03-02'] } },
        at('2026-03-02T01:20:00Z'),
      )
      .then((result) => {
        changed = true;
        return result;
      });
    await oneWaits();
    expect(changed).toBe(false);
    await letGo();
    app.must(await change);
    await app.get(ReplayClocks).run(app.system(), at('2026-03-02T01:20:01Z'));
    expect(await first(id)).toMatchObject({ due: '2026-03-03T02:00' });
  });

  it('what is created and evaluated while publishing waits comes under what is published', async () => {
    let now = at('2026-03-02T08:00:00Z');
    const clock = vi.spyOn(systemClock, 'now').mockImplementation(() => now);
    const at4 = { targets: [{ metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR }] } as const;
    const draft = await world.draft({ code: 'WAITED', level: 'BRANCH', levelKey: world.strangerBranchId, ...at4 });
    const of = { customerId: world.strangerId, branchId: world.strangerBranchId };
    const id = await world.request('2026-03-02T08:01:30Z', [], of);
    const letGo = await holding(id, '2026-03-02T08:01:40Z');
    const effectiveFrom = at('2026-03-02T08:01:00Z');
    const publishing = app
      .get(PublishTerms)
      .publish(app.system(), { id: draft, version: 1, effectiveFrom, moveOpenRequests: false });
    await oneWaits();
    now = at('2026-03-02T08:02:00Z');
    await letGo();
    app.must(await publishing);
    clock.mockRestore();
    await app.get(ReplayClocks).run(app.system(), at('2026-03-02T08:02:01Z'));
    expect(await first(id)).toMatchObject({ terms: 'WAITED', due: '2026-03-02T12:01' });
  });

  it('what is withdrawn from before a request that is evaluated already is withdrawn for it too', async () => {
    const more = { level: 'BRANCH', levelKey: world.branchId } as const;
    const terms = await world.terms({ code: 'AHEAD', ...more });
    const id = await world.request('2026-03-02T09:00:05Z', [], { branchId: world.branchId });
    await evaluate([id], '2026-03-02T09:00:10Z');
    expect(await first(id)).toMatchObject({ terms: 'AHEAD' });
    const now = at('2026-03-02T09:00:00Z');
    app.must(await app.get(PublishTerms).withdraw(app.system(), { id: terms, version: 2 }, now));
    await app.get(ReplayClocks).run(app.system(), at('2026-03-02T09:00:11Z'));
    expect(await first(id)).toMatchObject({ terms: 'FIRM' });
  });

  it('a request evaluated after terms are published moves over at their instant, whether or not it was there for the replay', async () => {
    const scope = { level: 'CUSTOMER', levelKey: world.groupId } as const;
    const targets = [{ metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR }] as const;
    const options = { from: at('2026-03-02T12:00:00Z'), moveOpen: true, at: at('2026-03-02T08:00:00Z') };
    await world.terms({ code: 'LATER', ...scope, targets }, options);
    const open = await world.request('2026-03-02T11:30:00Z', [], { customerId: world.groupId });
    const over = await world.request('2026-03-02T11:30:00Z', [], { customerId: world.groupId });
    await evaluate([open, over], '2026-03-02T11:59:00Z');
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update sla.replay set done_at = now() where done_at is null`);
      return ok();
    });
    const waiting = (now: string) => app.get(EvaluateBacklog).waiting(app.system(), at(now));
    expect(await waiting('2026-03-02T11:59:59Z')).toMatchObject({ evaluated: 0 });
    expect(await waiting('2026-03-02T12:00:00Z')).toMatchObject({ evaluated: 2 });
    expect(await first(open)).toMatchObject({ terms: 'LATER', due: '2026-03-02T15:30' });
    expect(await waiting('2026-03-02T12:00:01Z')).toMatchObject({ evaluated: 0 });
  });

  it('what changes nothing writes nothing', async () => {
    const id = await world.request('2026-03-02T09:00:00Z');
    await evaluate([id], '2026-03-02T09:10:00Z');
    const version = async () =>
      (await app.db.one<{ v: string }>(sql`select xmin::text as v from sla.evaluation where request_id = ${id}`)).v;
    const before = await version();
    await evaluate([id], '2026-03-02T09:20:00Z');
    expect(await version()).toBe(before);
  });

  it('one request that cannot be evaluated holds up no other', async () => {
    await world.terms({ code: 'BROKEN', serviceLine: 'CONSULTING' });
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`update sla.terms_version v set basis = '{"combination":"ONE","sources":[{"kind":"CALENDAR","calendarId":"00000000-0000-0000-0000-000000000000"}]}'
              from sla.terms t where t.id = v.terms_id and t.code = 'BROKEN'`,
      );
      await app.db.execute(sql`update sla.config_generation set generation = generation + 1`);
      return ok();
    });
    const broken = await world.request('2026-03-02T09:00:00Z', [], { serviceLine: 'CONSULTING', jobId: null });
    const fine = await world.request('2026-03-02T09:00:00Z');
    expect(await evaluate([broken, fine], '2026-03-02T09:10:00Z')).toMatchObject({
      evaluated: 2,
      written: 1,
      failed: 1,
    });
    expect(await first(fine)).toMatchObject({ state: 'RUNNING' });
    const { error } = await app.db.one<{ error: string }>(
      sql`select error from sla.evaluation where request_id = ${broken}`,
    );
    expect(error).toContain('has no version');
  });
});
