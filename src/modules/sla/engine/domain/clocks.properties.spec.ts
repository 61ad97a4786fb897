import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileCalendar, type CalendarSpec } from '#kernel/calendar';
import { SLA_METRICS, type ClockInput, type ClockTerms, type PlainEvent, type RequestEvent } from './clock-types.js';
import { evaluateClocks, evaluateClocksAt, inspectClocks } from './evaluate-clocks.js';

const MIN = 60_000;
const DAY = 86_400_000;
const BASE = Date.UTC(2026, 2, 2);

const spec: CalendarSpec = {
  zone: 'America/New_York',
  weekly: (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).flatMap((day) => [
    { day, open: '08:00', close: '12:00' },
    { day, open: '13:00', close: '17:30' },
  ]),
  holidays: ['2026-03-10', '--04-01'],
};
const calendar = compileCalendar(spec);

const instant = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((minute) => BASE + minute * MIN);
const target = fc.integer({ min: 60, max: 400_000 });
const kind = fc.constantFrom<PlainEvent['kind']>(
  'CUSTOMER_MESSAGE',
  'STAFF_REPLY',
  'INTERNAL_NOTE',
  'PAUSED',
  'RESUMED',
  'COMPLETED',
  'REOPENED',
  'CANCELLED',
);
const events = fc
  .array(fc.record({ at: instant, kind }), { maxLength: 12 })
  .map((rows): PlainEvent[] => [{ at: BASE, kind: 'CREATED' }, ...rows.sort((a, b) => a.at - b.at)]);
const terms = fc.record({
  calendar: fc.constant(calendar),
  targets: fc.record({ FIRST_RESPONSE: target, NEXT_RESPONSE: target, UPDATE: target, COMPLETION: target }),
  pausingMetrics: fc.subarray([...SLA_METRICS]),
});
const input: fc.Arbitrary<ClockInput> = fc.record({ terms, events });
const story = fc.tuple(
  fc.integer({ min: 60, max: 400_000 }),
  instant,
  fc.array(instant, { minLength: 2, maxLength: 2 }),
);

/** When COMPLETION is due after these pauses, seen long after. */
function due(seconds: number, created: number, pauses: readonly (readonly [number, number])[]): number {
  const told = pauses.flatMap(([from, to]): PlainEvent[] => [
    { at: from, kind: 'PAUSED' },
    { at: to, kind: 'RESUMED' },
  ]);
  const one = {
    terms: { calendar, targets: { COMPLETION: seconds } },
    events: [{ at: created, kind: 'CREATED' } as const, ...told],
  };
  return evaluateClocks(one, BASE + 200 * DAY)[0]!.dueAt!;
}

