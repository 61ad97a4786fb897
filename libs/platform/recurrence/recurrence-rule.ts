import { err, errs, ok, parseLocalDate, type Failure, type Result } from '#kernel';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const RULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type RuleDay = (typeof RULE_DAYS)[number];

/** A weekday, or the nth (from the end when negative) of its month or year. */
export interface OrdinalDay {
  readonly day: RuleDay;
  readonly nth: number | null;
}

/** A recurrence rule of RFC 5545 (3.3.10), read. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  /** How many occurrences there are at most. */
  readonly count: number | null;
  /** `YYYY-MM-DD`, the last day, or an instant in UTC as the rule writes it (`20261231T090000Z`). */
  readonly until: string | null;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly OrdinalDay[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySetPos: readonly number[];
  readonly weekStart: RuleDay;
}

export type RuleCode =
  | 'RULE_TOO_LONG'
  | 'RULE_MALFORMED'
  | 'RULE_FREQUENCY'
  | 'RULE_PART_UNKNOWN'
  | 'DUPLICATE_ITEM'
  | 'RULE_VALUE'
  | 'AT_MOST_ONE_OF'
  | 'RULE_PART_MISPLACED'
  | 'RULE_SETPOS_ALONE'
  | 'RULE_SETPOS_TOO_HIGH'
  | 'RULE_SETPOS_TOO_MANY';

export const MAX_RULE_LENGTH = 500;
const MAX_VALUES = 100;
/** Occurrences of one period that BYSETPOS chooses from: all of them have to be worked out. */
const MAX_CHOSEN_FROM = 1000;

/** In the order in which a rule is written out. */
const PARTS = [
  'FREQ',
  'INTERVAL',
  'BYMONTH',
  'BYWEEKNO',
  'BYYEARDAY',
  'BYMONTHDAY',
  'BYDAY',
  'BYHOUR',
  'BYMINUTE',
  'BYSETPOS',
  'WKST',
  'COUNT',
  'UNTIL',
] as const;
type Part = (typeof PARTS)[number];

/** Where the standard gives a part no meaning (its table in 3.3.10), and why. */
const MISPLACED: Readonly<Partial<Record<Part, readonly Frequency[]>>> = {
  BYWEEKNO: ['DAILY', 'WEEKLY', 'MONTHLY'],
  BYYEARDAY: ['DAILY', 'WEEKLY', 'MONTHLY'],
  BYMONTHDAY: ['WEEKLY'],
};

/** Numbers that a part may hold; those that count from the end as well are marked. */
const RANGES: Readonly<Record<string, { readonly min: number; readonly max: number; readonly fromEnd?: true }>> = {
  BYMONTH: { min: 1, max: 12 },
  BYWEEKNO: { min: 1, max: 53, fromEnd: true },
  BYYEARDAY: { min: 1, max: 366, fromEnd: true },
  BYMONTHDAY: { min: 1, max: 31, fromEnd: true },
  BYHOUR: { min: 0, max: 23 },
  BYMINUTE: { min: 0, max: 59 },
  BYSETPOS: { min: 1, max: 366, fromEnd: true },
};

