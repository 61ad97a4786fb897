import { describe, expect, it } from 'vitest';
import {
  compileCalendar,
  dependsOnEdition,
  intersection,
  union,
  type Calendar,
  type CalendarSpec,
  type Weekday,
} from './index.js';

const HOUR = 3_600_000;
const MIN = 60_000;
const at = (text: string): number => Date.parse(text);
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().replace('.000Z', 'Z');
const stretches = (calendar: Calendar, from: string, to: string): string[] =>
  calendar.openIntervals(at(from), at(to)).map((ms) => iso(ms)!);

const WORKDAYS: Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];
const ALL_DAYS: Weekday[] = [...WORKDAYS, 'SAT', 'SUN'];
const on = (days: Weekday[], open: string, close: string) => days.map((day) => ({ day, open, close }));
const office: CalendarSpec = { zone: 'UTC', weekly: on(WORKDAYS, '09:00', '17:00') };
const compiled = compileCalendar(office);

describe('due times', () => {
  // 2026-03-06 is a Friday.
  it.each([
    ['inside a day', '2026-03-06T10:00Z', 2 * HOUR, '2026-03-06T12:00:00Z'],
    [
      'used up exactly at closing: due at closing, not at the next opening',
      '2026-03-06T15:00Z',
      2 * HOUR,
      '2026-03-06T17:00:00Z',
    ],
    ['a millisecond more: after the weekend', '2026-03-06T15:00Z', 2 * HOUR + 1, '2026-03-09T09:00:00.001Z'],
    ['a start outside open time counts from the next opening', '2026-03-07T12:00Z', HOUR, '2026-03-09T10:00:00Z'],
    ['a start at closing is outside', '2026-03-06T17:00Z', HOUR, '2026-03-09T10:00:00Z'],
    ['nothing to use up: the next opening', '2026-03-07T12:00Z', 0, '2026-03-09T09:00:00Z'],
    ['nothing to use up while open: at once', '2026-03-06T12:00Z', 0, '2026-03-06T12:00:00Z'],
    ['counting back', '2026-03-09T10:00Z', -2 * HOUR, '2026-03-06T16:00:00Z'],
    ['counting back exactly to an opening', '2026-03-09T11:00Z', -2 * HOUR, '2026-03-09T09:00:00Z'],
    ['counting back from a closed instant', '2026-03-08T12:00Z', -HOUR, '2026-03-06T16:00:00Z'],
  ])('%s', (_name, from, ms, due) => {
    expect(iso(compiled.addOpenMs(at(from), ms))).toBe(due);
  });

  it('open time is negative when the end comes first', () => {
    expect(compiled.openMs(at('2026-03-09T10:00Z'), at('2026-03-06T16:00Z'))).toBe(-2 * HOUR);
  });

  it('a short target goes past a closure of 31 days', () => {
    const closures = [{ from: at('2026-03-06T16:30Z'), to: at('2026-04-06T16:30Z') }];
    const calendar = compileCalendar({ ...office, closures });
    expect(iso(calendar.addOpenMs(at('2026-03-06T16:00Z'), HOUR))).toBe('2026-04-06T17:00:00Z');
    expect(calendar.openMs(at('2026-03-06T16:00Z'), at('2026-04-07T10:00Z'))).toBe(2 * HOUR);
  });

  it('a closure of 31 days given as dates is passed too, whether its ends are holidays or not', () => {
    const closed = compileCalendar({ ...office, holidays: ['2026-03-07/2026-04-06'] });
    expect(iso(closed.addOpenMs(at('2026-03-06T16:59:59Z'), 2_000))).toBe('2026-04-07T09:00:01Z');
    expect(closed.openMs(at('2026-03-06T17:00Z'), at('2026-04-07T09:00Z'))).toBe(0);
  });

  it('centuries of open time are found, chunk by chunk', () => {
    const ms = 2 ** 31 * 1000;
    const due = compiled.addOpenMs(at('2026-01-01T00:00Z'), ms)!;
    expect(compiled.openMs(at('2026-01-01T00:00Z'), due)).toBe(ms);
    expect(compiled.addOpenMs(due, -ms)).toBe(at('2026-01-01T09:00Z'));
  });
});

