import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInMonth } from '#kernel';
import { addDays, wallTimeAt } from '#kernel/calendar';
import { datesOf, dateAfterDone, occurrencesOf, readRule } from './plan-dates.js';

const take = <T>(items: Iterable<T>, n: number): T[] => {
  const out: T[] = [];
  for (const item of items) {
    out.push(item);
    if (out.length === n) break;
  }
  return out;
};
const dates = (rule: string, startsOn: string, n = 4, from = startsOn, endsOn: string | null = null): string[] =>
  take(datesOf({ rule, startsOn, endsOn }, from), n);

describe('on which dates a plan falls due', () => {
  it('every three months from the last day of November: on the last of February too, and in May on the 30th', () => {
    expect(dates('FREQ=MONTHLY;INTERVAL=3', '2025-11-30')).toEqual([
      '2025-11-30',
      '2026-02-28',
      '2026-05-30',
      '2026-08-30',
    ]);
  });

  it('yearly from 29 February: on the 28th in years without', () => {
    expect(dates('FREQ=YEARLY', '2024-02-29', 5)).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('a rule that names the 31st leaves out months without one, as RFC 5545 says', () => {
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-31', 3)).toEqual(['2026-01-31', '2026-03-31', '2026-05-31']);
  });

  it('the first Monday of every third month, and the last day of each month', () => {
    expect(dates('FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO', '2026-01-01')).toEqual([
      '2026-01-05',
      '2026-04-06',
      '2026-07-06',
      '2026-10-05',
    ]);
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=-1', '2024-01-15')).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ]);
  });

  it('ends with the rule or with the plan, whichever comes first', () => {
    expect(dates('FREQ=DAILY;COUNT=2', '2026-03-01', 9)).toHaveLength(2);
    expect(dates('FREQ=DAILY;UNTIL=20260303', '2026-03-01', 9)).toEqual(['2026-03-01', '2026-03-02', '2026-03-03']);
    expect(dates('FREQ=DAILY', '2026-03-01', 9, '2026-03-01', '2026-03-02')).toHaveLength(2);
  });

  it('a rule for a date that never comes has no occurrence', () => {
    expect(dates('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01')).toEqual([]);
  });

  it('counts from when it was done: three months after 30 November is 28 February', () => {
    expect(dateAfterDone('FREQ=MONTHLY;INTERVAL=3', '2025-11-30')).toBe('2026-02-28');
    expect(dateAfterDone('FREQ=WEEKLY;INTERVAL=2', '2026-12-24')).toBe('2027-01-07');
  });

  it('beginning later gives the same dates from there on', () => {
    const rule = fc.constantFrom(
      ...['FREQ=DAILY;INTERVAL=5', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'FREQ=MONTHLY;INTERVAL=3', 'FREQ=YEARLY'],
      ...['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'],
    );
    const day = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2020-01-01', n));
    fc.assert(
      fc.property(rule, day, fc.integer({ min: 0, max: 3_000 }), (text, startsOn, days) => {
        const from = addDays(startsOn, days);
        const all = take(datesOf({ rule: text, startsOn, endsOn: null }, startsOn), 700);
        const later = dates(text, startsOn, 3, from);
        expect(all.filter((d) => d >= from).slice(0, 3)).toEqual(later.slice(0, all.filter((d) => d >= from).length));
        expect(later).toEqual([...later].sort());
        expect(new Set(later).size).toBe(later.length);
      }),
      { numRuns: 60 },
    );
  });

  it('every n months never leaves a month out and never passes its end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 24 }), (offset, months) => {
        const startsOn = addDays('2020-01-01', offset);
        dates(`FREQ=MONTHLY;INTERVAL=${months}`, startsOn, 12).forEach((date, i) => {
          const index = Number(startsOn.slice(0, 4)) * 12 + Number(startsOn.slice(5, 7)) - 1 + i * months;
          const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
          const day = Math.min(Number(startsOn.slice(8)), daysInMonth(year, month));
          expect(date).toBe(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the time of day on the wall of the site through every change of its clocks, in both hemispheres', () => {
    const zone = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Hong_Kong',
      'America/Santiago',
    );
    fc.assert(
      fc.property(zone, fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 2_000 }), (zone, hour, offset) => {
        const startsOn = addDays('2021-01-01', offset);
        const localTime = `${String(hour).padStart(2, '0')}:30`;
        for (const { date, due } of take(
          occurrencesOf({ rule: 'FREQ=DAILY;INTERVAL=3', startsOn, localTime, zone, endsOn: null }, startsOn),
          120,
        ))
          expect(wallTimeAt(zone, due)).toEqual({ date, time: localTime });
      }),
      { numRuns: 40 },
    );
  });

  it('an hour that the clocks leave out does not leave the occurrence out', () => {
    const recurrence = {
      rule: 'FREQ=DAILY',
      startsOn: '2026-03-28',
      localTime: '01:30',
      zone: 'Europe/London',
      endsOn: null,
    };
    expect(take(occurrencesOf(recurrence, '2026-03-28'), 3).map((o) => new Date(o.due).toISOString())).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });
});

describe('reading a rule', () => {
  const code = (rule: string, floating = false): string => {
    const read = readRule(rule, floating);
    return read.ok ? read.value : (read.failures[0]?.code ?? '');
  };

  it('takes it with or without its name, in any case', () => {
    expect(code('RRULE:freq=monthly;interval=3')).toBe('FREQ=MONTHLY;INTERVAL=3');
  });

  it.each([
    ['', 'RULE_MALFORMED'],
    ['FREQ=SOMETIMES', 'RULE_FREQUENCY'],
    ['INTERVAL=3', 'RULE_FREQUENCY'],
    ['FREQ=DAILY;FREQ=DAILY', 'DUPLICATE_ITEM'],
    ['FREQ=DAILY;INTERVAL=0', 'RULE_VALUE'],
    ['FREQ=MONTHLY;BYMONTHDAY=45', 'RULE_VALUE'],
    ['FREQ=MONTHLY;BYDAY=1XX', 'RULE_VALUE'],
    ['FREQ=DAILY;FOO=1', 'RULE_PART_UNKNOWN'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'AT_MOST_ONE_OF'],
    ['FREQ=DAILY\nEXDATE:20260101', 'RULE_FREQUENCY'],
    ['FREQ=DAILY;UNTIL=20270101T000000Z', 'PLAN_RULE_NOT_DAILY'],
    ['FREQ=HOURLY', 'PLAN_RULE_NOT_DAILY'],
    ['FREQ=DAILY;BYHOUR=3', 'PLAN_RULE_NOT_DAILY'],
  ])('%j is refused as %s', (rule, expected) => expect(code(rule)).toBe(expected));

  it('a floating one says only how often', () => {
    expect(code('FREQ=MONTHLY;BYDAY=1MO', true)).toBe('PLAN_RULE_TOO_DETAILED');
    expect(code('FREQ=MONTHLY;INTERVAL=3', true)).toBe('FREQ=MONTHLY;INTERVAL=3');
  });
});
