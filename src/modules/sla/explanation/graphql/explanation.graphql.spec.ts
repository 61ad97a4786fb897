import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#kernel';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageCalendars } from '../../calendars/application/manage-calendars.js';
import { ExplainClocks } from '../application/explain-clocks.js';
import { SlaApi } from '../../index.js';
import { HOUR, NINE_TO_SIX, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';

const SEGMENT = `no kind cause from to count closings countedSeconds stoppedSeconds elapsedSeconds remainingSeconds overdue names statusKey setBy
  calendar { calendar { code } } sentence`;
const EXPLAIN = `query ($id: ID!, $metric: SlaMetric, $merged: Boolean, $first: Int, $after: String) { slaExplanation(requestId: $id) {
  at termsReason
  applicableTerms { cause from tier reason terms { number terms { code } } notApplied { terms { code } } calendars { number calendar { code } }
    targets { metric seconds } customerPath { name } usualHoursIn }
  clocks(metric: $metric) { totalCount nodes {
    clock { metric cycle state dueAt targetSeconds elapsedSeconds remainingSeconds pausedSeconds }
    sentences chinese: sentences(language: ZH_CN)
    totals { kind cause count seconds countedSeconds stoppedSeconds }
    adjustments { at cause dueBefore dueAfter sentence chinese: sentence(language: ZH_CN) terms { terms { code } } }
    segments(merged: $merged, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ${SEGMENT} chinese: sentence(language: ZH_CN) } } } } } }`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are as free as the queries that ask for them
type Free = any;

describe('explanations of clocks', () => {
  let app: TestApp;
  let world: SlaWorld;
  let reader: TestEmployee;
  let agent: TestEmployee;
  let newYear: string;
  let winding: string;
  let officeCalendar: string;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    const permissions = { 'sla.read': 'firm', 'services.read': 'firm', 'customers.read': 'firm' } as const;
    reader = await app.employee({ permissions });
    agent = await app.employee({ name: 'Ada Wong' });
    officeCalendar = await world.calendar('HK', { ...NINE_TO_SIX, holidays: ['2026-02-17/2026-02-20'] });
    const version = { id: officeCalendar, version: 1 };
    const names = { '2026-02-17/2026-02-20': 'Lunar New Year' };
    app.must(await app.get(ManageCalendars).update(app.system(), version, { names }, new Date('2026-01-01T01:00:00Z')));
    const targets = [
      { metric: 'FIRST_RESPONSE' as const, priority: null, seconds: 4 * HOUR },
      { metric: 'COMPLETION' as const, priority: null, seconds: 40 * HOUR },
      { metric: 'COMPLETION' as const, priority: 'CRITICAL' as const, seconds: 10 * HOUR },
    ];
    await world.terms({ code: 'FIRM', calendarId: officeCalendar, targets });
    // Monday 16 February, 16:30 in Hong Kong.
    newYear = await world.request('2026-02-16T08:30:00Z', [reply('2026-02-23T03:00:00Z')]);
    winding = await world.request('2026-03-02T01:00:00Z', [
      reply('2026-03-02T02:00:00Z'),
      { ...status('2026-03-03T01:00:00Z', 'WAITING_FOR_CUSTOMER'), actorId: agent.id },
      status('2026-03-04T03:00:00Z', 'IN_PROGRESS'),
      { kind: 'CHANGED', values: { priority: 'CRITICAL' }, at: new Date('2026-03-04T05:00:00Z') },
      status('2026-03-06T03:00:00Z', 'RESOLVED'),
      status('2026-03-09T03:00:00Z', 'IN_PROGRESS'),
      status('2026-03-09T06:00:00Z', 'RESOLVED'),
    ]);
    await app.get(SlaApi).evaluateAll(app.system());
  });

  const explain = async (id: string, more: object = {}, who = reader): Promise<Free> =>
    (await who.client.query(EXPLAIN, { id: toGlobalId('ServiceRequest', id), ...more }))['slaExplanation'];

  it('the due time is told with the holidays on the way', async () => {
    const { clocks, termsReason } = await explain(newYear, { metric: 'FIRST_RESPONSE' });
    const [explained] = clocks.nodes;
    expect(explained.clock).toMatchObject({ state: 'MET', dueAt: '2026-02-23T03:30:00.000Z' });
    expect(explained.sentences).toEqual([
      'First response: met at Mon 23 Feb 2026 11:00, with 30 min of open time to spare.',
      'Due Mon 23 Feb 2026 11:30 (Hong Kong): 4 h of open time since Mon 16 Feb 2026 16:30, not counting 17 to 20 Feb 2026 (Lunar New Year).',
      'It runs on HK (version 2).',
    ]);
    expect(explained.chinese[1]).toBe(
      '期限为 2026年2月23日（周一）11:30（Asia/Hong_Kong）：自 2026年2月16日（周一）16:30 起 4 小时营业时间，不计2026年2月17日至2026年2月20日（Lunar New Year）。',
    );
    expect(termsReason).toContain('The terms FIRM apply');
  });

  it('each segment says what it counted, and the sums are those of the clock', async () => {
    const { clocks } = await explain(newYear, { metric: 'FIRST_RESPONSE' });
    const { segments, totals, clock } = clocks.nodes[0];
    expect(segments.nodes.map((s: Free) => [s.kind, s.cause, s.countedSeconds, s.elapsedSeconds, s.sentence])).toEqual([
      [
        'OPEN',
        null,
        5_400,
        5_400,
        'Mon 16 Feb 2026 16:30 to Mon 16 Feb 2026 18:00: open; 1 h 30 min counted, 1 h 30 min in all, 2 h 30 min left.',
      ],
      ['CLOSED', 'HOLIDAY', 0, 5_400, '17 to 20 Feb 2026: closed for a holiday (Lunar New Year).'],
      [
        'OPEN',
        null,
        7_200,
        12_600,
        'Mon 23 Feb 2026 09:00 to Mon 23 Feb 2026 11:00: open; 2 h counted, 3 h 30 min in all, 30 min left.',
      ],
    ]);
    expect(segments.nodes[1]).toMatchObject({ names: ['Lunar New Year'], calendar: { calendar: { code: 'HK' } } });
    expect(totals.reduce((n: number, t: Free) => n + t.countedSeconds, 0)).toBe(clock.elapsedSeconds);
    const whole = totals.reduce((n: number, t: Free) => n + t.seconds, 0);
    expect(whole).toBe((Date.parse('2026-02-23T03:00:00Z') - Date.parse('2026-02-16T08:30:00Z')) / 1000);
  });

  it('unmerged every segment stands by itself, page by page', async () => {
    const all = await explain(newYear, { metric: 'FIRST_RESPONSE', merged: false });
    const whole = all.clocks.nodes[0].segments;
    expect(whole.nodes.map((s: Free) => s.cause ?? s.kind)).toEqual([
      ...['OPEN', 'OUTSIDE_HOURS', 'HOLIDAY', 'HOLIDAY', 'HOLIDAY', 'HOLIDAY', 'OUTSIDE_HOURS', 'OPEN'],
    ]);
    expect(whole.nodes.map((s: Free) => s.count)).toEqual(whole.nodes.map(() => 1));
    const first = await explain(newYear, { metric: 'FIRST_RESPONSE', merged: false, first: 2 });
    const { pageInfo, totalCount, nodes } = first.clocks.nodes[0].segments;
    expect([totalCount, nodes.length, pageInfo.hasNextPage]).toEqual([8, 2, true]);
    const next = await explain(newYear, {
      metric: 'FIRST_RESPONSE',
      merged: false,
      first: 2,
      after: pageInfo.endCursor,
    });
    expect(next.clocks.nodes[0].segments.nodes.map((s: Free) => s.no)).toEqual([3, 4]);
  });

  it('pauses, completions and changes on the way are told, with who and why', async () => {
    const { clocks, applicableTerms } = await explain(winding, { metric: 'COMPLETION' });
    const [{ clock, segments, adjustments, sentences, chinese }] = clocks.nodes;
    const of = (kind: string): Free[] => segments.nodes.filter((s: Free) => s.kind === kind);
    expect(of('PAUSED')).toEqual([expect.objectContaining({ statusKey: 'WAITING_FOR_CUSTOMER', setBy: 'Ada Wong' })]);
    expect(of('PAUSED')[0].sentence).toBe(
      'Tue 3 Mar 2026 09:00 to Wed 4 Mar 2026 11:00: paused in the status Waiting for the customer, set by Ada Wong; 11 h of open time not counted.',
    );
    expect(of('PAUSED')[0].chinese).toMatch(/由 Ada Wong 设为/);
    expect(of('COMPLETED')[0].stoppedSeconds).toBe(9 * HOUR);
    expect(adjustments).toEqual([
      expect.objectContaining({
        cause: 'REQUEST_CHANGED',
        at: '2026-03-04T05:00:00.000Z',
        terms: { terms: { code: 'FIRM' } },
      }),
    ]);
    expect(adjustments[0].sentence).toContain('the priority changed');
    expect(sentences[1]).toContain('not counting 11 h paused');
    expect(sentences[0]).toContain('missed');
    expect(chinese.join('')).toMatch(/优先级变更/);
    const sum = (field: string): number => segments.nodes.reduce((n: number, s: Free) => n + s[field], 0);
    expect(sum('countedSeconds')).toBe(clock.elapsedSeconds);
    expect(of('PAUSED').reduce((n: number, s: Free) => n + s.stoppedSeconds, 0)).toBe(clock.pausedSeconds);
    expect(segments.nodes.some((s: Free) => s.overdue)).toBe(true);
    expect(applicableTerms.map((s: Free) => s.cause)).toEqual(['CREATED', 'REQUEST_CHANGED']);
    expect(applicableTerms[0]).toMatchObject({
      terms: { number: 1, terms: { code: 'FIRM' } },
      calendars: [{ number: 2, calendar: { code: 'HK' } }],
      customerPath: [{ name: 'Harbour Hotels China' }, { name: 'Harbour Hotels Group' }],
    });
    expect(applicableTerms[1].targets).toContainEqual({ metric: 'COMPLETION', seconds: 10 * HOUR });
  });

  it('a clock that went and came back says so', async () => {
    const targets = [{ metric: 'COMPLETION' as const, priority: 'MODERATE' as const, seconds: 900 * HOUR }];
    await world.terms({ code: 'COMES-AND-GOES', level: 'JOB', levelKey: world.groupJobId, targets });
    const id = await world.request('2026-05-04T01:00:00Z', [], { customerId: world.groupId, jobId: world.groupJobId });
    for (const [priority, day] of [
      ['HIGH', '05'],
      ['MODERATE', '06'],
    ] as const) {
      await app.get(SlaApi).evaluate(app.system(), [id], { now: new Date(`2026-05-${day}T00:00:00Z`) });
      await world.append(id, { kind: 'CHANGED', values: { priority }, at: new Date(`2026-05-${day}T01:00:00Z`) });
      await app.get(SlaApi).evaluate(app.system(), [id], { now: new Date(`2026-05-${day}T02:00:00Z`) });
    }
    const explained = await app.get(ExplainClocks).of(id, new Date('2026-05-08T00:00:00Z'));
    const causes = explained!.clocks.map((c) => [c.clock.metric, c.adjustments.map((t) => t.cause)]);
    expect(causes).toEqual([['COMPLETION', expect.arrayContaining(['TARGET_REMOVED'])]]);
  });

  it('a corrected calendar and terms that moved over open requests are told with the due times before and after', async () => {
    const own = await world.calendar('OWN', NINE_TO_SIX, new Date('2026-01-01T00:00:00Z'));
    const targets = [{ metric: 'COMPLETION' as const, priority: null, seconds: 900 * HOUR }];
    await world.terms({ code: 'STRANGER', level: 'CUSTOMER', levelKey: world.strangerId, calendarId: own, targets });
    const id = await world.request('2026-05-04T01:00:00Z', [], { customerId: world.strangerId });
    await app.get(SlaApi).evaluate(app.system(), [id], { now: new Date('2026-05-05T00:00:00Z') });
    const corrected = { ...NINE_TO_SIX, holidays: ['2026-06-01'] };
    const at = new Date('2026-05-06T00:00:00Z');
    app.must(await app.get(ManageCalendars).update(app.system(), { id: own, version: 1 }, { spec: corrected }, at));
    await app.get(SlaApi).evaluate(app.system(), [id], { now: new Date('2026-05-07T00:00:00Z') });
    const explained = await app.get(ExplainClocks).of(id, new Date('2026-05-08T00:00:00Z'));
    const [clock] = explained!.clocks;
    expect(clock!.adjustments).toMatchObject([{ cause: 'CALENDAR_CHANGED', at }]);
    const [told] = clock!.sentences('en').slice(3);
    expect(told).toContain('calendar corrected or exchanged, now OWN (version 2); due');
    expect(clock!.adjustments[0]!.effect!.after!.getTime()).toBeGreaterThan(
      clock!.adjustments[0]!.effect!.before!.getTime(),
    );
  });

  it('a year is told in some dozens of segments with exact totals', async () => {
    const branch = { level: 'BRANCH' as const, levelKey: world.branchId, calendarId: officeCalendar };
    const targets = [{ metric: 'COMPLETION' as const, priority: null, seconds: 400 * HOUR }];
    await world.terms({ code: 'YEAR', ...branch, targets }, { from: new Date('2023-12-01T00:00:00Z') });
    const events = [status('2024-12-31T01:00:00Z', 'RESOLVED')];
    const id = await world.request('2024-01-02T01:00:00Z', events, { branchId: world.branchId });
    await app.get(SlaApi).evaluate(app.system(), [id]);
    const { clocks } = await explain(id, { metric: 'COMPLETION' });
    const [{ segments, totals, clock }] = clocks.nodes;
    expect(segments.totalCount).toBeLessThan(30);
    expect(totals.reduce((n: number, t: Free) => n + t.countedSeconds, 0)).toBe(clock.elapsedSeconds);
    const unmerged = await explain(id, { metric: 'COMPLETION', merged: false, first: 1 });
    expect(unmerged.clocks.nodes[0].segments.totalCount).toBe(totals.reduce((n: number, t: Free) => n + t.count, 0));
  });

  it('answers in the language of the reader', async () => {
    const chinese = await reader.client
      .with({ 'accept-language': 'zh-CN' })
      .query(EXPLAIN, { id: toGlobalId('ServiceRequest', newYear) });
    const { clocks, termsReason } = chinese['slaExplanation'];
    expect(clocks.nodes[0].sentences[0]).toMatch(/^首次响应：/);
    expect(termsReason).toMatch(/适用条款/);
  });

  it('only those who may see clocks and the request get an explanation', async () => {
    const id = toGlobalId('ServiceRequest', newYear);
    const nobody = await app.employee({ permissions: { 'services.read': 'firm' } });
    expect(await nobody.client.errorCode(EXPLAIN, { id })).toBe('FORBIDDEN');
    const blind = await app.employee({ permissions: { 'sla.read': 'firm' } });
    expect(await explain(newYear, {}, blind)).toBeNull();
    const unknown = toGlobalId('ServiceRequest', '01999999-9999-7999-8999-999999999999');
    expect((await reader.client.query(EXPLAIN, { id: unknown }))['slaExplanation']).toBeNull();
    expect(await reader.client.errorCode(EXPLAIN, { id: toGlobalId('Customer', world.groupId) })).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('costs a fixed number of statements, however long the life', async () => {
    const count = async (id: string): Promise<number> =>
      (await statementsOf(() => app.get(ExplainClocks).of(id, new Date('2026-06-01T00:00:00Z')))).statements.length;
    expect(await count(winding)).toBe(await count(newYear));
  });
});
