import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { expect, test } from 'vitest';
import { wallTimeAt } from '#kernel/calendar';
import { describeRule } from './describe-rule.js';
import { formatRule, parseRule, type RecurrenceRule } from './recurrence-rule.js';
import { Recurrence } from './recurrence.js';

const ruleOf = (text: string): RecurrenceRule => {
  const rule = parseRule(text);
  if (!rule.ok) throw new Error(JSON.stringify(rule.failures));
  return rule.value;
};
const recurrence = (text: string, startsOn: string, localTime: string, zone: string, endsOn: string | null = null) =>
  new Recurrence({ rule: ruleOf(text), startsOn, localTime, zone, endsOn });
const first = (count: number, r: Recurrence, after = '1999-01-01T00:00:00Z'): string[] => {
  const found: string[] = [];
  for (const at of r.after(Date.parse(after))) {
    found.push(new Date(at).toISOString().slice(0, 16));
    if (found.length >= count) break;
  }
  return found;
};
const codesOf = (text: string) => {
  const rule = parseRule(text);
  return rule.ok ? [] : rule.failures.map((f) => f.code);
};

test.each([
  ['Europe/London', '2026-03-28', ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30']],
  ['America/New_York', '2026-03-07', ['2026-03-07T06:30', '2026-03-08T06:30', '2026-03-09T05:30']],
])('in the spring gap of %s an occurrence counts by the offset before it', (zone, start, expected) => {
  expect(first(3, recurrence('FREQ=DAILY', start, '01:30', zone))).toEqual(expected);
});

test('what the gap leaves out is not lost, and does not count twice when another is at that time', () => {
  expect(first(3, recurrence('FREQ=DAILY;BYHOUR=1,2', '2026-03-29', '01:15', 'Europe/London'))).toEqual([
    '2026-03-29T01:15',
    '2026-03-30T00:15',
    '2026-03-30T01:15',
  ]);
  expect(first(2, recurrence('FREQ=DAILY', '2026-03-08', '02:30', 'America/New_York'))).toEqual([
    '2026-03-08T07:30',
    '2026-03-09T06:30',
  ]);
  expect(first(2, recurrence('FREQ=DAILY', '2026-10-04', '02:30', 'Australia/Sydney'))).toEqual([
    '2026-10-03T16:30',
    '2026-10-04T15:30',
  ]);
});

test('in the autumn fold the first of the two counts, once', () => {
  expect(first(3, recurrence('FREQ=DAILY', '2026-10-24', '01:30', 'Europe/London'))).toEqual([
    '2026-10-24T00:30',
    '2026-10-25T00:30',
    '2026-10-26T01:30',
  ]);
  expect(first(3, recurrence('FREQ=DAILY', '2026-04-04', '02:30', 'Australia/Sydney'))).toEqual([
    '2026-04-03T15:30',
    '2026-04-04T15:30',
    '2026-04-05T16:30',
  ]);
});

test('a day that a zone leaves out altogether is made up for by the next', () =>
  expect(first(3, recurrence('FREQ=DAILY;COUNT=4', '2011-12-29', '09:00', 'Pacific/Apia'))).toEqual([
    '2011-12-29T19:00',
    '2011-12-30T19:00',
    '2011-12-31T19:00',
  ]));

test('every month from the 31st means the last day of shorter months; the 31st by name is another matter', () => {
  const days = (text: string, startsOn: string, count = 4) =>
    first(count, recurrence(text, startsOn, '09:00', 'UTC')).map((d) => d.slice(0, 10));
  expect(days('FREQ=MONTHLY', '2028-01-31')).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
  expect(days('FREQ=MONTHLY;INTERVAL=3', '2026-11-30', 3)).toEqual(['2026-11-30', '2027-02-28', '2027-05-30']);
  expect(days('FREQ=YEARLY;BYMONTH=2,8', '2026-08-31', 3)).toEqual(['2026-08-31', '2027-02-28', '2027-08-31']);
  expect(days('FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-31')).toEqual([
    ...['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'],
  ]);
  expect(
    first(3, recurrence('FREQ=MONTHLY;BYMONTHDAY=-1', '2028-01-01', '09:00', 'UTC')).map((d) => d.slice(0, 10)),
  ).toEqual(['2028-01-31', '2028-02-29', '2028-03-31']);
});

test('29 February by name comes in leap years, and not in 2100; every year from it is 28 February in others', () => {
  const days = (text: string) => first(3, recurrence(text, '2092-02-29', '09:00', 'UTC')).map((d) => d.slice(0, 10));
  expect(days('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29')).toEqual(['2092-02-29', '2096-02-29', '2104-02-29']);
  expect(days('FREQ=YEARLY')).toEqual(['2092-02-29', '2093-02-28', '2094-02-28']);
  expect(describeRule(ruleOf('FREQ=YEARLY'), { date: '2092-02-29', time: '09:00' })).toEqual({
    en: 'every year on 29 February (28 February in other years) at 09:00',
    'zh-CN': '每年 2月29日（平年为2月28日） 09:00',
  });
});

test('rules that come up once in a generation are found, and those that never do are not looked for without end', () => {
  expect(first(2, recurrence('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', '2073-01-01', '09:00', 'UTC'))).toEqual([
    '2112-02-29T09:00',
    '2140-02-29T09:00',
  ]);
  expect(first(2, recurrence('FREQ=YEARLY;INTERVAL=100', '2001-01-01', '09:00', 'UTC'))).toEqual([
    '2001-01-01T09:00',
    '2101-01-01T09:00',
  ]);
  expect(first(1, recurrence('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01', '09:00', 'UTC'))).toEqual([]);
});

/** What rrule-temporal finds for a rule by days or weeks; it walks day by day, so for a few years only. */
const byLibrary = (text: string, startsOn: string, from: number, to: number): number[] =>
  new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${startsOn.replaceAll('-', '')}T093000\nRRULE:${text}` })
    .between(new Date(from), new Date(to - 1), true)
    .map((at) => at.epochMilliseconds);

test('rules by days and weeks give what a library of its own gives', () => {
  const some = (name: string, values: readonly string[], max = 3) =>
    fc
      .option(fc.subarray([...values], { minLength: 1, maxLength: max }), { nil: undefined })
      .map((chosen) => (chosen ? `;${name}=${chosen.join()}` : ''));
  const parts = fc.tuple(
    fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY'),
    fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=5'),
    some('BYMONTH', ['1', '2', '7', '12']),
    some('BYMONTHDAY', ['1', '13', '29', '31', '-1', '-31']),
    some('BYDAY', ['MO', 'WE', 'SA', 'SU']),
    some('BYHOUR', ['0', '9', '23']),
    some('BYMINUTE', ['0', '30', '59'], 2),
    some('BYSETPOS', ['1', '2', '-1', '-3'], 2),
    fc.constantFrom('', ';WKST=SU', ';WKST=WE'),
    fc.constantFrom('', ';COUNT=1', ';COUNT=7', ';UNTIL=20281231T093000Z', ';UNTIL=20270601'),
  );
  let compared = 0;
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 800 }), (chosen, offset) => {
      const text = chosen.filter((part) => !(chosen[0] === 'FREQ=WEEKLY' && part.startsWith(';BYMONTHDAY'))).join('');
      if (!parseRule(text).ok) return;
      const startsOn = new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
      const from = Date.parse('2026-06-01T00:00:00Z');
      const to = Date.parse('2029-06-01T00:00:00Z');
      // A last day lasts until it ends; the library takes its midnight.
      const written = text.replace('UNTIL=20270601', 'UNTIL=20270601T235959Z');
      expect(recurrence(text, startsOn, '09:30', 'UTC').between(from, to), text).toEqual(
        byLibrary(written, startsOn, from, to),
      );
      compared++;
    }),
    { numRuns: 100, seed: 14 },
  );
  expect(compared).toBeGreaterThan(40);
});

const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * An independent reading of a rule by months or years: every date of some years is asked whether the rule means it, with
 * nothing but the calendar of JavaScript and counting by one.
 */
function byReading(text: string, startsOn: string, from: number, to: number): number[] {
  const parts = new Map(text.split(';').map((part) => part.split('=') as [string, string]));
  const list = (name: string): number[] => (parts.get(name) ?? '').split(',').filter(Boolean).map(Number);
  const yearly = parts.get('FREQ') === 'YEARLY';
  const start = new Date(`${startsOn}T09:30:00Z`);
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const period = (d: Date): number => (yearly ? d.getUTCFullYear() : d.getUTCFullYear() * 12 + d.getUTCMonth());
  const dates: Date[] = [];
  for (let t = Date.UTC(start.getUTCFullYear(), 0, 1); t < to + 400 * DAY; t += DAY) dates.push(new Date(t));
  const key = (d: Date): string => `${d.getUTCFullYear()}-${yearly ? '' : d.getUTCMonth()}`;
  /** Position of a date among those of which something is true, from the front and from the back. */
  const place = (d: Date, among: readonly Date[]): number[] => {
    const no = among.findIndex((other) => +other === +d);
    return [no + 1, no - among.length];
  };
  const counts = (name: string, d: Date, among: readonly Date[]): boolean =>
    list(name).length === 0 || place(d, among).some((no) => list(name).includes(no));
  const groups = new Map<string, Date[]>();
  const together = (d: Date, keyOf: (d: Date) => string): Date[] => {
    if (groups.size === 0)
      for (const o of dates)
        for (const key of [monthOf, yearOf, (x: Date) => weekdayIn(monthOf, x), (x: Date) => weekdayIn(yearOf, x)])
          groups.set(key(o), [...(groups.get(key(o)) ?? []), o]);
    return groups.get(keyOf(d)) ?? [];
  };
  const monthOf = (d: Date): string => d.toISOString().slice(0, 7);
  const yearOf = (d: Date): string => d.toISOString().slice(0, 4);
  const weekdayIn = (of: (d: Date) => string, d: Date): string => `${of(d)} ${d.getUTCDay()}`;
  const sameMonth = (d: Date): Date[] => together(d, monthOf);
  const sameYear = (d: Date): Date[] => together(d, yearOf);
  const named = ['BYMONTHDAY', 'BYYEARDAY', 'BYDAY'].some((name) => parts.has(name));
  const means = (d: Date): boolean => {
    if (list('BYMONTH').length > 0 && !list('BYMONTH').includes(d.getUTCMonth() + 1)) return false;
    if (!named) {
      if (yearly && list('BYMONTH').length === 0 && d.getUTCMonth() !== start.getUTCMonth()) return false;
      const last = sameMonth(d).length;
      return d.getUTCDate() === Math.min(start.getUTCDate(), last);
    }
    if (!counts('BYMONTHDAY', d, sameMonth(d)) || !counts('BYYEARDAY', d, sameYear(d))) return false;
    const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean);
    return (
      days.length === 0 ||
      days.some((day) => {
        if (WEEKDAYS[d.getUTCDay()] !== day.slice(-2)) return false;
        const nth = day.slice(0, -2);
        const around = yearly && !parts.has('BYMONTH') ? yearOf : monthOf;
        return (
          nth === '' ||
          place(
            d,
            together(d, (o) => weekdayIn(around, o)),
          ).includes(Number(nth))
        );
      })
    );
  };
  const byPeriod = new Map<string, number[]>();
  for (const d of dates)
    if ((period(d) - period(start)) % interval === 0 && means(d))
      byPeriod.set(key(d), [...(byPeriod.get(key(d)) ?? []), +d + 9.5 * 3_600_000]);
  const chosen = [...byPeriod.values()].flatMap((all) =>
    list('BYSETPOS').length === 0
      ? all
      : all.filter((_, i) => [i + 1, i - all.length].some((no) => list('BYSETPOS').includes(no))),
  );
  return chosen
    .filter((at) => at >= +start)
    .slice(0, Number(parts.get('COUNT') ?? Infinity))
    .filter((at) => at >= from && at < to);
}

test('rules by months and years mean the days that all their parts let through, in every mixture', () => {
  const some = (name: string, values: readonly string[], max = 2) =>
    fc
      .option(fc.subarray([...values], { minLength: 1, maxLength: max }), { nil: undefined, freq: 2 })
      .map((chosen) => (chosen ? `;${name}=${chosen.join()}` : ''));
  const parts = fc.tuple(
    fc.constantFrom('FREQ=MONTHLY', 'FREQ=YEARLY'),
    fc.constantFrom('', ';INTERVAL=2', ';INTERVAL=5'),
    some('BYMONTH', ['1', '2', '7', '12'], 3),
    some('BYYEARDAY', ['1', '60', '100', '366', '-1', '-31'], 3),
    some('BYMONTHDAY', ['1', '10', '13', '29', '31', '-1', '-31'], 3),
    some('BYDAY', ['MO', 'FR', 'SU', '2TU', '-1FR', '1SA', '53TH', '-20WE'], 3),
    some('BYSETPOS', ['1', '2', '-1', '-3']),
    fc.constantFrom('', '', ';COUNT=1', ';COUNT=7'),
  );
  let [compared, mixed] = [0, 0];
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 800 }), (chosen, offset) => {
      const text = chosen.filter((part) => !(chosen[0] === 'FREQ=MONTHLY' && part.startsWith(';BYYEARDAY'))).join('');
      if (!parseRule(text).ok) return;
      const startsOn = new Date(Date.UTC(2026, 0, 1) + offset * DAY).toISOString().slice(0, 10);
      const [from, to] = [Date.parse('2026-06-01T00:00:00Z'), Date.parse('2030-06-01T00:00:00Z')];
      const expected = byReading(text, startsOn, from, to);
      expect(recurrence(text, startsOn, '09:30', 'UTC').between(from, to), `${text} from ${startsOn}`).toEqual(
        expected,
      );
      compared++;
      if (/BYMONTHDAY.*BYDAY|BYYEARDAY.*BY(MONTHDAY|DAY)/.test(text) && expected.length > 0) mixed++;
    }),
    { numRuns: 150, seed: 15 },
  );
  expect(compared).toBeGreaterThan(80);
  expect(mixed).toBeGreaterThan(5);
});

test('rules by months and years without mixtures give what the library gives', () => {
  for (const text of [
    ...['FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2,-1'],
    ...['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 'FREQ=YEARLY;BYDAY=20MO', 'FREQ=YEARLY;BYYEARDAY=100,-1'],
    ...['FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU', 'FREQ=YEARLY;BYWEEKNO=20', 'FREQ=YEARLY;BYWEEKNO=-1;BYDAY=FR;WKST=SU'],
    ...['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', 'FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;INTERVAL=4'],
    'FREQ=MONTHLY;INTERVAL=5;COUNT=9',
  ]) {
    const [from, to] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2042-01-01T00:00:00Z')];
    expect(recurrence(text, '2026-01-15', '09:30', 'UTC').between(from, to), text).toEqual(
      byLibrary(text, '2026-01-15', from, to),
    );
  }
});

test('the tenth of the year that is a second Tuesday is both', () =>
  expect(first(3, recurrence('FREQ=YEARLY;BYMONTHDAY=10;BYDAY=2TU', '2026-01-01', '09:00', 'UTC'))).toEqual(
    byReading('FREQ=YEARLY;BYMONTHDAY=10;BYDAY=2TU', '2026-01-01', 0, Date.UTC(2060, 0, 1))
      .slice(0, 3)
      .map((at) => new Date(at - 1_800_000).toISOString().slice(0, 16)),
  ));

test('rules by days that come up once in a generation are found, as often as they come', () => {
  const leapMondays = recurrence('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', '2000-01-01', '09:00', 'UTC');
  expect(first(100, leapMondays).map((at) => at.slice(0, 10))).toEqual(
    ['2016', '2044', '2072', '2112', '2140', '2168', '2196'].map((year) => `${year}-02-29`),
  );
  const counted = recurrence('FREQ=DAILY;BYDAY=MO;BYMONTH=1;COUNT=900', '2000-01-01', '09:00', 'UTC');
  expect(first(900, counted)).toHaveLength(
    recurrence('FREQ=DAILY;BYDAY=MO;BYMONTH=1', '2000-01-01', '09:00', 'UTC').between(0, 8e12).length,
  );
  expect(first(1, recurrence('FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31;COUNT=3', '2000-01-01', '09:00', 'UTC'))).toEqual([]);
});

test('a rule ends by count, by day, by instant, or with the last day given beside it', () => {
  const days = (rule: string, endsOn: string | null = null) =>
    first(10, recurrence(rule, '2026-01-01', '09:00', 'Asia/Shanghai', endsOn)).length;
  expect(days('FREQ=DAILY;COUNT=3')).toBe(3);
  expect(days('FREQ=DAILY;UNTIL=20260103')).toBe(3);
  expect(days('FREQ=DAILY;UNTIL=20260103T010000Z')).toBe(3);
  expect(days('FREQ=DAILY;UNTIL=20260103T005959Z')).toBe(2);
  expect(days('FREQ=DAILY', '2026-01-03')).toBe(3);
  expect(days('FREQ=DAILY;COUNT=2', '2026-01-03')).toBe(2);
});

test.each([
  ['', ['RULE_MALFORMED']],
  ['every day', ['RULE_MALFORMED']],
  ['INTERVAL=2', ['RULE_FREQUENCY']],
  ['FREQ=HOURLY', ['RULE_FREQUENCY']],
  ['FREQ=DAILY;FREQ=WEEKLY', ['DUPLICATE_ITEM']],
  ['FREQ=DAILY;BYSECOND=3', ['RULE_PART_UNKNOWN']],
  ['FREQ=MONTHLY;RSCALE=CHINESE', ['RULE_PART_UNKNOWN']],
  ['FREQ=DAILY;INTERVAL=0', ['RULE_VALUE']],
  ['FREQ=DAILY;COUNT=100000', ['RULE_VALUE']],
  ['FREQ=DAILY;BYHOUR=24', ['RULE_VALUE']],
  ['FREQ=MONTHLY;BYMONTHDAY=0', ['RULE_VALUE']],
  ['FREQ=MONTHLY;BYMONTHDAY=-32', ['RULE_VALUE']],
  ['FREQ=WEEKLY;BYDAY=XX', ['RULE_VALUE']],
  ['FREQ=MONTHLY;BYDAY=+MO', ['RULE_VALUE']],
  ['FREQ=MONTHLY;BYDAY=0MO', ['RULE_VALUE']],
  ['FREQ=DAILY;WKST=XX', ['RULE_VALUE']],
  ['FREQ=DAILY;UNTIL=20260230', ['RULE_VALUE']],
  ['FREQ=DAILY;UNTIL=20260203T090000', ['RULE_VALUE']],
  ['FREQ=DAILY;COUNT=2;UNTIL=20260203', ['AT_MOST_ONE_OF']],
  ['FREQ=WEEKLY;BYMONTHDAY=3', ['RULE_PART_MISPLACED']],
  ['FREQ=MONTHLY;BYWEEKNO=3', ['RULE_PART_MISPLACED']],
  ['FREQ=MONTHLY;BYYEARDAY=3', ['RULE_PART_MISPLACED']],
  ['FREQ=WEEKLY;BYDAY=1MO', ['RULE_PART_MISPLACED']],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', ['RULE_PART_MISPLACED']],
  ['FREQ=MONTHLY;BYSETPOS=1', ['RULE_SETPOS_ALONE']],
  ['FREQ=DAILY;BYDAY=TU;BYSETPOS=2;COUNT=1', ['RULE_SETPOS_TOO_HIGH']],
  ['FREQ=WEEKLY;INTERVAL=4;BYDAY=TH;BYSETPOS=2;COUNT=5', ['RULE_SETPOS_TOO_HIGH']],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,6,12,18;BYSETPOS=366,-366', ['RULE_SETPOS_TOO_HIGH']],
  ['FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2', ['RULE_SETPOS_TOO_HIGH']],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYSETPOS=2', ['RULE_SETPOS_TOO_HIGH']],
  ['FREQ=YEARLY;BYDAY=MO,TU,WE;BYHOUR=0,4,8,12,16,20,23;BYSETPOS=1', ['RULE_SETPOS_TOO_MANY']],
  ['FREQ=DAILY;BYHOUR=9,17;BYSETPOS=-2', []],
  ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3,-1', []],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5', []],
  ['FREQ=YEARLY;BYDAY=MO;BYSETPOS=53', []],
  ['FREQ=YEARLY;BYWEEKNO=20;BYSETPOS=7', []],
  ['FREQ=WEEKLY;INTERVAL=0;BYDAY=XX;COUNT=1;UNTIL=20260101', ['RULE_VALUE', 'RULE_VALUE', 'AT_MOST_ONE_OF']],
])('%j is refused: %j', (text, codes) => expect(codesOf(text)).toEqual(codes));

test('a rule is kept in one form, whatever it was written in', () =>
  expect(formatRule(ruleOf('rrule:byday=th,mo;wkst=MO;freq=weekly;interval=1;byhour=17,9,9;'))).toBe(
    'FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9,17',
  ));

test.each([
  ['FREQ=DAILY', 'every day at 09:00', '每天 09:00'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every week on Monday to Friday at 09:00', '每周 周一至周五 09:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'every 2 weeks on Tuesday and Thursday at 09:00', '每 2 周 周二、周四 09:00'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day of the month at 09:00', '每月 最后一天 09:00'],
  [
    'FREQ=MONTHLY;BYMONTHDAY=2,-3',
    'every month on the 2nd day of the month and the 3rd last day of the month at 09:00',
    '每月 2日、倒数第 3 天 09:00',
  ],
  [
    'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=9,17;COUNT=12',
    'every month on the last Friday at 09:00 and 17:00 12 times',
    '每月 最后一个周五 09:00、17:00 共 12 次',
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2',
    'every month on Monday and Tuesday (of these only the 2nd in each month) at 09:00',
    '每月 周一、周二 （每月只取其中第 2 个） 09:00',
  ],
  [
    'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1;BYDAY=MO;UNTIL=20301231',
    'every year in January and July on the 1st day of the month that falls on Monday at 09:00 until 2030-12-31',
    '每年 1、7月 1日 且为周一 09:00 至 2030-12-31',
  ],
  [
    'FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO',
    'every year in week 1 and the last week on Monday at 09:00',
    '每年 第 1 周、最后一周 周一 09:00',
  ],
  [
    'FREQ=YEARLY;BYYEARDAY=100;UNTIL=20301231T170000Z',
    'every year on the 100th day of the year at 09:00 until 2030-12-31 17:00 UTC',
    '每年 全年第 100 天 09:00 至 2030-12-31 17:00 UTC',
  ],
  [
    'FREQ=MONTHLY',
    'every month on the 31st day of the month (the last day of shorter months) at 09:00',
    '每月 31日（较短的月份为最后一天） 09:00',
  ],
  [
    'FREQ=YEARLY;BYMONTH=2,8',
    'every year in February and August on the 31st day of the month (the last day of shorter months) at 09:00',
    '每年 2、8月 31日（较短的月份为最后一天） 09:00',
  ],
  ['FREQ=YEARLY', 'every year on 31 March at 09:00', '每年 3月31日 09:00'],
])('%s in words', (rule, en, zh) =>
  expect(describeRule(ruleOf(rule), { date: '2026-03-31', time: '09:00' })).toEqual({ en, 'zh-CN': zh }),
);

const ZONES = [
  'Europe/London',
  'Australia/Sydney',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'UTC',
];
const day = fc
  .integer({ min: 0, max: 40 * 365 })
  .map((n) => new Date(Date.UTC(2000, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
const two = (n: number) => String(n).padStart(2, '0');
const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${two(h)}:${two(m)}`);
const rule = fc.constantFrom(
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY;BYDAY=MO,WE,SU',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=MONTHLY',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=DAILY;BYHOUR=0,1,2,3,23',
);
const schedule = fc.record({ rule, startsOn: day, localTime: time, zone: fc.constantFrom(...ZONES) });
const made = (s: { rule: string; startsOn: string; localTime: string; zone: string }) =>
  recurrence(s.rule, s.startsOn, s.localTime, s.zone);

