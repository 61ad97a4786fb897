import { Checks, numberFrom, proseOf, textOf } from '#kernel';
import { PRIORITIES, type Priority } from '#modules/vocabulary';
import { type RecurrenceValues, checkRecurrence } from '../../recurrence/domain/recurrence.js';

export const DUTY_STATUSES = ['ACTIVE', 'PAUSED', 'ENDED'] as const;
export type DutyStatus = (typeof DUTY_STATUSES)[number];

/** What happens to occurrences that nobody opened in time because the background work stood still. */
export const CATCH_UPS = ['ALL', 'LATEST'] as const;
export type CatchUp = (typeof CATCH_UPS)[number];

export const HOLIDAY_POLICIES = ['IGNORE', 'NEXT_WORKING_DAY', 'PREVIOUS_WORKING_DAY', 'SKIP'] as const;
export type HolidayPolicy = (typeof HOLIDAY_POLICIES)[number];

export const SKIP_REASONS = ['EXCEPTION', 'HOLIDAY', 'MISSED', 'PAUSED', 'COINCIDES'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** How an occurrence went, or goes. */
export const OUTCOMES = ['OPEN', 'KEPT', 'LATE', 'MISSED', 'CANCELLED', 'SKIPPED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const DAY_S = 86_400;
export const DUTY_LIMITS = {
  subject: textOf(200),
  description: proseOf(20_000),
  reason: proseOf(500),
  leadSeconds: numberFrom(0, 90 * DAY_S),
  /** Occurrences that are listed. */
  upcoming: numberFrom(1, 100),
  /** Of a filter. */
  search: textOf(200),
  /** How far an occurrence may be moved. */
  moveDays: 366,
} as const;

/** What is decided of a duty; ids are UUIDs. */
export interface DutyValues extends RecurrenceValues {
  readonly branchId: string | null;
  readonly jobId: string | null;
  readonly subject: string;
  readonly description: string | null;
  readonly contactTypeId: string | null;
  readonly priority: Priority;
  readonly officeId: string;
  readonly assigneeId: string | null;
  readonly teamId: string | null;
  readonly leadSeconds: number;
  readonly catchUp: CatchUp;
  readonly holidays: HolidayPolicy;
  readonly calendarId: string | null;
}

/** What can be said of a duty without looking anything up; absent values are not checked. */
export function checkDuty(values: Partial<DutyValues>, checks: Checks = new Checks()): Checks {
  if (values.subject !== undefined) checks.text('subject', values.subject, DUTY_LIMITS.subject);
  checks
    .text('description', values.description, { ...DUTY_LIMITS.description, optional: true })
    .oneOf('priority', values.priority, PRIORITIES)
    .integer('leadSeconds', values.leadSeconds, DUTY_LIMITS.leadSeconds)
    .oneOf('catchUp', values.catchUp, CATCH_UPS)
    .oneOf('holidays', values.holidays, HOLIDAY_POLICIES);
  if (values.holidays !== undefined && values.holidays !== 'IGNORE') checks.required('calendarId', values.calendarId);
  return checkRecurrence(values, checks);
}