describe('opening and closing', () => {
  it.each([
    ['2026-03-06T08:59:59.999Z', false, '2026-03-06T09:00:00Z', '2026-03-06T17:00:00Z'],
    ['2026-03-06T09:00Z', true, '2026-03-06T09:00:00Z', '2026-03-06T17:00:00Z'],
    ['2026-03-06T16:59:59.999Z', true, '2026-03-06T16:59:59.999Z', '2026-03-06T17:00:00Z'],
    ['2026-03-06T17:00Z', false, '2026-03-09T09:00:00Z', '2026-03-09T17:00:00Z'],
  ])('at %s: open is %s', (instant, open, opening, closing) => {
    expect(compiled.isOpen(at(instant))).toBe(open);
    expect(iso(compiled.nextOpening(at(instant)))).toBe(opening);
    expect(iso(compiled.nextClosing(at(instant)))).toBe(closing);
  });

  it('a day that ends at 24:00 goes over into the next without a seam', () => {
    const calendar = compileCalendar({
      zone: 'UTC',
      weekly: [...on(['MON'], '18:00', '24:00'), ...on(['TUE'], '00:00', '06:00')],
    });
    expect(iso(calendar.nextClosing(at('2026-03-09T20:00Z')))).toBe('2026-03-10T06:00:00Z');
    expect(calendar.isOpen(at('2026-03-10T00:00Z'))).toBe(true);
  });

  it('a day that ends at 23:59 is closed for its last minute, and for that minute only', () => {
    const until = (close: string) => compileCalendar({ zone: 'UTC', weekly: on(ALL_DAYS, '00:00', close) });
    const [from, to] = [at('2026-03-09T00:00Z'), at('2026-03-16T00:00Z')];
    expect(until('23:59').openMs(from, to)).toBe(7 * (24 * HOUR - MIN));
    expect(until('23:59:59').openMs(from, to)).toBe(7 * (24 * HOUR - 1000));
    expect(until('24:00').openMs(from, to)).toBe(7 * 24 * HOUR);
    // A day of open time on a calendar that stops a minute early ends a minute into the next day.
    expect(iso(until('23:59').addOpenMs(from, 24 * HOUR))).toBe('2026-03-10T00:01:00Z');
    expect(iso(until('24:00').addOpenMs(from, 24 * HOUR))).toBe('2026-03-10T00:00:00Z');
  });

  it('overlapping, repeated and unsorted hours are merged', () => {
    const weekly = [
      ...on(['MON'], '12:00', '18:00'),
      ...on(['MON'], '09:00', '13:00'),
      ...on(['MON'], '12:00', '18:00'),
    ];
    expect(stretches(compileCalendar({ zone: 'UTC', weekly }), '2026-03-09T00:00Z', '2026-03-10T00:00Z')).toEqual([
      '2026-03-09T09:00:00Z',
      '2026-03-09T18:00:00Z',
    ]);
  });

  it('around the clock without holidays nothing closes', () => {
    const calendar = compileCalendar({ zone: 'Asia/Shanghai', always: true, weekly: on(['MON'], '09:00', '17:00') });
    expect(calendar.nextClosing(at('2026-03-09T20:00Z'))).toBeUndefined();
    expect(iso(calendar.addOpenMs(at('2026-03-09T20:00Z'), 90 * MIN))).toBe('2026-03-09T21:30:00Z');
  });

  it('weekly hours that leave no gap never close either', () => {
    const calendar = compileCalendar({ zone: 'UTC', weekly: on(ALL_DAYS, '00:00', '24:00') });
    expect(calendar.nextClosing(at('2026-03-09T20:00Z'))).toBeUndefined();
    expect(calendar.openMs(at('2026-01-01T00:00Z'), at('2028-01-01T00:00Z'))).toBe(730 * 24 * HOUR);
  });
});

