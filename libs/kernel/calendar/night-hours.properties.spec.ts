import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS, compileCalendar, type CalendarSpec, type DateHoursSpec, type HoursSpec } from './index.js';

const MINUTE = 60_000;

/** Days around clock changes of these zones, Santiago and Beirut at midnight. */
const place = fc.constantFrom(
  ['UTC', '2026-03-05'],
  ['Europe/Berlin', '2026-03-27'],
  ['Europe/Berlin', '2026-10-23'],
  ['America/New_York', '2026-03-06'],
  ['America/New_York', '2026-10-30'],
  ['America/Santiago', '2026-09-04'],
  ['Asia/Beirut', '2026-03-27'],
  ['Australia/Lord_Howe', '2026-04-03'],
) as fc.Arbitrary<[string, string]>;
/** Mostly nights: from the evening on to the morning, also such as end at midnight or open after it. */
const time = fc.constantFrom('00:00', '00:30', '01:00', '02:00', '02:30', '03:00', '06:00', '20:00', '22:00', '23:30');
const hours: fc.Arbitrary<HoursSpec> = fc
  .tuple(time, fc.oneof(time, fc.constant('24:00')))
  .filter(([open, close]) => open !== close)
  .map(([open, close]) => ({ open, close }));
const offset = fc.integer({ min: -1, max: 5 });
const rows = fc.array(fc.tuple(offset, fc.array(hours, { maxLength: 2 })), { maxLength: 4 });

interface World {
  readonly spec: CalendarSpec;
  readonly first: string;
}

const world: fc.Arbitrary<World> = fc
  .record({
    place,
    weekly: fc.array(fc.tuple(fc.constantFrom(...WEEKDAYS), hours), { minLength: 2, maxLength: 9 }),
    holidays: fc.array(offset, { maxLength: 3 }),
    overrides: rows,
    breaks: rows,
    closures: fc.array(fc.tuple(fc.integer({ min: 0, max: 96 }), fc.integer({ min: 1, max: 10 })), { maxLength: 2 }),
  })
  .map(({ place: [zone, first], weekly, holidays, overrides, breaks, closures }) => {
    const on = (days: number): string => Temporal.PlainDate.from(first).add({ days }).toString();
    const dated = (list: readonly [number, HoursSpec[]][]): DateHoursSpec[] =>
      list.map(([days, intervals]) => ({ date: on(days), intervals }));
    const begin = Date.parse(`${first}T00:00Z`);
    return {
      first,
      spec: {
        zone,
        weekly: weekly.map(([day, row]) => ({ day, ...row })),
        holidays: holidays.map(on),
        overrides: dated(overrides),
        breaks: dated(breaks),
        closures: closures.map(([from, length]) => ({
          from: begin + from * 60 * MINUTE,
          to: begin + (from + length) * 60 * MINUTE,
        })),
      },
    };
  });

/**
 * The rule, read date by date with nothing of the product in it: hours belong to the date on which they open; on the
 * next date they go on, unless that is a holiday without hours of its own; breaks and closures take away.
 */
function naive({ zone, weekly, holidays, overrides, breaks, closures }: CalendarSpec, first: string) {
  const instant = (date: Temporal.PlainDate, text: string): number => {
    const [day, clock] = text === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, text];
    return day.toPlainDateTime(Temporal.PlainTime.from(clock)).toZonedDateTime(zone, { disambiguation: 'compatible' })
      .epochMilliseconds;
  };
  const of = (list: readonly DateHoursSpec[], date: Temporal.PlainDate): DateHoursSpec[] =>
    list.filter((row) => row.date === date.toString());
  const isClosed = (date: Temporal.PlainDate): boolean =>
    (holidays ?? []).includes(date.toString()) && of(overrides ?? [], date).length === 0;
  const span = (date: Temporal.PlainDate, { open, close }: HoursSpec, last?: number): [number, number] => {
    const next = close < open;
    const end = instant(next ? date.add({ days: 1 }) : date, close);
    return [instant(date, open), next && last !== undefined ? Math.min(end, last) : end];
  };
  const open: [number, number][] = [];
  const shut: [number, number][] = (closures ?? []).map(({ from, to }) => [from, to]);
  for (let days = -4; days <= 9; days++) {
    const date = Temporal.PlainDate.from(first).add({ days });
    const own = of(overrides ?? [], date);
    const intervals =
      own.length > 0
        ? own.flatMap((row) => row.intervals)
        : isClosed(date)
          ? []
          : (weekly ?? []).filter((row) => row.day === WEEKDAYS[date.dayOfWeek - 1]);
    const tomorrow = date.add({ days: 1 });
    for (const row of intervals)
      open.push(span(date, row, isClosed(tomorrow) ? instant(tomorrow, '00:00') : undefined));
    for (const row of of(breaks ?? [], date).flatMap((b) => b.intervals)) shut.push(span(date, row));
  }
  const within = (list: [number, number][], at: number): boolean => list.some(([from, to]) => from <= at && at < to);
  return (at: number): boolean => within(open, at) && !within(shut, at);
}

describe('night hours, read minute by minute', () => {
  it('agree with overrides, holidays, breaks, closures and clock changes', () => {
    let nights = 0;
    fc.assert(
      fc.property(world, ({ spec, first }) => {
        const calendar = compileCalendar(spec);
        const isOpen = naive(spec, first);
        const from = Date.parse(`${first}T00:00Z`) - 1440 * MINUTE;
        const to = from + 6 * 1440 * MINUTE;
        let counted = 0;
        for (let at = from; at < to; at += MINUTE) {
          const expected = isOpen(at);
          if (calendar.isOpen(at) !== expected)
            throw new Error(
              `${new Date(at).toISOString()} is ${expected ? 'open' : 'closed'}: ${JSON.stringify(spec)}`,
            );
          counted += Number(expected);
        }
        expect(calendar.openMs(from, to)).toBe(counted * MINUTE);
        nights += Number(compileCalendar(spec, { edition: 1 }).openMs(from, to) !== counted * MINUTE);
      }),
      { numRuns: 150 },
    );
    // The rule that changed is really among what was tried.
    expect(nights).toBeGreaterThan(10);
  });
});