/** Reads a rule of at most 500 characters and says everything that is wrong with it. `RRULE:` in front is allowed. */
export function parseRule(text: string, field = 'rule'): Result<RecurrenceRule, RuleCode> {
  const found: Failure<RuleCode>[] = [];
  const wrong = (code: RuleCode, params?: Failure['params']): void => void found.push({ code, field, params });
  if (text.length > MAX_RULE_LENGTH) return err('RULE_TOO_LONG', field, { max: MAX_RULE_LENGTH });
  const values = new Map<Part, string>();
  const parts = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';');
  for (const part of parts) {
    const [name = '', value, ...rest] = part.split('=').map((p) => p.trim());
    if (value === undefined || value === '' || rest.length > 0) wrong('RULE_MALFORMED', { part: part.slice(0, 40) });
    else if (!isPart(name)) wrong('RULE_PART_UNKNOWN', { part: name.slice(0, 40) });
    else if (values.has(name)) wrong('DUPLICATE_ITEM', { item: name });
    else values.set(name, value);
  }
  const frequency = values.get('FREQ');
  if (found.length > 0) return errs(found);
  if (frequency === undefined || !isFrequency(frequency)) {
    wrong('RULE_FREQUENCY', { given: frequency?.slice(0, 40) ?? '–' });
    return errs(found);
  }
  const bad = (part: Part, expected: string): void =>
    wrong('RULE_VALUE', { part, value: values.get(part)?.slice(0, 60) ?? '', expected });
  const numbers = (part: Part): number[] => {
    const value = values.get(part);
    if (value === undefined) return [];
    const { min, max, fromEnd } = RANGES[part] ?? { min: 0, max: 0 };
    const list = value.split(',').map((n) => (/^[+-]?\d{1,3}$/.test(n) ? Number(n) : NaN));
    const inRange = (n: number): boolean => (n >= min && n <= max) || (fromEnd === true && -n >= min && -n <= max);
    if (list.length > MAX_VALUES || !list.every(inRange))
      bad(part, fromEnd ? `${min} – ${max}, -${max} – -${min}` : `${min} – ${max}`);
    return sorted(list);
  };
  const whole = (part: Part, max: number): number | null => {
    const value = values.get(part);
    if (value === undefined) return null;
    if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > max) bad(part, `1 – ${max}`);
    return Number(value);
  };
  const rule: RecurrenceRule = {
    frequency,
    interval: whole('INTERVAL', 1000) ?? 1,
    count: whole('COUNT', 10_000),
    until: untilOf(values.get('UNTIL'), () => bad('UNTIL', '20261231, 20261231T170000Z')),
    byMonth: numbers('BYMONTH'),
    byWeekNo: numbers('BYWEEKNO'),
    byYearDay: numbers('BYYEARDAY'),
    byMonthDay: numbers('BYMONTHDAY'),
    byDay: daysOf(values.get('BYDAY'), () => bad('BYDAY', 'MO, TU, WE, TH, FR, SA, SU, 1MO, -1FR')),
    byHour: numbers('BYHOUR'),
    byMinute: numbers('BYMINUTE'),
    bySetPos: numbers('BYSETPOS'),
    weekStart: dayOf(values.get('WKST')) ?? 'MO',
  };
  if (values.has('WKST') && !dayOf(values.get('WKST'))) bad('WKST', RULE_DAYS.join(', '));
  if (rule.count !== null && values.has('UNTIL')) wrong('AT_MOST_ONE_OF', { fields: 'COUNT, UNTIL' });
  for (const [part, frequencies] of Object.entries(MISPLACED))
    if (values.has(part as Part) && frequencies?.includes(frequency)) wrong('RULE_PART_MISPLACED', { part, frequency });
  const ordinal = rule.byDay.some((d) => d.nth !== null);
  // The nth weekday is that of a month or a year; in a week, a day or beside week numbers it means nothing.
  if (ordinal && (frequency === 'DAILY' || frequency === 'WEEKLY' || rule.byWeekNo.length > 0))
    wrong('RULE_PART_MISPLACED', { part: 'BYDAY', frequency });
  if (values.has('BYSETPOS') && ![...values.keys()].some((part) => part.startsWith('BY') && part !== 'BYSETPOS'))
    wrong('RULE_SETPOS_ALONE');
  const most = mostOfPeriod(rule);
  if (found.length === 0 && rule.bySetPos.length > 0 && rule.bySetPos.every((n) => Math.abs(n) > most))
    wrong('RULE_SETPOS_TOO_HIGH', { positions: rule.bySetPos.join(), frequency, max: most });
  if (rule.bySetPos.length > 0 && most > MAX_CHOSEN_FROM)
    wrong('RULE_SETPOS_TOO_MANY', { given: most, max: MAX_CHOSEN_FROM });
  return found.length > 0 ? errs(found) : ok(rule);
}