describe('statements about dates', () => {
  it('around the clock, a holiday closes its local date', () => {
    const calendar = compileCalendar({ zone: 'Asia/Shanghai', always: true, holidays: ['2026-10-01/2026-10-07'] });
    expect(iso(calendar.nextClosing(at('2026-09-30T00:00Z')))).toBe('2026-09-30T16:00:00Z');
    expect(iso(calendar.nextOpening(at('2026-10-03T00:00Z')))).toBe('2026-10-07T16:00:00Z');
  });

  it('override over holiday over weekly: a make-up working day inside the holidays', () => {
    const calendar = compileCalendar({
      ...office,
      holidays: ['2026-10-01/2026-10-07'],
      overrides: [
        { date: '2026-10-04', intervals: [{ open: '10:00', close: '12:00' }] },
        { date: '2026-10-08', intervals: [] },
      ],
    });
    expect(stretches(calendar, '2026-10-01T00:00Z', '2026-10-10T00:00Z')).toEqual([
      '2026-10-04T10:00:00Z',
      '2026-10-04T12:00:00Z',
      '2026-10-09T09:00:00Z',
      '2026-10-09T17:00:00Z',
    ]);
  });

  it('a yearly holiday, and one that only leap years have', () => {
    const calendar = compileCalendar({ zone: 'UTC', always: true, holidays: ['--12-25', '--02-29'] });
    const closed = (date: string) => !calendar.isOpen(at(`${date}T12:00Z`));
    expect(['2026-12-25', '2031-12-25', '2028-02-29', '2027-03-01', '2027-02-28'].map(closed)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('breaks close part of a date, also of an overridden one', () => {
    const calendar = compileCalendar({
      ...office,
      overrides: [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '13:00' }] }],
      breaks: [
        { date: '2026-03-06', intervals: [{ open: '12:00', close: '13:00' }] },
        { date: '2026-03-07', intervals: [{ open: '08:00', close: '10:00' }] },
      ],
    });
    expect(stretches(calendar, '2026-03-06T00:00Z', '2026-03-08T00:00Z')).toEqual([
      ...['2026-03-06T09:00:00Z', '2026-03-06T12:00:00Z', '2026-03-06T13:00:00Z', '2026-03-06T17:00:00Z'],
      ...['2026-03-07T10:00:00Z', '2026-03-07T13:00:00Z'],
    ]);
  });
});

describe('hours that run past midnight', () => {
  const night = on(ALL_DAYS, '22:00', '06:00');
  const open = (more: Partial<CalendarSpec>) =>
    stretches(compileCalendar({ zone: 'UTC', weekly: night, ...more }), '2026-12-24T12:00Z', '2026-12-27T12:00Z');

  it('belong to the date on which they open', () => {
    const friday = compileCalendar({ zone: 'UTC', weekly: on(['FRI'], '22:00', '06:00') });
    expect(stretches(friday, '2026-03-02T00:00Z', '2026-03-09T00:00Z')).toEqual([
      '2026-03-06T22:00:00Z',
      '2026-03-07T06:00:00Z',
    ]);
  });

  it('end at the midnight where a holiday begins; on the holiday none open', () => {
    expect(open({ holidays: ['2026-12-25'] })).toEqual([
      ...['2026-12-24T22:00:00Z', '2026-12-25T00:00:00Z'],
      ...['2026-12-26T22:00:00Z', '2026-12-27T06:00:00Z'],
    ]);
  });

  it('of the eve of a range of holidays end at its first midnight; the first night after it is whole', () => {
    expect(open({ holidays: ['2026-12-25/2026-12-26'] })).toEqual([
      ...['2026-12-24T22:00:00Z', '2026-12-25T00:00:00Z'],
      // Those of the 26th, which would have gone on into this morning, never opened.
    ]);
  });

  it('overlap with hours that open after midnight without being counted twice', () => {
    const calendar = compileCalendar({
      zone: 'UTC',
      weekly: [...on(['MON'], '20:00', '04:00'), ...on(['TUE'], '02:00', '06:00')],
    });
    expect(stretches(calendar, '2026-03-09T00:00Z', '2026-03-11T00:00Z')).toEqual([
      '2026-03-09T20:00:00Z',
      '2026-03-10T06:00:00Z',
    ]);
  });

  it('go on into a date with an override, whose hours are only those that open on it', () => {
    expect(open({ overrides: [{ date: '2026-12-25', intervals: [{ open: '20:00', close: '04:00' }] }] })).toEqual([
      ...['2026-12-24T22:00:00Z', '2026-12-25T06:00:00Z'],
      ...['2026-12-25T20:00:00Z', '2026-12-26T04:00:00Z'],
      ...['2026-12-26T22:00:00Z', '2026-12-27T06:00:00Z'],
    ]);
  });

  it.each([
    ['a short day on Saturday', [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '18:00' }] }], 61_200],
    ['a make-up working day on a date that is a holiday too', undefined, 61_200],
    ['a date on which nothing opens', [{ date: '2026-03-07', intervals: [] }], 28_800],
  ])('Friday night before %s is counted whole', (_name, given, seconds) => {
    const overrides = given ?? [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '18:00' }] }];
    const calendar = compileCalendar({
      zone: 'UTC',
      weekly: on(['FRI'], '22:00', '06:00'),
      overrides,
      ...(given ? {} : { holidays: ['2026-03-07'] }),
    });
    expect(calendar.openMs(at('2026-03-06T00:00Z'), at('2026-03-09T00:00Z'))).toBe(seconds * 1000);
  });

  it('are cut by a holiday, a break and a closure of the next date, beside an override or without one', () => {
    const friday = (more: Partial<CalendarSpec>) =>
      stretches(
        compileCalendar({ zone: 'UTC', weekly: on(['FRI'], '22:00', '06:00'), ...more }),
        '2026-03-06T00:00Z',
        '2026-03-09T00:00Z',
      );
    expect(friday({ holidays: ['2026-03-07'] })).toEqual(['2026-03-06T22:00:00Z', '2026-03-07T00:00:00Z']);
    const broken = ['2026-03-06T22:00:00Z', '2026-03-07T01:00:00Z', '2026-03-07T02:00:00Z', '2026-03-07T06:00:00Z'];
    const breaks = [{ date: '2026-03-07', intervals: [{ open: '01:00', close: '02:00' }] }];
    const closures = [{ from: at('2026-03-07T01:00Z'), to: at('2026-03-07T02:00Z') }];
    const overrides = [{ date: '2026-03-07', intervals: [] }];
    for (const more of [{ breaks }, { closures }, { breaks, overrides }, { closures, overrides }])
      expect(friday(more)).toEqual(broken);
  });

  it('of calendars read in the first edition ended at an override, as the verdicts of then did', () => {
    const spec = {
      zone: 'UTC',
      weekly: on(['FRI'], '22:00', '06:00'),
      overrides: [{ date: '2026-03-07', intervals: [{ open: '09:00', close: '18:00' }] }],
    };
    const [from, to] = [at('2026-03-06T00:00Z'), at('2026-03-09T00:00Z')];
    expect(compileCalendar(spec, { edition: 1 }).openMs(from, to)).toBe(39_600_000);
    expect(dependsOnEdition(spec)).toBe(true);
    expect(dependsOnEdition({ ...spec, overrides: [] })).toBe(false);
    expect(dependsOnEdition({ ...spec, weekly: on(['FRI'], '09:00', '18:00') })).toBe(false);
  });
});

