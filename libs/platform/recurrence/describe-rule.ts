import { type OrdinalDay, type RecurrenceRule, type RuleDay } from './recurrence-rule.js';

const DAYS: Readonly<Record<RuleDay, readonly [en: string, zh: string]>> = {
  MO: ['Monday', '周一'],
  TU: ['Tuesday', '周二'],
  WE: ['Wednesday', '周三'],
  TH: ['Thursday', '周四'],
  FR: ['Friday', '周五'],
  SA: ['Saturday', '周六'],
  SU: ['Sunday', '周日'],
};
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];
const UNITS = {
  DAILY: ['day', '天'],
  WEEKLY: ['week', '周'],
  MONTHLY: ['month', '个月'],
  YEARLY: ['year', '年'],
} as const;
const EVERY_ZH = { DAILY: '每天', WEEKLY: '每周', MONTHLY: '每月', YEARLY: '每年' } as const;
const WORKDAYS = 'MO,TU,WE,TH,FR';

/** Where a rule begins: what it leaves open is taken from there. */
export interface RuleStart {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
}

/** A rule in words, in both languages, with the time and the day of the month that it takes from its start. */
export function describeRule(
  rule: RecurrenceRule,
  start: RuleStart,
): { readonly en: string; readonly 'zh-CN': string } {
  return { en: english(rule, start), 'zh-CN': chinese(rule, start) };
}

/** The month and day that a rule by months or years takes from its start, because it names none. */
function dayOfStart(rule: RecurrenceRule, { date }: RuleStart): { month: number | null; day: number } | undefined {
  const { frequency, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const names = [byWeekNo, byYearDay, byMonthDay, byDay].some((part) => part.length > 0);
  if (names || frequency === 'DAILY' || frequency === 'WEEKLY') return undefined;
  const ofYear = frequency === 'YEARLY' && byMonth.length === 0;
  return { month: ofYear ? Number(date.slice(5, 7)) : null, day: Number(date.slice(8, 10)) };
}

const SHORTEST = 28;

function english(rule: RecurrenceRule, start: RuleStart): string {
  const unit = UNITS[rule.frequency][0];
  const parts = [rule.interval === 1 ? `every ${unit}` : `every ${rule.interval} ${unit}s`];
  const days = isWorkdays(rule.byDay)
    ? 'Monday to Friday'
    : and(rule.byDay.map(({ day, nth }) => (nth === null ? DAYS[day][0] : `the ${ordinal(nth)} ${DAYS[day][0]}`)));
  if (rule.byMonth.length > 0) parts.push(`in ${and(rule.byMonth.map((m) => MONTHS[m - 1] as string))}`);
  if (rule.byWeekNo.length > 0) parts.push(`in ${and(rule.byWeekNo.map((w) => weekEn(w)))}`);
  if (rule.byYearDay.length > 0)
    parts.push(`on ${and(rule.byYearDay.map((d) => `the ${ordinal(d)} day of the year`))}`);
  if (rule.byMonthDay.length > 0)
    parts.push(`on ${and(rule.byMonthDay.map((d) => `the ${ordinal(d)} day of the month`))}`);
  if (rule.byDay.length > 0) parts.push(rule.byMonthDay.length > 0 ? `that falls on ${days}` : `on ${days}`);
  const own = dayOfStart(rule, start);
  if (own?.month === 2 && own.day > SHORTEST) parts.push('on 29 February (28 February in other years)');
  else if (own?.month != null) parts.push(`on ${own.day} ${MONTHS[own.month - 1]}`);
  else if (own) {
    const short = own.day > SHORTEST ? ' (the last day of shorter months)' : '';
    parts.push(`on the ${ordinal(own.day)} day of the month${short}`);
  }
  if (rule.bySetPos.length > 0)
    parts.push(`(of these only ${and(rule.bySetPos.map((n) => `the ${ordinal(n)}`))} in each ${unit})`);
  parts.push(`at ${and(timesOf(rule, start.time))}`);
  if (rule.count !== null) parts.push(rule.count === 1 ? 'once' : `${rule.count} times`);
  if (rule.until !== null) parts.push(`until ${untilText(rule.until)}`);
  return parts.join(' ');
}

function chinese(rule: RecurrenceRule, start: RuleStart): string {
  const unit = UNITS[rule.frequency][1];
  const parts = [rule.interval === 1 ? EVERY_ZH[rule.frequency] : `每 ${rule.interval} ${unit}`];
  const days = isWorkdays(rule.byDay)
    ? '周一至周五'
    : rule.byDay.map(({ day, nth }) => (nth === null ? DAYS[day][1] : `${ordinalZh(nth)}个${DAYS[day][1]}`)).join('、');
  if (rule.byMonth.length > 0) parts.push(`${rule.byMonth.join('、')}月`);
  if (rule.byWeekNo.length > 0) parts.push(rule.byWeekNo.map((w) => `${ordinalZh(w)}周`).join('、'));
  if (rule.byYearDay.length > 0) parts.push(rule.byYearDay.map((d) => `全年${ordinalZh(d)}天`).join('、'));
  if (rule.byMonthDay.length > 0) parts.push(rule.byMonthDay.map((d) => dayOfMonthZh(d)).join('、'));
  if (rule.byDay.length > 0) parts.push(rule.byMonthDay.length > 0 ? `且为${days}` : days);
  const own = dayOfStart(rule, start);
  if (own?.month === 2 && own.day > SHORTEST) parts.push('2月29日（平年为2月28日）');
  else if (own?.month != null) parts.push(`${own.month}月${own.day}日`);
  else if (own) parts.push(`${own.day}日${own.day > SHORTEST ? '（较短的月份为最后一天）' : ''}`);
  if (rule.bySetPos.length > 0)
    parts.push(`（每${unit.replace('个', '')}只取其中${rule.bySetPos.map(ordinalZh).join('、')}个）`);
  parts.push(timesOf(rule, start.time).join('、'));
  if (rule.count !== null) parts.push(`共 ${rule.count} 次`);
  if (rule.until !== null) parts.push(`至 ${untilText(rule.until)}`);
  return parts.join(' ');
}

/** Times of day of the occurrences: hours and minutes that the rule leaves out are those of its start. */
export function timesOf({ byHour, byMinute }: Pick<RecurrenceRule, 'byHour' | 'byMinute'>, time: string): string[] {
  const [hour = '00', minute = '00'] = time.split(':');
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = byHour.length > 0 ? byHour.map(two) : [hour];
  const minutes = byMinute.length > 0 ? byMinute.map(two) : [minute];
  return hours.flatMap((h) => minutes.map((m) => `${h}:${m}`));
}

const isWorkdays = (days: readonly OrdinalDay[]): boolean =>
  days.every((d) => d.nth === null) && days.map((d) => d.day).join() === WORKDAYS;

const weekEn = (week: number): string => (week < 0 ? `the ${ordinal(week)} week` : `week ${week}`);
const dayOfMonthZh = (day: number): string => (day === -1 ? '最后一天' : day < 0 ? `倒数第 ${-day} 天` : `${day}日`);
const ordinalZh = (n: number): string => (n === -1 ? '最后一' : n < 0 ? `倒数第 ${-n} ` : `第 ${n} `);

function ordinal(n: number): string {
  if (n === -1) return 'last';
  if (n < 0) return `${ordinal(-n)} last`;
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}

function and(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}

/** A date as it is; an instant as `2026-12-31 17:00 UTC`. */
function untilText(until: string): string {
  const [, y, m, d, h, min] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})/.exec(until) ?? [];
  return y === undefined ? until : `${y}-${m}-${d} ${h}:${min} UTC`;
}