/** The rule written out in one way, whatever it was read from. */
export function formatRule(rule: RecurrenceRule): string {
  const values: Readonly<Record<Part, string | null>> = {
    FREQ: rule.frequency,
    INTERVAL: rule.interval === 1 ? null : String(rule.interval),
    BYMONTH: listed(rule.byMonth),
    BYWEEKNO: listed(rule.byWeekNo),
    BYYEARDAY: listed(rule.byYearDay),
    BYMONTHDAY: listed(rule.byMonthDay),
    BYDAY: listed(rule.byDay.map(({ day, nth }) => `${nth ?? ''}${day}`)),
    BYHOUR: listed(rule.byHour),
    BYMINUTE: listed(rule.byMinute),
    BYSETPOS: listed(rule.bySetPos),
    WKST: rule.weekStart === 'MO' ? null : rule.weekStart,
    COUNT: rule.count === null ? null : String(rule.count),
    UNTIL: rule.until === null ? null : rule.until.replaceAll('-', ''),
  };
  return PARTS.flatMap((part) => (values[part] === null ? [] : [`${part}=${values[part]}`])).join(';');
}

/** How many occurrences there can be in one day, week, month or year of a rule, before BYSETPOS chooses among them. */
function mostOfPeriod(rule: RecurrenceRule): number {
  const { frequency, byMonth, byWeekNo, byYearDay, byMonthDay, byDay, byHour, byMinute } = rule;
  const months = frequency === 'YEARLY' ? byMonth.length || 12 : 1;
  const days: Readonly<Record<Frequency, number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };
  const bounds = [days[frequency]];
  const weekdays = new Set(byDay.map(({ day }) => day)).size;
  if (frequency === 'WEEKLY') bounds.push(weekdays || 1);
  if (byMonthDay.length > 0) bounds.push(months * byMonthDay.length);
  if (byYearDay.length > 0) bounds.push(byYearDay.length);
  if (byWeekNo.length > 0) bounds.push(byWeekNo.length * (weekdays || 7));
  if (frequency === 'MONTHLY' && byDay.length > 0)
    bounds.push(byDay.reduce((sum, { nth }) => sum + (nth === null ? 5 : 1), 0));
  if (frequency === 'YEARLY' && byMonth.length > 0) bounds.push(months * 31);
  if (frequency === 'YEARLY' && byDay.length > 0 && byDay.every(({ nth }) => nth === null)) bounds.push(weekdays * 53);
  return Math.min(...bounds) * (byHour.length || 1) * (byMinute.length || 1);
}

const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name);
const isFrequency = (name: string): name is Frequency => (FREQUENCIES as readonly string[]).includes(name);
const dayOf = (text: string | undefined): RuleDay | undefined => RULE_DAYS.find((day) => day === text);
const listed = (values: readonly (string | number)[]): string | null => (values.length === 0 ? null : values.join());
const sorted = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => rank(a) - rank(b));
/** Those that count from the end come last. */
const rank = (n: number): number => (n < 0 ? 1000 + n : n);

function daysOf(text: string | undefined, bad: () => void): OrdinalDay[] {
  if (text === undefined) return [];
  const days = new Map<string, OrdinalDay>();
  for (const one of text.split(',')) {
    const [, sign = '', digits = '', name = ''] = /^([+-]?)(\d{0,2})([A-Z]{2})$/.exec(one) ?? [];
    const day = dayOf(name);
    const nth = digits === '' ? null : Number(digits) * (sign === '-' ? -1 : 1);
    if (!day || (digits === '' && sign !== '') || nth === 0 || Math.abs(nth ?? 1) > 53) {
      bad();
      return [];
    }
    days.set(`${nth ?? ''}${day}`, { day, nth });
  }
  return [...days.values()].sort(
    (a, b) => rank(a.nth ?? 0) - rank(b.nth ?? 0) || RULE_DAYS.indexOf(a.day) - RULE_DAYS.indexOf(b.day),
  );
}

function untilOf(text: string | undefined, bad: () => void): string | null {
  if (text === undefined) return null;
  const [, y = '', m = '', d = '', time = ''] =
    /^(\d{4})(\d{2})(\d{2})(T([01]\d|2[0-3])[0-5]\d[0-5]\dZ)?$/.exec(text) ?? [];
  const date = `${y}-${m}-${d}`;
  if (!parseLocalDate(date)) {
    bad();
    return null;
  }
  return time === '' ? date : text;
}