describe('why an instant is not reached', () => {
  const why = (spec: CalendarSpec, from: string, ms: number, reachYears?: number) => {
    const calendar = compileCalendar(spec, { reachYears });
    const reached = calendar.addOpenMs(at(from), ms);
    return calendar.whyUnreached(at(from), ms) ?? iso(reached);
  };
  const always: CalendarSpec = { zone: 'UTC', always: true };
  const holiday: CalendarSpec = { zone: 'UTC', always: true, holidays: ['--12-25'] };

  it.each<[string, CalendarSpec, string, number, string]>([
    ['it is', office, '2026-03-06T10:00Z', HOUR, '2026-03-06T11:00:00Z'],
    ['it never opens', { zone: 'UTC' }, '2026-03-06T10:00Z', HOUR, 'NEVER_OPENS'],
    ['it never opens, next opening', { zone: 'UTC' }, '2026-03-06T10:00Z', 0, 'NEVER_OPENS'],
    ['it never was open', { zone: 'UTC' }, '2026-03-06T10:00Z', -HOUR, 'NEVER_OPENS'],
    ['after the last year, never closed', always, '2499-12-31T23:00Z', HOUR, 'OUT_OF_RANGE'],
    ['after the last year, closed at Christmas', holiday, '2499-12-31T23:00Z', HOUR, 'OUT_OF_RANGE'],
    ['up to the last moment', holiday, '2499-12-31T23:00Z', HOUR - 1000, '2499-12-31T23:59:59Z'],
    ['after the last year, office hours', office, '2490-01-01T00:00Z', 2 ** 31 * 1000, 'OUT_OF_RANGE'],
    ['before the first year', office, '1900-01-02T00:00Z', -24 * HOUR, 'OUT_OF_RANGE'],
  ])('%s', (_name, spec, from, ms, expected) => {
    expect(why(spec, from, ms)).toBe(expected);
  });

  it('too little open time within reach', () => {
    expect(why({ zone: 'UTC', weekly: on(['MON'], '09:00', '09:01') }, '2026-03-06T10:00Z', 1e9, 100)).toBe('TOO_FAR');
  });

  it('nothing closes at the end of the last year', () => {
    expect(compileCalendar(holiday).nextClosing(at('2499-12-30T00:00Z'))).toBeUndefined();
  });
});