test('occurrences ascend, none before the start, and each shows its time of day unless clocks leave it out', () =>
  fc.assert(
    fc.property(schedule, (s) => {
      const from = Date.parse(`${s.startsOn}T00:00:00Z`) - 2 * 86_400_000;
      const found = made(s).between(from, from + 800 * 86_400_000);
      for (const [i, at] of found.entries()) {
        if (i > 0) expect(at).toBeGreaterThan(found[i - 1]!);
        const wall = wallTimeAt(s.zone, at);
        expect(wall.date >= s.startsOn).toBe(true);
        if (s.rule.includes('BYHOUR') || wall.time === s.localTime) continue;
        // Only in a gap: the same time a day earlier or later is there.
        const before = wallTimeAt(s.zone, at - 86_400_000).time;
        expect([before, wallTimeAt(s.zone, at + 86_400_000).time]).not.toEqual([wall.time, wall.time]);
      }
    }),
    { numRuns: 120, seed: 11 },
  ));

test('looked at in one piece, in any two pieces or one after the other, it is the same', () =>
  fc.assert(
    fc.property(schedule, fc.integer({ min: 1, max: 700 * 86_400 }), (s, cut) => {
      const from = Date.parse(`${s.startsOn}T00:00:00Z`) - 86_400_000;
      const to = from + 701 * 86_400_000;
      const middle = from + cut * 1000;
      const r = made(s);
      const whole = r.between(from, to);
      expect([...r.between(from, middle), ...r.between(middle, to)]).toEqual(whole);
      const one: number[] = [];
      for (const at of r.after(from - 1)) {
        if (at >= to) break;
        one.push(at);
      }
      expect(one).toEqual(whole);
    }),
    { numRuns: 80, seed: 12 },
  ));

test('every date of the month has its own month ends and leap days', () =>
  fc.assert(
    fc.property(fc.integer({ min: 29, max: 31 }), fc.integer({ min: 2000, max: 2120 }), (monthDay, year) => {
      const r = recurrence(`FREQ=MONTHLY;BYMONTHDAY=${monthDay}`, `${year}-01-01`, '12:00', 'UTC', `${year}-12-31`);
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      expect(first(20, r)).toHaveLength(monthDay === 31 ? 7 : monthDay === 30 ? 11 : leap ? 12 : 11);
    }),
    { numRuns: 100, seed: 13 },
  ));

test('reading what was written gives the same rule', () =>
  fc.assert(
    fc.property(rule, (text) => {
      const written = formatRule(ruleOf(text));
      expect(formatRule(ruleOf(written))).toBe(written);
    }),
  ));
