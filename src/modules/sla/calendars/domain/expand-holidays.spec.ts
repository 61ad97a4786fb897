import { describe, expect, it } from 'vitest';
import { compileCalendar, type CalendarSpec } from '#kernel/calendar';
import { calendarChanges } from './calendar-changes.js';
import { calendarDays } from './calendar-days.js';
import { expandHolidays, type HolidayRow } from './expand-holidays.js';
import { type HolidaySetUse } from './holidays.js';

const use = (more: Partial<HolidaySetUse> = {}): HolidaySetUse => ({
  ...{ setId: 'CN', fromYear: 2026, toYear: 2026, alsoClosedOn: [], makeUpHoursOf: null },
  ...more,
});
const row = (date: string, more: Partial<HolidayRow> = {}): HolidayRow => ({
  ...{ setId: 'CN', date, name: 'Spring Festival', kind: 'PUBLIC', closedFrom: null, closedTo: null },
  ...{ replaces: null, suppressed: false },
  ...more,
});
const worked = (date: string, replaces: string | null): HolidayRow =>
  row(date, { kind: 'MAKE_UP_WORKING_DAY', replaces });

const office: CalendarSpec = {
  zone: 'Asia/Shanghai',
  weekly: [
    ...(['MON', 'TUE', 'WED', 'THU'] as const).map((day) => ({ day, open: '09:00', close: '18:00' })),
    { day: 'FRI' as const, open: '09:00', close: '17:00' },
  ],
};
const expand = (rows: HolidayRow[], uses = [use()], stated = office) =>
  expandHolidays({ stated, holidaySets: uses, names: {} }, rows);

describe('the dates of a set', () => {
  it('close the calendar, in order, in the years it keeps', () => {
    const spec = expand([row('2026-02-17'), row('2026-02-16'), row('2025-12-31'), row('2027-01-01')]);
    expect(spec.holidays).toEqual(['2026-02-16', '2026-02-17']);
    expect(expand([row('2031-01-01')], [use({ toYear: null })]).holidays).toEqual(['2031-01-01']);
  });

  it('come after what is stated, and not twice', () => {
    const stated = { ...office, holidays: ['2026-02-17', '--12-25'] };
    expect(expand([row('2026-02-17'), row('2026-02-18')], [use()], stated).holidays).toEqual([
      '2026-02-17',
      '--12-25',
      '2026-02-18',
    ]);
  });

  it('count for nothing when suppressed, of another set, or of a kind nobody asked for', () => {
    const rows = [
      row('2026-02-16', { suppressed: true }),
      row('2026-02-17', { setId: 'HK' }),
      row('2026-02-18', { kind: 'BANK' }),
    ];
    expect(expand(rows)).toEqual(office);
    expect(expand(rows, [use({ alsoClosedOn: ['BANK'] })]).holidays).toEqual(['2026-02-18']);
  });

  it('a calendar without sets is as stated', () => expect(expand([row('2026-02-16')], [])).toBe(office));
});

describe('make-up working days', () => {
  it('have the hours of the weekday they make up for, of Monday when that is unknown, of another when told', () => {
    const rows = [worked('2026-02-14', '2026-02-20'), worked('2026-02-28', null)];
    const hours = (spec: CalendarSpec) => spec.overrides?.map((o) => [o.date, o.intervals[0]?.close]);
    expect(hours(expand(rows))).toEqual([
      ['2026-02-14', '17:00'],
      ['2026-02-28', '18:00'],
    ]);
    expect(hours(expand(rows, [use({ makeUpHoursOf: 'FRI' })]))).toEqual([
      ['2026-02-14', '17:00'],
      ['2026-02-28', '17:00'],
    ]);
  });

  it('stay closed where that weekday is', () => {
    expect(expand([worked('2026-02-14', null)], [use({ makeUpHoursOf: 'SUN' })])).toEqual(office);
  });

  it('give way to what the administrator states about the date, hours or holiday', () => {
    const rows = [worked('2026-02-14', '2026-02-20')];
    const overrides = [{ date: '2026-02-14', intervals: [{ open: '10:00', close: '12:00' }] }];
    expect(expand(rows, [use()], { ...office, overrides }).overrides).toEqual(overrides);
    for (const holiday of ['2026-02-14', '2026-02-10/2026-02-15', '--02-14'])
      expect(expand(rows, [use()], { ...office, holidays: [holiday] }).overrides).toBeUndefined();
  });

  it('give way to a holiday of another set', () => {
    const rows = [worked('2026-02-14', '2026-02-20'), row('2026-02-14', { setId: 'HK' })];
    const spec = expand(rows, [use(), use({ setId: 'HK' })]);
    expect([spec.holidays, spec.overrides]).toEqual([['2026-02-14'], undefined]);
  });
});

