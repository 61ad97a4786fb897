import { RRuleTemporal } from 'rrule-temporal';
import { err, ok, type Result } from '#kernel';
import { instantOf } from '#kernel/calendar';

/** On which dates: a rule of RFC 5545 from a first date on, at a time of day in the zone of the site. */
export interface Recurrence {
  readonly rule: string;
  /** `YYYY-MM-DD` */
  readonly startsOn: string;
  /** `HH:MM` */
  readonly localTime: string;
  readonly zone: string;
  /** Last date; null for no end but that of the rule. */
  readonly endsOn: string | null;
}

export type RuleCode = 'PLAN_RULE_INVALID' | 'PLAN_RULE_NOT_DAILY' | 'PLAN_RULE_TOO_DETAILED';

const PARTS = new Set([
  ...[
    'FREQ',
    'INTERVAL',
    'COUNT',
    'UNTIL',
    'WKST',
    'BYDAY',
    'BYMONTH',
    'BYMONTHDAY',
    'BYYEARDAY',
    'BYWEEKNO',
    'BYSETPOS',
  ],
]);
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const LAST_DATE = '2199-12-31';

/**
 * The rule in capitals without its name, or what is wrong with it. Maintenance is planned by days: the time of day comes
 * from the plan, so rules of hours and minutes are refused. A floating plan counts from when it was last done, which
 * weekdays and days of the month would contradict.
 */
export function readRule(text: string, floating: boolean): Result<string, RuleCode> {
  const rule = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
  const parts = rule.split(';').map((part) => part.split('='));
  const names = parts.map(([name]) => name ?? '');
  const wrong = (why: string): Result<never, RuleCode> => err('PLAN_RULE_INVALID', 'rule', { why });
  if (rule.length > 300) return wrong('longer than 300 characters');
  if (parts.some((p) => p.length !== 2 || !p[1])) return wrong('parts look like FREQ=MONTHLY and are parted by ;');
  if (new Set(names).size < names.length) return wrong('a part occurs twice');
  const freq = parts.find(([name]) => name === 'FREQ')?.[1] ?? '';
  if (names.some((name) => /^BY(HOUR|MINUTE|SECOND)$/.test(name)) || /^(HOURLY|MINUTELY|SECONDLY)$/.test(freq))
    return err('PLAN_RULE_NOT_DAILY', 'rule');
  const unknown = names.find((name) => !PARTS.has(name));
  if (unknown !== undefined) return wrong(`${unknown.slice(0, 40)} is not known`);
  if (!FREQUENCIES.includes(freq)) return wrong('FREQ is DAILY, WEEKLY, MONTHLY or YEARLY');
  const until = parts.find(([name]) => name === 'UNTIL')?.[1];
  if (until !== undefined && !/^\d{8}$/.test(until)) return wrong('UNTIL is a date such as 20271231');
  if (until !== undefined && names.includes('COUNT')) return wrong('COUNT and UNTIL exclude one another');
  if (floating && names.some((name) => name !== 'FREQ' && name !== 'INTERVAL'))
    return err('PLAN_RULE_TOO_DETAILED', 'rule');
  const range = outOfRange(parts as [string, string][]);
  if (range !== undefined) return wrong(range);
  try {
    compile(rule, '2024-01-01');
  } catch (error) {
    return wrong((error as Error).message.slice(0, 100));
  }
  return ok(rule);
}

/** Numbers that no calendar has; the library leaves them out silently. */
function outOfRange(parts: readonly [string, string][]): string | undefined {
  const bounds: Readonly<Record<string, number>> = {
    ...{ INTERVAL: 1_000, COUNT: 10_000, BYMONTH: 12, BYMONTHDAY: 31, BYYEARDAY: 366, BYWEEKNO: 53, BYSETPOS: 366 },
  };
  for (const [name, value] of parts) {
    const max = bounds[name];
    const signed = name.startsWith('BY') && name !== 'BYMONTH';
    if (max !== undefined)
      for (const number of value.split(',')) {
        const n = Number(number);
        if (!/^[+-]?\d{1,5}$/.test(number) || n === 0 || n > max || n < (signed ? -max : 1))
          return `${name} is out of range: ${number.slice(0, 20)}`;
      }
    if (name === 'BYDAY' && !value.split(',').every((day) => /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/.test(day)))
      return 'BYDAY names MO, TU, WE, TH, FR, SA, SU, with a number such as 1MO in months and years';
  }
  return undefined;
}

/**
 * The rule over plain dates, as instants of UTC: neither gaps nor folds of the clock can touch it. A rule that only says
 * how often (no BY… parts) and begins on the 29th to 31st falls on the last day of shorter months (RFC 7529, SKIP=BACKWARD),
 * as nobody who wants something done every three months wants it left out in February. Rules that name days are taken by
 * the letter of RFC 5545.
 */
function compile(rule: string, startsOn: string): RRuleTemporal {
  const monthly = /FREQ=(MONTHLY|YEARLY)/.test(rule) && !/\bBY/.test(rule) && Number(startsOn.slice(8)) > 28;
  const until = rule.replace(/UNTIL=(\d{8})/, 'UNTIL=$1T235959Z');
  return new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${startsOn.replaceAll('-', '')}T120000\nRRULE:${monthly ? 'RSCALE=GREGORIAN;SKIP=BACKWARD;' : ''}${until}`,
    cache: false,
    maxIterations: 5_000,
  });
}

/** The dates of the rule after (or from) a date, in order, one at a time. */
export function* datesOf(
  { rule, startsOn, endsOn }: Pick<Recurrence, 'rule' | 'startsOn' | 'endsOn'>,
  from: string,
): Generator<string> {
  const recurrence = compile(rule, startsOn);
  const last = endsOn ?? LAST_DATE;
  let after = new Date(`${from}T00:00:00Z`);
  for (;;) {
    const next = nextOf(recurrence, after);
    if (next === null) return;
    const date = next.toISOString().slice(0, 10);
    if (date > last) return;
    yield date;
    after = next;
  }
}

/** Null when there is none; a rule that finds none within thousands of its periods has none. */
function nextOf(recurrence: RRuleTemporal, after: Date): Date | null {
  try {
    const next = recurrence.next(after);
    return next === null ? null : new Date(Number(next.epochMilliseconds));
  } catch {
    return null;
  }
}

/** An occurrence: its date, and its instant in the zone of the site. */
export interface Dated {
  readonly date: string;
  readonly due: number;
}

/** The occurrences from a date on, in order. A time that the clock leaves out is taken by the offset before it. */
export function* occurrencesOf(recurrence: Recurrence, from: string): Generator<Dated> {
  const start = from < recurrence.startsOn ? recurrence.startsOn : from;
  for (const date of datesOf(recurrence, start))
    yield { date, due: instantOf(recurrence.zone, date, recurrence.localTime) };
}

/** The first date of the rule after the one on which the work was done, when it counts from there. */
export function dateAfterDone(rule: string, doneOn: string): string | null {
  for (const date of datesOf({ rule, startsOn: doneOn, endsOn: null }, doneOn)) if (date > doneOn) return date;
  return null;
}