describe('clock changes: open time is elapsed time', () => {
  it.each([
    ['Berlin, spring gap', 'Europe/Berlin', '2026-03-29', '00:00', '24:00', 23],
    ['Berlin, autumn fold', 'Europe/Berlin', '2026-10-25', '00:00', '24:00', 25],
    ['New York, gap inside the hours', 'America/New_York', '2026-03-08', '01:00', '05:00', 3],
    [
      'New York, hours that open in the fold open the first time',
      'America/New_York',
      '2026-11-01',
      '01:30',
      '03:00',
      2.5,
    ],
    [
      'New York, hours that close in the fold close the first time',
      'America/New_York',
      '2026-11-01',
      '00:00',
      '01:30',
      1.5,
    ],
    ['Sydney, spring gap in October', 'Australia/Sydney', '2026-10-04', '00:00', '06:00', 5],
    ['Sydney, autumn fold in April', 'Australia/Sydney', '2026-04-05', '00:00', '06:00', 7],
    ['Auckland, spring gap in September', 'Pacific/Auckland', '2026-09-27', '00:00', '24:00', 23],
    ['Auckland, autumn fold in April', 'Pacific/Auckland', '2026-04-05', '00:00', '24:00', 25],
    ['Santiago, a gap at midnight in September', 'America/Santiago', '2026-09-06', '00:00', '24:00', 23],
    ['Hong Kong, no change at all', 'Asia/Hong_Kong', '2026-03-29', '00:00', '24:00', 24],
    ['Lord Howe, fold of half an hour', 'Australia/Lord_Howe', '2026-04-05', '00:00', '06:00', 6.5],
    ['Berlin, an opening in the gap is an hour later', 'Europe/Berlin', '2026-03-29', '02:30', '05:00', 1.5],
    ['Berlin, a closing in the gap is an hour later', 'Europe/Berlin', '2026-03-29', '01:00', '02:30', 1.5],
    ['Berlin, hours that the gap turns round are none', 'Europe/Berlin', '2026-03-29', '02:30', '03:15', 0],
    ['Tehran, a gap at midnight', 'Asia/Tehran', '2022-03-22', '00:00', '24:00', 23],
    ['Sao Paulo, a fold before midnight', 'America/Sao_Paulo', '2019-02-16', '00:00', '24:00', 25],
    ['Apia, a date that never was', 'Pacific/Apia', '2011-12-30', '00:00', '24:00', 0],
  ])('%s', (_name, zone, date, open, close, hours) => {
    const calendar = compileCalendar({ zone, overrides: [{ date, intervals: [{ open, close }] }] });
    expect(calendar.openMs(at(`${date}T12:00Z`) - 72 * HOUR, at(`${date}T12:00Z`) + 72 * HOUR)).toBe(hours * HOUR);
  });

  it('hours past midnight over the gap', () => {
    const calendar = compileCalendar({ zone: 'Europe/Berlin', weekly: on(['SAT'], '22:00', '06:00') });
    expect(calendar.openMs(at('2026-03-28T00:00Z'), at('2026-03-30T00:00Z'))).toBe(7 * HOUR);
  });

  it('the answers do not depend on which instant was asked first', () => {
    const spec: CalendarSpec = { zone: 'Europe/London', weekly: on(ALL_DAYS, '00:30', '23:00') };
    const forward = compileCalendar(spec);
    const backward = compileCalendar(spec);
    backward.isOpen(at('2031-06-01T00:00Z'));
    backward.isOpen(at('1968-06-01T00:00Z'));
    const [from, to] = ['1967-01-01T00:00Z', '1973-01-01T00:00Z'];
    expect(stretches(backward, from, to)).toEqual(stretches(forward, from, to));
    expect(backward.openMs(at(from), at(to))).toBe(forward.openMs(at(from), at(to)));
  });
});

