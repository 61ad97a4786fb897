import { Checks, proseOf } from '#kernel';

/** No duty and no review begins before, and none after the other. */
export const EARLIEST_START = '2000-01-01';
export const LATEST_DAY = '2199-12-31';
/** How often a rule may come up on any one day. */
export const MAX_PER_DAY = 24;
export const RECURRENCE_LIMITS = { rule: proseOf(500) } as const;

/** When something recurs, as people say it. */
export interface RecurrenceValues {
  /** RRULE of RFC 5545. */
  readonly rule: string;
  readonly startsOn: string;
  readonly localTime: string;
  readonly zone: string;
  readonly endsOn: string | null;
}

/** What can be said of a recurrence without working it out. */
export function checkRecurrence(values: Partial<RecurrenceValues>, checks: Checks = new Checks()): Checks {
  const bounds = { from: EARLIEST_START, to: LATEST_DAY };
  return checks
    .text('rule', values.rule, { ...RECURRENCE_LIMITS.rule, optional: values.rule === undefined })
    .date('startsOn', values.startsOn, bounds)
    .date('endsOn', values.endsOn, { from: values.startsOn ?? bounds.from, to: bounds.to })
    .pattern('localTime', values.localTime, /^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM, 00:00 – 23:59')
    .timeZone('zone', values.zone);
}
