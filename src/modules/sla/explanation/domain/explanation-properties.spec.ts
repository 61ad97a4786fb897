import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar, intersection, union, WEEKDAYS, type CalendarSpec } from '#kernel/calendar';
import { SLA_METRICS, type ClockInput, type PlainEvent } from '../../engine/domain/clock-types.js';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { lifeOf, type TimeSegment } from './explanation.js';
import { exceptionsWithin } from './explanation-exceptions.js';
import { ClockWords } from './explanation-words.js';

const MIN = 60_000;
const BASE = Date.UTC(2026, 1, 2);
const instant = fc.integer({ min: 0, max: 60 * 24 * 90 }).map((minute) => BASE + minute * MIN + (minute % 7) * 137);
const date = fc.integer({ min: -2, max: 95 }).map((d) => new Date(BASE + d * 1_440 * MIN).toISOString().slice(0, 10));
const hours = fc.constantFrom(
  { open: '09:00', close: '12:30' },
  { open: '13:00', close: '18:00' },
  { open: '22:00', close: '03:00' },
);
const spec: fc.Arbitrary<CalendarSpec> = fc.record({
  zone: fc.constantFrom('Asia/Hong_Kong', 'Europe/London', 'America/New_York', 'UTC'),
  always: fc.constantFrom(null, false, false, true),
  weekly: fc
    .array(fc.tuple(fc.constantFrom(...WEEKDAYS), hours), { minLength: 4, maxLength: 12 })
    .map((rows) => rows.map(([day, h]) => ({ day, ...h }))),
  holidays: fc.array(
    fc.oneof(
      date,
      date.map((d) => `--${d.slice(5)}`),
      date.map((d) => `${d}/2026-12-31`),
    ),
    { maxLength: 2 },
  ),
  overrides: fc.array(fc.record({ date, intervals: fc.array(hours, { maxLength: 1 }) }), { maxLength: 3 }),
  breaks: fc.array(fc.record({ date, intervals: fc.array(hours, { minLength: 1, maxLength: 1 }) }), { maxLength: 3 }),
  closures: fc.array(
    fc.tuple(instant, fc.integer({ min: 1, max: 90_000_000 })).map(([from, ms]) => ({ from, to: from + ms })),
    { maxLength: 2 },
  ),
});
const kind = fc.constantFrom<PlainEvent['kind']>(
  ...(['CUSTOMER_MESSAGE', 'STAFF_REPLY', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED', 'CANCELLED'] as const),
);
const events = fc
  .array(fc.record({ at: instant, kind }), { maxLength: 10 })
  .map((rows): PlainEvent[] => [{ at: BASE, kind: 'CREATED' }, ...rows.sort((a, b) => a.at - b.at)]);
const target = fc.integer({ min: 60, max: 400_000 });
const targets = fc.record({ FIRST_RESPONSE: target, NEXT_RESPONSE: target, UPDATE: target, COMPLETION: target });
const pausingMetrics = fc.subarray([...SLA_METRICS]);

describe('the segments of a clock', () => {
  const specs = fc.array(spec, { minLength: 1, maxLength: 2 });
  it('join without gaps and add up to its figures to the second, in full and summed up', () => {
    fc.assert(
      fc.property(
        specs,
        fc.boolean(),
        events,
        targets,
        pausingMetrics,
        instant,
        (parts, both, told, wanted, pausing, at) => {
          const compiled = parts.map((part) => compileCalendar(part));
          const calendar = compiled.length === 1 ? compiled[0]! : both ? intersection(compiled) : union(compiled);
          const input: ClockInput = { terms: { calendar, targets: wanted, pausingMetrics: pausing }, events: told };
          for (const clock of inspectClocks(input, at)) {
            const end = clock.stoppedAt ?? at;
            const life = lifeOf(clock, calendar, exceptionsWithin(parts, clock.startedAt, end));
            for (const merged of [true, false]) {
              const segments = life.segments(merged);
              const sum = (of: 'countedSeconds' | 'stoppedSeconds') => segments.reduce((n, s) => n + s[of], 0);
              expect(sum('countedSeconds')).toBe(clock.elapsedSeconds);
              expect(segments.at(-1)?.elapsedSeconds ?? 0).toBe(clock.elapsedSeconds);
              expect(segments.at(-1)?.remainingSeconds ?? clock.targetSeconds).toBe(clock.remainingSeconds);
              segments.forEach((s, i) => expect(s.from).toBe(segments[i - 1]?.to ?? clock.startedAt));
              if (segments.length > 0) expect(segments.at(-1)!.to).toBe(end);
              for (const s of segments) {
                expect(s.kind === 'CLOSED').toBe(s.cause !== null);
                if (s.kind === 'CLOSED') expect(calendar.openMs(s.from, s.to)).toBe(0);
                if (s.overdue) expect(s.from).toBeGreaterThanOrEqual(clock.dueAt!);
              }
            }
            const total = (of: string) => life.totals.filter((t) => t.kind === of);
            expect(total('OPEN').reduce((n, t) => n + t.countedSeconds, 0)).toBe(clock.elapsedSeconds);
            expect(total('PAUSED').reduce((n, t) => n + t.stoppedSeconds, 0)).toBe(clock.pausedSeconds);
            expect(life.totals.reduce((n, t) => n + t.count, 0)).toBe(life.segments(false).length);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('say holiday only where a calendar says so, and outside hours only where none does', () => {
    fc.assert(
      fc.property(spec, instant, (said, at) => {
        const calendar = compileCalendar(said);
        const input = {
          terms: { calendar, targets: { COMPLETION: 3_600 } },
          events: [{ at: BASE, kind: 'CREATED' as const }],
        };
        const [clock] = inspectClocks(input, at);
        const exceptions = exceptionsWithin([said], BASE, at);
        for (const { kind: what, cause, from, to } of lifeOf(clock!, calendar, exceptions).segments(false)) {
          if (what !== 'CLOSED') continue;
          const covering = exceptions.filter((e) => e.from < to && e.to > from).map((e) => e.cause);
          expect(covering).toEqual(cause === 'OUTSIDE_HOURS' ? [] : [cause]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the sentence about the due time', () => {
  const DAY = 1_440 * MIN;
  const calendar = compileCalendar({ zone: 'UTC', always: true });
  const input: ClockInput = {
    terms: { calendar, targets: { COMPLETION: 3_600 * 24 * 60 } },
    events: [{ at: BASE, kind: 'CREATED' }],
  };
  const [clock] = inspectClocks(input, BASE + MIN);
  const holidays = Array.from({ length: 9 }, (_, i): TimeSegment => {
    const from = BASE + (2 * i + 1) * DAY;
    return { kind: 'CLOSED', cause: 'HOLIDAY', from, to: from + DAY } as TimeSegment;
  });

  it('names some of many holidays and counts the others, in both languages', () => {
    const said = (locale: 'en' | 'zh-CN') => new ClockWords(locale, 'UTC').due(clock!, holidays, () => []);
    expect(said('en')).toMatch(/13 Feb 2026 and 3 more\.$/);
    expect(said('zh-CN')).toMatch(/2月13日及另外 3 段。$/);
    expect(said('zh-CN')).not.toMatch(/[\p{Script=Han}] [\p{Script=Han}]|[\p{Script=Han}][,:;()]/u);
  });

  it('in Chinese only what is written in other letters stands between spaces', () => {
    const paused = { kind: 'PAUSED', from: BASE, to: BASE + DAY, stoppedSeconds: 3_600 } as TimeSegment;
    const said = (who: string) => new ClockWords('zh-CN', 'UTC').segment(paused, [], { status: '等待', who });
    expect(said('系统')).toContain('，由系统设为“等待”');
    expect(said('Ada Wong')).toContain('，由 Ada Wong 设为“等待”');
  });
});