describe('ten years', () => {
  const start = at('2026-03-06T10:00Z');
  const closedUntil = (to: string): Calendar => compileCalendar({ ...office, closures: [{ from: start, to: at(to) }] });

  it('a calendar that never opens has no due time, and the search for one ends', () => {
    const never = compileCalendar({ zone: 'Europe/Berlin' });
    expect(never.addOpenMs(start, 1)).toBeUndefined();
    expect(never.addOpenMs(start, -1)).toBeUndefined();
    expect(never.addOpenMs(start, 0)).toBeUndefined();
    expect(never.nextOpening(start)).toBeUndefined();
    expect(never.nextClosing(start)).toBeUndefined();
  });

  it.each([
    ['opening within ten years', '2036-03-05T10:00Z', '2036-03-05T11:00:00Z'],
    ['opening exactly ten years on', '2036-03-06T10:00Z', '2036-03-06T11:00:00Z'],
    ['opening later', '2036-03-06T10:00:00.001Z', undefined],
  ])('%s', (_name, to, due) => {
    expect(iso(closedUntil(to).addOpenMs(start, HOUR))).toBe(due);
    expect(closedUntil(to).nextOpening(start) === undefined).toBe(due === undefined);
  });

  it('count from when it last closed, not from the start', () => {
    const calendar = compileCalendar({
      zone: 'UTC',
      overrides: ['2026-03-06', '2034-03-06', '2042-03-06'].map((date) => ({
        date,
        intervals: [{ open: '10:00', close: '11:00' }],
      })),
    });
    expect(iso(calendar.addOpenMs(start, 3 * HOUR))).toBe('2042-03-06T11:00:00Z');
    expect(calendar.addOpenMs(start, 3 * HOUR + 1)).toBeUndefined();
    expect(iso(calendar.addOpenMs(at('2043-01-01T00:00Z'), -3 * HOUR))).toBe('2026-03-06T10:00:00Z');
  });

  it('a due time beyond the reach of a calendar is none', () => {
    const spec: CalendarSpec = { zone: 'UTC', weekly: on(['MON'], '09:00', '09:01') };
    const aMinuteAWeek = compileCalendar(spec, { reachYears: 100 });
    const minutes = (years: number): number => Math.floor((years * 365.25) / 7) * 60_000;
    expect(iso(aMinuteAWeek.addOpenMs(start, minutes(99)))).toMatch(/^212[45]/);
    expect(aMinuteAWeek.addOpenMs(start, minutes(103))).toBeUndefined();
    expect(aMinuteAWeek.addOpenMs(start, -minutes(103))).toBeUndefined();
    expect(aMinuteAWeek.addOpenMs(start, (2 ** 31 - 1) * 1000)).toBeUndefined();
  });

  it('instants beyond the range of calendars are refused', () => {
    expect(() => compiled.isOpen(at('2500-01-01T00:00Z'))).toThrow(RangeError);
    expect(() => compiled.openMs(Number.NaN, start)).toThrow(RangeError);
    expect(compileCalendar({ zone: 'UTC', always: true }).addOpenMs(start, 1e15)).toBeUndefined();
  });
});

describe('two sides', () => {
  const berlin = compileCalendar({ zone: 'Europe/Berlin', weekly: on(WORKDAYS, '09:00', '17:00') });
  const tokyo = compileCalendar({ zone: 'Asia/Tokyo', weekly: on(WORKDAYS, '09:00', '18:00') });
  const newYork = compileCalendar({ zone: 'America/New_York', weekly: on(WORKDAYS, '09:00', '17:00') });
  const always = compileCalendar({ zone: 'UTC', always: true });

  it('both at once: the intersection', () => {
    const both = intersection([berlin, newYork, always]);
    expect(stretches(both, '2026-01-05T00:00Z', '2026-01-06T00:00Z')).toEqual([
      '2026-01-05T14:00:00Z',
      '2026-01-05T16:00:00Z',
    ]);
    expect(iso(both.addOpenMs(at('2026-01-05T15:00Z'), 2 * HOUR))).toBe('2026-01-06T15:00:00Z');
    // Between the two clock changes in March they are an hour nearer.
    expect(both.openMs(at('2026-03-16T00:00Z'), at('2026-03-17T00:00Z'))).toBe(3 * HOUR);
  });

  it('either: the union follows the sun', () => {
    const either = union([berlin, tokyo, newYork]);
    expect(stretches(either, '2026-01-04T20:00Z', '2026-01-05T23:00Z')).toEqual([
      '2026-01-05T00:00:00Z',
      '2026-01-05T22:00:00Z',
    ]);
    expect(union([berlin, always]).nextClosing(at('2026-01-05T00:00Z'))).toBeUndefined();
  });

  it('with nothing in common: never open', () => {
    expect(intersection([newYork, tokyo]).nextOpening(at('2026-01-05T00:00Z'))).toBeUndefined();
  });

  it('of none is a mistake, of one is that one', () => {
    expect(() => union([])).toThrow(RangeError);
    expect(() => intersection([])).toThrow(RangeError);
    expect(intersection([berlin])).toBe(berlin);
  });
});
