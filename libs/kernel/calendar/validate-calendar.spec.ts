import { describe, expect, it } from 'vitest';
import { compileCalendar, validateCalendar, type CalendarSpec } from './index.js';

const day = (open: string, close: string): CalendarSpec => ({ zone: 'UTC', weekly: [{ day: 'MON', open, close }] });

describe('a calendar is refused', () => {
  it.each<[string, CalendarSpec, string[]]>([
    ['zone that does not exist', { zone: 'Europe/Atlantis' }, ['ZONE_UNKNOWN zone']],
    ['zone that is a bare offset', { zone: '+02:00' }, ['ZONE_UNKNOWN zone']],
    ['zone that is empty', { zone: '' }, ['ZONE_UNKNOWN zone']],
    [
      'weekday',
      { zone: 'UTC', weekly: [{ day: 'XXX' as 'MON', open: '09:00', close: '17:00' }] },
      ['WEEKDAY_UNKNOWN weekly.0.day'],
    ],
    ['time past midnight', day('09:00', '24:01'), ['TIME_INVALID weekly.0.close']],
    ['times that are none', day('9:00', '17:60'), ['TIME_INVALID weekly.0.open', 'TIME_INVALID weekly.0.close']],
    ['opening when the day is over', day('24:00', '06:00'), ['TIME_INVALID weekly.0.open']],
    ['close equal to open', day('09:00', '09:00:00'), ['HOURS_EMPTY weekly.0.close']],
    ['a whole day written as midnight to midnight', day('00:00', '00:00'), ['HOURS_EMPTY weekly.0.close']],
    [
      'dates that do not exist',
      { zone: 'UTC', holidays: ['2026-02-30', '--02-30', '2026-1-1', '2026-01-01/2026-02-29', 'Christmas', ''] },
      [0, 1, 2, 3, 4, 5].map((i) => `DATE_INVALID holidays.${i}`),
    ],
    [
      'range that ends before it begins',
      { zone: 'UTC', holidays: ['2026-10-07/2026-10-01'] },
      ['END_BEFORE_START holidays.0'],
    ],
    [
      'override',
      { zone: 'UTC', overrides: [{ date: '2026-13-01', intervals: [{ open: '10:00', close: 'noon' }] }] },
      ['DATE_INVALID overrides.0.date', 'TIME_INVALID overrides.0.intervals.0.close'],
    ],
    ['break', { zone: 'UTC', breaks: [{ date: '2026-02-29', intervals: [] }] }, ['DATE_INVALID breaks.0.date']],
    [
      'closure that ends when it begins',
      { zone: 'UTC', closures: [{ from: 5, to: 5 }] },
      ['END_NOT_AFTER_START closures.0.to'],
    ],
    [
      'closure at no instant',
      { zone: 'UTC', closures: [{ from: Number.NaN, to: 5 }] },
      ['INSTANT_OUT_OF_RANGE closures.0.from'],
    ],
    ['too many rows', { zone: 'UTC', holidays: Array<string>(2001).fill('--12-25') }, ['TOO_MANY_ROWS holidays']],
  ])('for its %s', (_name, spec, problems) => {
    expect(validateCalendar(spec).map(({ code, path }) => `${code} ${path}`)).toEqual(problems);
    expect(() => compileCalendar(spec)).toThrow(RangeError);
  });
});

describe('parts that count for nothing beside hours around the clock', () => {
  const intervals = [{ open: '09:00', close: '10:00' }];
  it.each<[Partial<CalendarSpec>, string[]]>([
    [{ overrides: [{ date: '2026-03-07', intervals }] }, ['PART_IGNORED overrides']],
    [{ overrides: [{ date: '2026-03-07', intervals: [] }] }, ['PART_IGNORED overrides']],
    [{ breaks: [{ date: '2026-03-07', intervals }] }, ['PART_IGNORED breaks']],
    [{ overrides: [], breaks: [] }, []],
    [{ overrides: null, breaks: null }, []],
    [{ holidays: ['2026-03-07'], closures: [{ from: 5, to: 6 }] }, []],
  ])('%j', (part, problems) => {
    const spec: CalendarSpec = { zone: 'UTC', always: true, ...part };
    expect(validateCalendar(spec).map(({ code, path }) => `${code} ${path}`)).toEqual(problems);
    expect(validateCalendar({ ...spec, always: false })).toEqual([]);
    // What was stored before they were refused is still read, without them.
    expect(compileCalendar(spec).isOpen(Date.parse('2026-03-07T09:30Z'))).toBe(!part.holidays);
  });
});

describe('a calendar is accepted', () => {
  it.each<[string, CalendarSpec]>([
    ['with nothing but a zone', { zone: 'Asia/Kathmandu' }],
    ['with a whole day', day('00:00', '24:00')],
    ['with seconds', day('09:00:30', '17:30:15')],
    ['with hours past midnight', day('22:00', '06:00')],
    ['with hours up to midnight', day('18:00', '00:00')],
    [
      'with nulls, as an API leaves them',
      { zone: 'UTC', always: null, weekly: null, holidays: null, overrides: null, breaks: null, closures: null },
    ],
    ['with repeated rows', { zone: 'UTC', holidays: ['2026-12-25', '2026-12-25', '--12-25', '2028-02-29', '--02-29'] }],
  ])('%s', (_name, spec) => {
    expect(validateCalendar(spec)).toEqual([]);
    expect(() => compileCalendar(spec)).not.toThrow();
  });
});
