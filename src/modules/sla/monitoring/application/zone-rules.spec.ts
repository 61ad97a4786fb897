import { beforeAll, describe, expect, test } from 'vitest';
import { recordedZoneRules, runtimeZoneRules, zoneTableOf, type CalendarSpec, type ZoneRules } from '#kernel/calendar';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { slaWorld, reply, HOUR, type SlaWorld } from '#modules/sla/testing';
import { FollowRules } from '../../calendars/application/follow-rules.js';
import { MakeProofs } from '../../proofs/application/proof-make.js';
import { RequestProof } from '../../proofs/application/proof-request.js';
import { ProofStore } from '../../proofs/application/proof-store.js';
import { verifyProof } from '../../proofs/application/verify-proof.js';
import { EvaluateSla } from './evaluate-requests.js';
import { RecordBreaches } from './record-breaches.js';
import { ReplayClocks } from './replay-clocks.js';

const VANCOUVER = 'America/Vancouver';
/** Another release, in which British Columbia stays on summer time from 1 November 2026 on. */
const table = zoneTableOf(VANCOUVER);
const LATER: ZoneRules = recordedZoneRules('2099a', [
  { ...table, changes: table.changes.filter(([at]) => at < Date.parse('2026-10-01T00:00Z')) },
]);
const CHANGED = new Date('2026-10-20T12:00:00Z');

const nine = (zone: string): CalendarSpec => ({
  zone,
  weekly: (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, open: '09:00', close: '17:00' })),
});

let app: TestApp;
let world: SlaWorld;
const made: Record<string, string> = {};

const evaluate = async (now: Date, ...ids: string[]) => app.get(EvaluateSla).run(app.system(), ids, { now });
const entries = (requestId: string) =>
  app.db.query<{
    kind: string;
    cause: string | null;
    zoneRules: string | null;
    before: string | null;
    after: string | null;
  }>(
    sql`select l.kind, l.details ->> 'cause' as cause, l.details ->> 'zoneRules' as "zoneRules",
               l.details -> 'before' ->> 'dueAt' as before, l.details -> 'after' ->> 'dueAt' as after
          from sla.ledger l where l.request_id = ${requestId} order by l.seq`,
  );

beforeAll(async () => {
  app = await createTestApp();
  world = await slaWorld(app);
  const west = await world.calendar('WEST', nine(VANCOUVER));
  const north = await world.calendar('NORTH', nine('Europe/London'));
  await app.get(FollowRules).run(app.system(), { now: new Date('2026-01-02T00:00:00Z') });
  const terms = async (
    code: string,
    calendarId: string,
    hours: number,
    priority: 'LOW' | 'HIGH' | 'CRITICAL' | 'MODERATE',
  ) =>
    world.terms({
      code,
      calendarId,
      priority,
      targets: [{ metric: 'COMPLETION', priority: null, seconds: hours * HOUR }],
    });
  // 15 working days reach over 1 November, three do not.
  await terms('FAR', west, 120, 'LOW');
  await terms('NEAR', west, 24, 'HIGH');
  await terms('NORTH', north, 120, 'CRITICAL');
  await world.terms({
    ...{ code: 'ANSWER', calendarId: west, priority: 'MODERATE' },
    targets: [
      { metric: 'FIRST_RESPONSE', priority: null, seconds: 120 * HOUR },
      { metric: 'COMPLETION', priority: null, seconds: 120 * HOUR },
    ],
  });
  const start = '2026-10-19T16:00:00Z';
  made['far'] = await world.request(start, [], { priority: 'LOW' });
  made['near'] = await world.request(start, [], { priority: 'HIGH' });
  made['north'] = await world.request(start, [], { priority: 'CRITICAL' });
  made['answered'] = await world.request(start, [reply('2026-10-19T20:00:00Z')], { priority: 'MODERATE' });
  await evaluate(new Date('2026-10-20T00:00:00Z'), ...Object.values(made));
  // What publishing terms left to do.
  await app.get(ReplayClocks).run(app.system(), new Date('2026-10-20T00:00:00Z'));
});

test('the release by which a clock was worked out is in its entry', async () => {
  expect(runtimeZoneRules.version).not.toBeNull();
  for (const id of Object.values(made))
    for (const entry of await entries(id))
      expect(entry).toMatchObject({ zoneRules: runtimeZoneRules.version, cause: null });
});

