import { err, ok, type Result } from '#kernel';
import { instantOf } from '#kernel/calendar';
import { formatRule, parseRule, Recurrence, type RecurrenceRule, type RuleCode } from '#platform/recurrence';

/** On which dates: a rule of RFC 5545 from a first date on, at a time of day in the zone of the site. */
export interface PlanDates {
  readonly rule: string;
  /** `YYYY-MM-DD` */
  readonly startsOn: string;
  /** `HH:MM` */
  readonly localTime: string;
  readonly zone: string;
  /** Last date; null for no end but that of the rule. */
  readonly endsOn: string | null;
}

export type PlanRuleCode = RuleCode | 'PLAN_RULE_NOT_DAILY' | 'PLAN_RULE_TOO_DETAILED';

/**
 * The rule in its one form, or what is wrong with it. Maintenance is planned by days: the time of day comes from the
 * plan, so rules of hours and minutes are refused. A floating plan counts from when it was last done, which weekdays and
 * days of the month would contradict.
 */
export function readRule(text: string, floating: boolean): Result<string, PlanRuleCode> {
  if (/\b(HOURLY|MINUTELY|SECONDLY|BYHOUR|BYMINUTE|BYSECOND)\b/i.test(text)) return err('PLAN_RULE_NOT_DAILY', 'rule');
  const read = parseRule(text);
  if (!read.ok) return read;
  const rule = read.value;
  if (rule.until?.endsWith('Z')) return err('PLAN_RULE_NOT_DAILY', 'rule');
  if (floating && (namesDays(rule) || rule.count !== null || rule.until !== null))
    return err('PLAN_RULE_TOO_DETAILED', 'rule');
  return ok(formatRule(rule));
}

const namesDays = ({ byMonth, byWeekNo, byYearDay, byMonthDay, byDay, bySetPos }: RecurrenceRule): boolean =>
  [byMonth, byWeekNo, byYearDay, byMonthDay, byDay, bySetPos].some((list) => list.length > 0);

/**
 * The dates of the rule from a date on, in order, one at a time; counted as noon in UTC, where neither gaps nor folds of
 * the clock can touch them.
 */
export function* datesOf(
  { rule, startsOn, endsOn }: Pick<PlanDates, 'rule' | 'startsOn' | 'endsOn'>,
  from: string,
): Generator<string> {
  const read = parseRule(rule);
  if (!read.ok) throw new Error(`a stored rule cannot be read: ${rule}`);
  const dates = new Recurrence({ rule: read.value, startsOn, localTime: '12:00', zone: 'UTC', endsOn });
  for (const at of dates.after(Date.parse(`${from}T00:00:00Z`) - 1)) yield new Date(at).toISOString().slice(0, 10);
}

/** An occurrence: its date, and its instant in the zone of the site. */
export interface Dated {
  readonly date: string;
  readonly due: number;
}

/** The occurrences from a date on, in order. A time that the clock leaves out is taken by the offset before it. */
export function* occurrencesOf(plan: PlanDates, from: string): Generator<Dated> {
  for (const date of datesOf(plan, from < plan.startsOn ? plan.startsOn : from))
    yield { date, due: instantOf(plan.zone, date, plan.localTime) };
}

/** The first date of the rule after the one on which the work was done, when it counts from there; none of those taken. */
export function dateAfterDone(rule: string, doneOn: string, taken: ReadonlySet<string> = new Set()): string | null {
  for (const date of datesOf({ rule, startsOn: doneOn, endsOn: null }, doneOn))
    if (date > doneOn && !taken.has(date)) return date;
  return null;
}
