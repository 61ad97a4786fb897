import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { AGREED, HOUR, NINE_TO_SIX, slaWorld, type SlaWorld } from '../../testing/index.js';
import { type CalendarBasis, type CalendarSource } from '../../calendars/domain/calendar-basis.js';
import { BranchCalendars } from '../../calendars/application/branch-calendars.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { ManageCalendars } from '../../calendars/application/manage-calendars.js';
import { ReplayClocks } from '../../monitoring/application/replay-clocks.js';
import { ReplayQueue } from '../../replays/replay-queue.js';

const at = (text: string): Date => new Date(text);
const hours = (zone: string, open: string, close: string): CalendarSpec => ({
  zone,
  weekly: NINE_TO_SIX.weekly!.map(({ day }) => ({ day, open, close })),
});

describe('the calendars that terms run on', () => {
  let app: TestApp;
  let world: SlaWorld;
  let london: string;
  let hongKong: string;
  let codes = 0;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    london = await world.calendar('LON', hours('UTC', '08:00', '16:00'));
    hongKong = await world.calendar('HKG', hours('UTC', '01:00', '10:00'));
  });

  const own = (calendarId: string): CalendarSource => ({ kind: 'CALENDAR', calendarId });
  const OFFICE: CalendarSource = { kind: 'OFFICE', officeId: null };
  const BRANCH: CalendarSource = { kind: 'BRANCH' };
  /** Terms of a job of their own, so that none stands in the way of another: completion within six hours. */
  const agree = async (combination: CalendarBasis['combination'], ...sources: CalendarSource[]): Promise<string> => {
    const priority = (['CRITICAL', 'HIGH', 'MODERATE', 'LOW'] as const)[codes % 4]!;
    const line = (['MAINTENANCE', 'CONSULTING', 'MANAGEMENT'] as const)[Math.floor(codes / 4)]!;
    const code = `BASIS-${++codes}`;
    await world.terms({
      code,
      serviceLine: line,
      priority,
      basis: { combination, sources },
      targets: [{ metric: 'COMPLETION', priority: null, seconds: 6 * HOUR }],
    });
    scope.set(code, { priority, serviceLine: line });
    return code;
  };
  const scope = new Map<string, object>();
  /** Monday, 2 March 2026. */
  const request = (code: string, more: object = {}, createdAt = '2026-03-02T07:00:00Z') =>
    world.request(createdAt, [], { ...scope.get(code), jobId: null, ...more });
  const evaluate = (id: string, now: string) => app.get(EvaluateSla).run(app.system(), [id], { now: at(now) });
  const due = async (id: string) => (await world.stored(id))['COMPLETION/1']?.due;
  const applicable = async (id: string) => {
    const row = await app.db.one<{ first: string | null; more: string[] | null; follows: string[] | null }>(
      sql`select v.calendar_id as first, c.follows,
                 (select array_agg(w.calendar_id) from sla.calendar_version w where w.id = any(c.more_calendar_version_ids)) as more
            from sla.clock c left join sla.calendar_version v on v.id = c.calendar_version_id where c.request_id = ${id}`,
    );
    return { calendars: [row.first, ...(row.more ?? [])].filter((x) => x !== null), follows: row.follows };
  };
  const replayed = (now: string) => app.get(ReplayClocks).run(app.system(), at(now));
  const change = async (id: string, spec: CalendarSpec, now: string) => {
    const { version } = await app.db.one<{ version: number }>(sql`select version from sla.calendar where id = ${id}`);
    app.must(await app.get(ManageCalendars).update(app.system(), { id, version }, { spec }, at(now)));
  };

  it('both at once: only what both are open counts, and clock and ledger name both as they stood', async () => {
    const id = await request(await agree('INTERSECTION', own(london), own(hongKong)));
    await evaluate(id, '2026-03-02T07:30:00Z');
    // Two hours a day, from eight to ten.
    expect(await due(id)).toBe('2026-03-04T10:00');
    expect(await applicable(id)).toEqual({ calendars: [london, hongKong], follows: null });
    const [entry] = await app.db.query<{ first: string; more: string[] }>(
      sql`select calendar_version_id as first, more_calendar_version_ids as more from sla.ledger where request_id = ${id}`,
    );
    const named = await app.db.query<{ id: string }>(
      sql`select calendar_id as id from sla.calendar_version where id = any(${[entry!.first, ...entry!.more]}::uuid[])`,
    );
    expect(new Set(named.map((n) => n.id))).toEqual(new Set([london, hongKong]));
  });

  it('either: the sun is followed from one to the other', async () => {
    const id = await request(await agree('UNION', own(london), own(hongKong)));
    await evaluate(id, '2026-03-02T07:30:00Z');
    expect(await due(id)).toBe('2026-03-02T13:00');
  });

  it('the office that serves the request, or one that is named', async () => {
    const tokyo = await app.office({ timeZone: 'Asia/Tokyo' });
    const served = await request(await agree('ONE', OFFICE));
    const named = await request(await agree('ONE', { kind: 'OFFICE', officeId: tokyo }));
    await evaluate(served, '2026-03-02T07:30:00Z');
    await evaluate(named, '2026-03-02T07:30:00Z');
    await replayed('2026-03-02T07:30:00Z');
    // Neither has a calendar yet: nine to six there.
    expect(await applicable(served)).toEqual({ calendars: [], follows: null });
    expect(await applicable(named)).toEqual({ calendars: [], follows: [tokyo] });
    expect(await due(named)).toBe('2026-03-03T04:00');
    app.must(await app.get(ManageCalendars).setOffice(app.system(), tokyo, london, at('2026-03-02T08:00:00Z')));
    expect(await replayed('2026-03-02T08:00:01Z')).toEqual({ requests: 1 });
    expect(await due(named)).toBe('2026-03-02T14:00');
    app.must(
      await app.get(ManageCalendars).setOffice(app.system(), app.officeId, hongKong, at('2026-03-02T08:10:00Z')),
    );
    expect(await replayed('2026-03-02T08:10:01Z')).toEqual({ requests: 1 });
    expect(await applicable(served)).toEqual({ calendars: [hongKong], follows: null });
    expect(await due(served)).toBe('2026-03-03T04:00');
  });

  it("the branch's; without a branch, or where the branch has none, that of the office that serves the request", async () => {
    const code = await agree('ONE', BRANCH);
    const without = await request(code);
    const fallingBack = await request(code, { branchId: world.branchId });
    for (const id of [without, fallingBack]) await evaluate(id, '2026-03-02T08:30:00Z');
    await replayed('2026-03-02T08:30:00Z');
    expect(await applicable(without)).toEqual({ calendars: [hongKong], follows: null });
    expect(await applicable(fallingBack)).toEqual({ calendars: [hongKong], follows: [world.branchId] });

    const set = (calendarId: string | null, now: string) =>
      app.get(BranchCalendars).set(app.system(), world.branchId, calendarId, at(now));
    app.must(await set(london, '2026-03-02T09:00:00Z'));
    expect(await replayed('2026-03-02T09:00:01Z')).toEqual({ requests: 1 });
    expect(await applicable(fallingBack)).toEqual({ calendars: [london], follows: [world.branchId] });
    expect(await due(fallingBack)).toBe('2026-03-02T14:00');
    expect(await applicable(without)).toEqual({ calendars: [hongKong], follows: null });

    // What is chosen already changes nothing; by a clock that was set back, the later choice still counts.
    app.must(await set(london, '2026-03-02T09:10:00Z'));
    expect(await replayed('2026-03-02T09:10:01Z')).toEqual({ requests: 0 });
    app.must(await set(null, '2026-03-02T08:45:00Z'));
    expect(await replayed('2026-03-02T09:20:00Z')).toEqual({ requests: 1 });
    expect(await applicable(fallingBack)).toEqual({ calendars: [hongKong], follows: [world.branchId] });
  });

  it('a request that moves to another branch follows that one from then on, also while both have no calendar', async () => {
    const code = await agree('ONE', BRANCH);
    const id = await request(code, { branchId: world.branchId });
    await evaluate(id, '2026-03-02T07:30:00Z');
    await world.append(id, { kind: 'CHANGED', at: at('2026-03-02T07:40:00Z'), values: { branchId: null } });
    await evaluate(id, '2026-03-02T07:50:00Z');
    expect((await applicable(id)).follows).toBeNull();
  });

  it('choosing the calendar of an unknown branch, or an unknown one, is refused', async () => {
    const choices = app.get(BranchCalendars);
    expect(await choices.set(app.system(), uuidv7(), london)).toMatchObject({
      failures: [{ code: 'BRANCH_NOT_FOUND', field: 'branchId' }],
    });
    expect(await choices.set(app.system(), world.branchId, uuidv7())).toMatchObject({
      failures: [{ code: 'CALENDAR_NOT_FOUND', field: 'calendarId' }],
    });
  });

  it('a change of any of them replays the open clocks that stand on it, and no others', async () => {
    const both = await request(await agree('INTERSECTION', own(london), own(hongKong)));
    const one = await request(await agree('ONE', own(london)));
    const other = await request(await agree('ONE', own(world.alwaysId)));
    for (const id of [both, one, other]) await evaluate(id, '2026-03-02T07:30:00Z');
    await replayed('2026-03-02T09:25:00Z');
    await change(hongKong, hours('UTC', '01:00', '09:00'), '2026-03-02T09:30:00Z');
    // The first test's, this one's, and those whose office or branch has chosen it.
    const { requests } = await replayed('2026-03-02T09:30:00Z');
    expect(requests).toBeGreaterThanOrEqual(2);
    expect(await due(both)).toBe('2026-03-09T09:00');
    expect(await world.ledger(both)).toEqual(['STARTED', 'REPLAYED']);
    for (const id of [one, other]) expect(await world.ledger(id)).toEqual(['STARTED']);
    // Everything stands on the latest version now: noting it again finds nothing.
    await app.db.transaction(app.system(), async () => {
      await app.get(ReplayQueue).note(app.system(), { calendarId: hongKong }, at('2026-03-02T09:31:00Z'), AGREED);
      return { ok: true, value: undefined };
    });
    expect(await replayed('2026-03-02T09:31:00Z')).toEqual({ requests: 0 });
  });
});