describe('a worker with later rules', () => {
  test('replays the open clocks whose instants move, says why, and leaves the others alone', async () => {
    expect((await world.stored(made['far']!))['COMPLETION/1']).toMatchObject({ due: '2026-11-07T01:00' });
    // Two workers at once.
    const follow = app.get(FollowRules);
    const both = await Promise.all([1, 2].map(() => follow.run(app.system(), { rules: LATER, now: CHANGED })));
    expect(both.map((r) => r.recorded).sort()).toEqual([false, true]);
    const looked = await app.get(ReplayClocks).run(app.system(), CHANGED);
    // Neither the one in London nor the one that is due before the clocks would have changed.
    expect(looked).toEqual({ requests: 2 });

    expect((await world.stored(made['far']!))['COMPLETION/1']).toMatchObject({ due: '2026-11-07T00:00' });
    expect((await entries(made['far']!)).at(-1)).toEqual({
      ...{ kind: 'REPLAYED', cause: 'RULES_CHANGED', zoneRules: '2099a' },
      ...{ before: '2026-11-07T01:00:00.000Z', after: '2026-11-07T00:00:00.000Z' },
    });
    for (const name of ['near', 'north']) expect((await entries(made[name]!)).map((e) => e.kind)).toEqual(['STARTED']);
  });

  test('leaves the verdict of a clock that has ended', async () => {
    const stored = await world.stored(made['answered']!);
    expect(stored['FIRST_RESPONSE/1']).toMatchObject({ state: 'MET', due: '2026-11-07T01:00' });
    expect(stored['COMPLETION/1']).toMatchObject({ state: 'RUNNING', due: '2026-11-07T00:00' });
  });

  test('does it once, whoever starts again, and a worker with earlier rules follows the later ones', async () => {
    const before = await entries(made['far']!);
    for (const rules of [LATER, runtimeZoneRules])
      expect(await app.get(FollowRules).run(app.system(), { rules, now: CHANGED })).toMatchObject({ recorded: false });
    expect(await app.get(ReplayClocks).run(app.system(), CHANGED)).toEqual({ requests: 0 });
    await evaluate(CHANGED, ...Object.values(made));
    expect(await entries(made['far']!)).toEqual(before);
  });

  test('new clocks run by the later rules; a breach says by which it was found', async () => {
    const late = await world.request('2026-11-02T16:00:00Z', [], { priority: 'HIGH' });
    await evaluate(new Date('2026-11-02T17:00:00Z'), late);
    // Three days of nine to five, an hour earlier in UTC than winter time would have it.
    expect((await world.stored(late))['COMPLETION/1']).toMatchObject({ due: '2026-11-05T00:00' });
    await app.get(RecordBreaches).run(app.system(), new Date('2026-11-05T00:00:01Z'));
    const found = (await entries(late)).filter((e) => e.kind === 'BREACHED');
    expect(found).toMatchObject([{ zoneRules: '2099a' }]);
  });

  test('a proof contains both releases, and verifies with the data in it', async () => {
    const now = new Date('2026-11-10T00:00:00Z');
    const ask = { customerId: world.nationalId, from: new Date('2026-10-01T00:00:00Z'), to: now };
    const { id } = app.must(await app.get(RequestProof).run(app.system(), ask, now));
    expect(await app.get(MakeProofs).run(app.system(), { now })).toEqual({ made: 1 });
    let text = '';
    for await (const part of app.get(ProofStore).text(id)) text += part;
    const verified = verifyProof(text);
    expect(verified.differences).toEqual([]);
    expect(verified.clocks).toBeGreaterThanOrEqual(6);
    expect(verified.zoneRules).toMatchObject({ program: runtimeZoneRules.version });
    expect([...new Set(verified.zoneRules.proof.map((r) => r.release))]).toEqual([runtimeZoneRules.version, '2099a']);
    // With the release of this program alone the verdicts would not follow.
    const forged = JSON.parse(text) as { body: { calendarRules: { zones: unknown[] }[] } };
    for (const rules of forged.body.calendarRules.slice(-1)) rules.zones = [];
    expect(verifyProof(JSON.stringify(forged)).differences.some((d) => d.about === 'VERDICT')).toBe(true);
  });
});

test('a database from before the second edition: open clocks are replayed, ended ones keep to the first', async () => {
  const old = await createTestApp();
  const then = await slaWorld(old);
  const ctx = old.system();
  await old.db.transaction(ctx, async () => {
    await old.db.execute(sql`alter table sla.calendar_rules disable trigger append_only`);
    await old.db.execute(sql`update sla.calendar_rules set edition = 1`);
    await old.db.execute(sql`alter table sla.calendar_rules enable trigger append_only`);
    await old.db.execute(sql`update sla.config_generation set generation = generation + 1`);
    return { ok: true as const, value: undefined };
  });
  // 2026-03-06 is a Friday.
  const nights = await then.calendar('NIGHTS', {
    zone: 'UTC',
    weekly: [{ day: 'FRI', open: '22:00', close: '06:00' }],
    overrides: [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '18:00' }] }],
  });
  await then.terms({
    calendarId: nights,
    targets: [
      { metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR },
      { metric: 'COMPLETION', priority: null, seconds: 4 * HOUR },
    ],
  });
  const request = await then.request('2026-03-06T12:00:00Z', [reply('2026-03-06T22:30:00Z')]);
  await old.get(EvaluateSla).run(ctx, [request], { now: new Date('2026-03-06T23:00:00Z') });
  await old.get(ReplayClocks).run(ctx, new Date('2026-03-06T23:00:00Z'));
  const dues = async (): Promise<unknown[]> =>
    Object.values(await then.stored(request))
      .map(({ state, due }) => [state, due])
      .sort();
  // Two hours on Friday, two from nine on Saturday.
  expect(await dues()).toEqual([
    ['MET', '2026-03-07T11:00'],
    ['RUNNING', '2026-03-07T11:00'],
  ]);
  const now = new Date('2026-03-06T23:30:00Z');
  expect(await old.get(FollowRules).run(ctx, { now })).toMatchObject({ recorded: true, replays: true });
  expect(await old.get(ReplayClocks).run(ctx, now)).toEqual({ requests: 1 });
  expect(await dues()).toEqual([
    ['MET', '2026-03-07T11:00'],
    ['RUNNING', '2026-03-07T02:00'],
  ]);
  await old.close();
});

test('a worker that starts records the time zone data of its process, with the zones in use', async () => {
  const fresh = await createTestApp();
  const then = await slaWorld(fresh);
  await then.calendar('WEST', nine(VANCOUVER));
  await fresh.startWorker();
  const zones = await fresh.db.query<{ release: string; zone: string }>(
    sql`select r.zone_release as release /* not null: recorded by the worker */, z.zone from sla.calendar_rules r join sla.calendar_rules_zone z on z.rules = r.number
         where r.number = (select max(number) from sla.calendar_rules)`,
  );
  expect(zones).toContainEqual({ release: runtimeZoneRules.version, zone: VANCOUVER });
  await fresh.close();
});