describe('whatever happens', () => {
  it('cancelling a request or taking its targets away erases no breach', () => {
    const missed = (i: ClockInput, at: number): string[] =>
      evaluateClocks(i, at).flatMap((c) =>
        c.state === 'BREACHED' || c.state === 'MISSED' ? [`${c.metric} ${c.cycle} ${c.breachedAt}`] : [],
      );
    fc.assert(
      fc.property(input, instant, fc.boolean(), (i, at, cancel) => {
        const told = i.events.filter((e) => e.at <= at);
        const act: RequestEvent = cancel ? { at, kind: 'CANCELLED' } : { at, kind: 'TERMS_CHANGED', targets: {} };
        const settled = i.events.some((e) => e.kind === 'CANCELLED' && e.at <= at);
        const after = missed({ ...i, events: [...told, act] }, at + DAY);
        // What was answered keeps the verdict of the terms it was answered under, what is open its breach.
        if (!settled) expect(after).toEqual(missed({ ...i, events: told }, at));
      }),
    );
  });

  it('verdicts, times and figures agree with each other', () => {
    fc.assert(
      fc.property(input, instant, (i, at) => {
        for (const c of evaluateClocks(i, at)) {
          const end = c.stoppedAt ?? at;
          expect(c.elapsedSeconds + c.remainingSeconds).toBe(c.targetSeconds);
          expect((c.elapsedSeconds + c.pausedSeconds) * 1000).toBeLessThanOrEqual(calendar.openMs(c.startedAt, end));
          expect(c.breachedAt !== null).toBe(['BREACHED', 'MISSED'].includes(c.state));
          expect(c.stoppedAt === null).toBe(['RUNNING', 'PAUSED', 'BREACHED'].includes(c.state));
          if (c.state === 'MET') expect(c.dueAt).toBeGreaterThanOrEqual(c.stoppedAt!);
          if (c.state === 'RUNNING') expect(c.dueAt).toBeGreaterThanOrEqual(at);
          if (c.breachedAt !== null) expect(c.remainingSeconds).toBeLessThanOrEqual(0);
          if (c.dueAt === null) expect(['PAUSED', 'CANCELLED']).toContain(c.state);
        }
      }),
    );
  });

  it('what was due is breached a moment later, and not before', () => {
    fc.assert(
      fc.property(input, instant, (i, at) => {
        const quiet = { ...i, events: i.events.filter((event) => event.at <= at) };
        for (const c of inspectClocks(quiet, at)) {
          if (c.nextChangeAt === null) continue;
          const then = (moment: number) =>
            evaluateClocks(quiet, moment).find((d) => d.metric === c.metric && d.cycle === c.cycle);
          expect(then(c.nextChangeAt)).toMatchObject({ state: 'RUNNING', dueAt: c.nextChangeAt });
          expect(then(c.nextChangeAt + 1)).toMatchObject({ state: 'BREACHED', breachedAt: c.nextChangeAt });
        }
      }),
    );
  });

  it('many instants at once are the same as one by one', () => {
    fc.assert(
      fc.property(input, fc.array(instant, { maxLength: 5 }), (i, instants) => {
        expect(evaluateClocksAt(i, instants)).toEqual(instants.map((at) => evaluateClocks(i, at)));
      }),
    );
  });

  it('terms told later are the same as terms told at once, for what is still open', () => {
    fc.assert(
      fc.property(input, terms, instant, (i, other: ClockTerms, at) => {
        const changed = {
          ...i,
          events: [...i.events.filter((e) => e.at <= at), { at, kind: 'TERMS_CHANGED' as const, ...other }],
        };
        const open = (from: ClockInput) => evaluateClocks(from, at).filter((c) => c.stoppedAt === null);
        expect(open(changed)).toEqual(open({ ...i, terms: other }));
      }),
    );
  });

  it('the segments of a clock join and add up', () => {
    fc.assert(
      fc.property(input, instant, (i, at) => {
        for (const c of inspectClocks(i, at)) {
          const ran = c.segments.filter((s) => s.kind === 'RUNNING').reduce((sum, s) => sum + s.openMs, 0);
          expect(Math.floor(ran / 1000)).toBe(c.elapsedSeconds);
          c.segments.forEach((s, n) => expect(s.from).toBe(c.segments[n - 1]?.to ?? c.startedAt));
          if (c.segments.length > 0) expect(c.segments.at(-1)!.to).toBe(c.stoppedAt ?? at);
        }
      }),
    );
  });
});

describe('pauses', () => {
  it('never bring a deadline forward, and take their own open time only', () => {
    fc.assert(
      fc.property(story, ([seconds, created, instants]) => {
        const [from, to] = instants.sort((a, b) => a - b) as [number, number];
        fc.pre(from >= created);
        const before = due(seconds, created, []);
        const after = due(seconds, created, [[from, to]]);
        if (from >= before) expect(after).toBe(before);
        else expect(calendar.openMs(before, after)).toBe(calendar.openMs(from, to));
      }),
    );
  });

  it('split anywhere change nothing', () => {
    fc.assert(
      fc.property(story, fc.double({ min: 0, max: 1, noNaN: true }), ([seconds, created, instants], share) => {
        const [from, to] = instants.sort((a, b) => a - b) as [number, number];
        fc.pre(from >= created);
        const cut = Math.round(from + (to - from) * share);
        expect(
          due(seconds, created, [
            [from, cut],
            [cut, to],
          ]),
        ).toBe(due(seconds, created, [[from, to]]));
      }),
    );
  });

  it('without open time move nothing', () => {
    fc.assert(
      fc.property(target, instant, instant, (seconds, created, at) => {
        fc.pre(at >= created && !calendar.isOpen(at));
        expect(due(seconds, created, [[at, calendar.nextOpening(at)!]])).toBe(due(seconds, created, []));
      }),
    );
  });
});

describe('the zone of the server', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    process.env['TZ'] = before;
    if (before === undefined) delete process.env['TZ'];
  });

  it('changes nothing', async () => {
    const seen = new Set<string>();
    for (const tz of ['UTC', 'Pacific/Kiritimati', 'America/Sao_Paulo', 'Asia/Tehran']) {
      process.env['TZ'] = tz;
      vi.resetModules();
      const { compileCalendar: compile } = await import('#kernel/calendar');
      const { evaluateClocks: evaluate } = await import('./evaluate-clocks.js');
      const told = (['CREATED', 'PAUSED', 'RESUMED', 'STAFF_REPLY'] as const).map((k, n) => ({
        at: BASE + n * 2 * DAY,
        kind: k,
      }));
      const targets = { FIRST_RESPONSE: 40_000, UPDATE: 90_000, COMPLETION: 500_000 };
      seen.add(
        JSON.stringify(evaluate({ terms: { calendar: compile(spec), targets }, events: told }, BASE + 20 * DAY)),
      );
    }
    expect(seen.size).toBe(1);
  });
});