describe('half days', () => {
  const eve = row('2026-12-24', { closedFrom: '14:00', closedTo: '24:00' });
  const openHours = (spec: CalendarSpec) =>
    compileCalendar(spec).openMs(Date.parse('2026-12-23T16:00:00Z'), Date.parse('2026-12-24T16:00:00Z')) / 3_600_000;

  it('close their part of the day', () => {
    expect(expand([eve]).breaks).toEqual([{ date: '2026-12-24', intervals: [{ open: '14:00', close: '24:00' }] }]);
    expect(openHours(expand([eve]))).toBe(5);
  });

  it('do so around the clock too', () => {
    expect(openHours(expand([eve], [use()], { zone: 'Asia/Shanghai', always: true }))).toBe(14);
  });

  it('are nothing on a day that is closed anyway', () => {
    expect(expand([eve, row('2026-12-24')]).breaks).toBeUndefined();
  });
});

describe('in words', () => {
  const after = expand([row('2026-02-17'), worked('2026-02-14', '2026-02-20')]);

  it('what differs is said in English and Chinese, in the order of the dates', () => {
    const names = { '2026-02-17': 'Spring Festival' };
    expect(calendarChanges(office, after, names).map((c) => [c.part, c.change, c.text.en, c.text['zh-CN']])).toEqual([
      ['HOLIDAY', 'ADDED', 'Closed on 2026-02-17 (Spring Festival).', '2026-02-17 休息 (Spring Festival)。'],
      ['OVERRIDE', 'ADDED', '2026-02-14: open 09:00–17:00.', '2026-02-14：开放 09:00–17:00。'],
    ]);
    expect(calendarChanges(after, office).map((c) => c.change)).toEqual(['REMOVED', 'REMOVED']);
  });

  it('zone, hours, breaks and closures are named, the same in another order is no difference', () => {
    const closure = { from: Date.parse('2026-05-01T00:00:00Z'), to: Date.parse('2026-05-02T00:00:00Z') };
    const other: CalendarSpec = {
      zone: 'Asia/Hong_Kong',
      weekly: [...(office.weekly ?? []).filter((w) => w.day !== 'FRI')].reverse(),
      breaks: [{ date: '2026-05-04', intervals: [{ open: '12:00', close: '13:00' }] }],
      closures: [closure],
    };
    expect(calendarChanges(office, other).map((c) => c.text.en)).toEqual([
      'The time zone is Asia/Hong_Kong instead of Asia/Shanghai.',
      'Fridays: closed instead of open 09:00–17:00.',
      '2026-05-04: closed 12:00–13:00.',
      'Closed from 2026-05-01 00:00Z to 2026-05-02 00:00Z.',
    ]);
    expect(calendarChanges(office, { ...office, weekly: [...(office.weekly ?? [])].reverse() })).toEqual([]);
  });

  it('each day says when it is open and why', () => {
    const days = calendarDays(after, '2026-02-13', '2026-02-17', {
      '2026-02-17': '春节',
      '2026-02-14': '春节调休上班',
    });
    expect(
      days.map((d) => [d.date, d.weekday, d.intervals.map((i) => `${i.open}-${i.close}`).join(), d.rules]),
    ).toEqual([
      ['2026-02-13', 'FRI', '09:00-17:00', [{ kind: 'WEEKLY', name: null }]],
      ['2026-02-14', 'SAT', '09:00-17:00', [{ kind: 'OVERRIDE', name: '春节调休上班' }]],
      ['2026-02-15', 'SUN', '', [{ kind: 'WEEKLY', name: null }]],
      ['2026-02-16', 'MON', '09:00-18:00', [{ kind: 'WEEKLY', name: null }]],
      ['2026-02-17', 'TUE', '', [{ kind: 'HOLIDAY', name: '春节' }]],
    ]);
  });

  it('hours past midnight are shown on both dates, and the day of the spring gap has its 23 hours', () => {
    const nights = { zone: 'Europe/Berlin', weekly: [{ day: 'SAT' as const, open: '22:00', close: '06:00' }] };
    const show = (spec: CalendarSpec) =>
      calendarDays(spec, '2026-03-28', '2026-03-29').map((d) => d.intervals.map((i) => `${i.open}-${i.close}`).join());
    expect(show(nights)).toEqual(['22:00-24:00', '00:00-06:00']);
    const [, sunday] = calendarDays({ zone: 'Europe/Berlin', always: true }, '2026-03-28', '2026-03-29');
    expect(sunday?.rules).toEqual([{ kind: 'ALWAYS', name: null }]);
    expect(sunday?.intervals.map((i) => (i.to - i.from) / 3_600_000)).toEqual([23]);
  });
});
