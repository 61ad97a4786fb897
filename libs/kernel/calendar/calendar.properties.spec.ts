import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WEEKDAYS, compileCalendar, intersection, union, type Calendar, type CalendarSpec } from './index.js';

const MIN = 60_000;
const DAY = 86_400_000;
const BASE = Date.UTC(2024, 0, 1);

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Asia/Tehran',
  'Asia/Kathmandu',
);
const time = fc.integer({ min: 0, max: 47 }).map((half) => `${pad(Math.floor(half / 2))}:${half % 2 ? '30' : '00'}`);
const hours = fc
  .tuple(time, time)
  .filter(([open, close]) => open !== close)
  .map(([open, close]) => ({ open, close }));
const date = fc.integer({ min: 0, max: 1000 }).map((n) => new Date(BASE + n * DAY).toISOString().slice(0, 10));
const spec: fc.Arbitrary<CalendarSpec> = fc.record({
  zone,
  weekly: fc.array(
    fc.tuple(fc.constantFrom(...WEEKDAYS), hours).map(([day, row]) => ({ day, ...row })),
    { minLength: 1, maxLength: 8 },
  ),
  holidays: fc.array(date, { maxLength: 4 }),
  overrides: fc.array(fc.record({ date, intervals: fc.array(hours, { maxLength: 2 }) }), { maxLength: 3 }),
  breaks: fc.array(fc.record({ date, intervals: fc.array(hours, { maxLength: 2 }) }), { maxLength: 3 }),
  closures: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 60 })).map(([from, days]) => ({
      from: BASE + from * DAY,
      to: BASE + (from + days) * DAY,
    })),
    { maxLength: 2 },
  ),
});
const instant = fc.integer({ min: 0, max: 1000 * DAY }).map((ms) => BASE + ms);
const span = fc.integer({ min: 1, max: 60 * DAY });

describe('any calendar', () => {
  it('adding open time and measuring it gives the same, forth and back', () => {
    fc.assert(
      fc.property(spec, instant, span, (s, from, ms) => {
        const calendar = compileCalendar(s);
        const due = calendar.addOpenMs(from, ms);
        const ago = calendar.addOpenMs(from, -ms);
        if (due !== undefined) {
          expect(calendar.openMs(from, due)).toBe(ms);
          // The earliest such instant: a moment before, some of it was still left.
          expect(calendar.openMs(from, due - 1)).toBeLessThan(ms);
        }
        if (ago !== undefined) {
          expect(calendar.openMs(ago, from)).toBe(ms);
          expect(calendar.openMs(ago + 1, from)).toBeLessThan(ms);
        }
      }),
    );
  });

  it('the whole is the sum of its parts, and of its intervals', () => {
    fc.assert(
      fc.property(spec, instant, instant, instant, (s, a, b, c) => {
        const calendar = compileCalendar(s);
        expect(calendar.openMs(a, b) + calendar.openMs(b, c)).toBe(calendar.openMs(a, c));
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const intervals = calendar.openIntervals(from, to);
        let sum = 0;
        for (let i = 0; i < intervals.length; i += 2) sum += intervals[i + 1]! - intervals[i]!;
        expect(sum).toBe(calendar.openMs(from, to));
        expect([...intervals].sort((x, y) => x - y)).toEqual(intervals);
        expect(new Set(intervals).size).toBe(intervals.length);
      }),
    );
  });

  it('is open from an opening to its closing and not at it', () => {
    fc.assert(
      fc.property(spec, instant, (s, at) => {
        const calendar = compileCalendar(s);
        const opening = calendar.nextOpening(at);
        if (opening === undefined) return;
        expect(calendar.isOpen(opening)).toBe(true);
        expect(opening === at).toBe(calendar.isOpen(at));
        const closing = calendar.nextClosing(at);
        if (closing === undefined) return;
        expect([calendar.isOpen(closing - 1), calendar.isOpen(closing)]).toEqual([true, false]);
        expect(calendar.openMs(at, closing)).toBe(closing - opening);
      }),
    );
  });

  it('intersection and union are what they say at every instant', () => {
    fc.assert(
      fc.property(spec, spec, instant, (s, t, at) => {
        const [a, b] = [compileCalendar(s), compileCalendar(t)];
        expect(intersection([a, b]).isOpen(at)).toBe(a.isOpen(at) && b.isOpen(at));
        expect(union([a, b]).isOpen(at)).toBe(a.isOpen(at) || b.isOpen(at));
        const to = at + 40 * DAY;
        const overlap = intersection([a, b]).openMs(at, to);
        expect(union([a, b]).openMs(at, to)).toBe(a.openMs(at, to) + b.openMs(at, to) - overlap);
      }),
    );
  });
});

describe('against the wall clock, read minute by minute', () => {
  it('weekly hours away from the clock changes, holidays and breaks agree', () => {
    const daytime = fc
      .tuple(fc.integer({ min: 10, max: 46 }), fc.integer({ min: 1, max: 12 }))
      .map(([half, length]) => [half * 30, Math.min((half + length) * 30, 48 * 30)] as const);
    fc.assert(
      fc.property(zone, fc.array(daytime, { minLength: 1, maxLength: 3 }), date, instant, (tz, rows, holiday, from) => {
        const start = from - (from % (15 * MIN));
        const weekly = rows.flatMap(([open, close]) =>
          (['MON', 'WED', 'SUN'] as const).map((day) => ({ day, open: clock(open), close: clock(close) })),
        );
        const calendar = compileCalendar({ zone: tz, weekly, holidays: [holiday] });
        let minutes = 0;
        for (let at = start; at < start + 2 * DAY; at += 15 * MIN) {
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(tz);
          const minute = wall.hour * 60 + wall.minute;
          const open =
            [1, 3, 7].includes(wall.dayOfWeek) &&
            wall.toPlainDate().toString() !== holiday &&
            rows.some(([opens, closes]) => opens <= minute && minute < closes);
          expect(calendar.isOpen(at)).toBe(open);
          if (open) minutes += 15;
        }

        expect(calendar.openMs(start, start + 2 * DAY)).toBe(minutes * MIN);
      }),
      { numRuns: 40 },
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
    const offsets = new Set<number>();
    for (const tz of ['UTC', 'Pacific/Apia', 'America/Sao_Paulo', 'Asia/Tehran', 'Europe/Berlin']) {
      process.env['TZ'] = tz;
      offsets.add(new Date(2026, 0, 1).getTimezoneOffset());
      // Fresh modules, so that nothing is remembered from another zone.
      vi.resetModules();
      const fresh = await import('./index.js');
      seen.add(JSON.stringify(answers(fresh.compileCalendar)));
    }
    expect(offsets.size).toBeGreaterThan(3);
    expect(seen.size).toBe(1);
  });
});

function answers(compile: (s: CalendarSpec) => Calendar): unknown {
  const calendar = compile({
    zone: 'Europe/Berlin',
    weekly: WEEKDAYS.map((day) => ({ day, open: '22:00', close: '06:00' })),
    holidays: ['--12-25', '2026-10-01/2026-10-07'],
    overrides: [{ date: '2026-03-29', intervals: [{ open: '02:30', close: '12:00' }] }],
  });
  const from = Date.UTC(2026, 2, 28);
  return [calendar.openIntervals(from, from + 400 * DAY), calendar.addOpenMs(from, 1e10), calendar.nextOpening(from)];
}

function clock(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
