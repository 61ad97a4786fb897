import {
  Checks,
  err,
  errs,
  type CheckCode,
  type Err,
  type Failure,
  atMostItems,
  numberFrom,
  proseOf,
  textOf,
} from '#kernel';
import { PERIODS, PRIORITIES, SLA_METRICS, type Period, type Priority, type SlaMetric } from '#modules/vocabulary';
import {
  checkRecurrence,
  EARLIEST_START,
  LATEST_DAY,
  type RecurrenceValues,
} from '../../recurrence/domain/recurrence.js';
import { MEASURES, moreIsBetter, NARROWABLE, type Measure } from './scorecard.js';

export const REVIEW_STATUSES = ['PREPARED', 'HELD', 'CLOSED'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const ACTION_KINDS = ['DECISION', 'ACTION'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export const REVIEW_LIMITS = {
  name: textOf(120),
  minutes: proseOf(50_000),
  text: proseOf(2_000),
  title: textOf(200),
  notes: proseOf(5_000),
  agenda: atMostItems(50),
  participants: atMostItems(100),
  leadSeconds: numberFrom(0, 30 * 86_400),
  kpiCode: textOf(40),
  weight: numberFrom(0, 100),
  sort: numberFrom(0, 1_000),
  /** Reviews to come that are listed. */
  upcoming: numberFrom(1, 100),
  periodDays: 1_100,
} as const;

/** What is decided about reviews that come again and again; ids are UUIDs. */
export interface ReviewPlanValues extends RecurrenceValues {
  readonly jobId: string | null;
  readonly officeId: string;
  readonly name: string;
  readonly includeBelow: boolean;
  readonly period: Period;
  readonly leadSeconds: number;
  readonly chairId: string | null;
  readonly agenda: readonly string[];
}

export interface AgendaItem {
  readonly title: string;
  readonly notes?: string | null;
  readonly presenterId?: string | null;
}

/** One of us or one of them. */
export interface Participant {
  readonly employeeId?: string | null;
  readonly personId?: string | null;
  readonly attended?: boolean | null;
}

export interface KpiValues {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly measure: Measure;
  readonly metric: SlaMetric | null;
  readonly priority: Priority | null;
  readonly green: string;
  readonly amber: string;
  readonly weight: number;
  readonly sort: number;
}

export interface ActionValues {
  readonly kind: ActionKind;
  readonly text: string;
  readonly ownerId: string | null;
  readonly ownerPersonId: string | null;
  readonly dueOn: string | null;
}

export function checkReviewPlan(v: Partial<ReviewPlanValues>, checks: Checks = new Checks()): Checks {
  if (v.name !== undefined) checks.text('name', v.name, REVIEW_LIMITS.name);
  checks
    .oneOf('period', v.period, PERIODS)
    .integer('leadSeconds', v.leadSeconds, REVIEW_LIMITS.leadSeconds)
    .atMost('agenda', v.agenda, REVIEW_LIMITS.agenda);
  v.agenda?.forEach((title, i) => void checks.text(`agenda.${i}`, title, REVIEW_LIMITS.title));
  return checkRecurrence(v, checks);
}

export function checkAgenda(agenda: readonly AgendaItem[] | undefined, checks: Checks): Checks {
  checks.atMost('agenda', agenda, REVIEW_LIMITS.agenda);
  agenda?.forEach(({ title, notes }, i) => {
    checks.text(`agenda.${i}.title`, title, REVIEW_LIMITS.title);
    checks.text(`agenda.${i}.notes`, notes, { ...REVIEW_LIMITS.notes, optional: true });
  });
  return checks;
}

export type ParticipantCode = CheckCode | 'DUPLICATE_ITEM' | 'ONE_OF';

export function participantFailures(participants: readonly Participant[] | undefined): Failure<ParticipantCode>[] {
  const seen = new Map<string, number>();
  return (participants ?? []).flatMap(({ employeeId, personId }, i): Failure<ParticipantCode>[] => {
    const field = `participants.${i}`;
    if ((employeeId == null) === (personId == null))
      return [{ code: 'ONE_OF', field: `${field}.employeeId`, params: { fields: 'employeeId, personId' } }];
    const key = employeeId ?? personId ?? '';
    const first = seen.get(key);
    if (first !== undefined) return [{ code: 'DUPLICATE_ITEM', field, params: { item: `participants.${first}` } }];
    seen.set(key, i);
    return [];
  });
}

export type PeriodCode = CheckCode | 'END_BEFORE_START' | 'REVIEW_PERIOD_TOO_LONG';

export function checkPeriod(from: string, to: string): Err<PeriodCode> | undefined {
  const bounds = { from: EARLIEST_START, to: LATEST_DAY };
  const wrong = new Checks().date('periodFrom', from, bounds).date('periodTo', to, bounds).err();
  if (wrong) return wrong;
  if (to < from) return err('END_BEFORE_START', 'periodTo', { start: from, end: to });
  const given = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return given > REVIEW_LIMITS.periodDays
    ? err('REVIEW_PERIOD_TOO_LONG', 'periodTo', { max: REVIEW_LIMITS.periodDays, given })
    : undefined;
}

export type ActionCode = CheckCode | 'AT_MOST_ONE_OF' | 'DECISION_HAS_NO_DUE_DATE';

export function checkAction(v: ActionValues): Err<ActionCode> | undefined {
  const wrong = new Checks()
    .text('text', v.text, REVIEW_LIMITS.text)
    .oneOf('kind', v.kind, ACTION_KINDS)
    .date('dueOn', v.dueOn, { from: EARLIEST_START, to: LATEST_DAY })
    .err();
  if (wrong) return wrong;
  if (v.ownerId !== null && v.ownerPersonId !== null)
    return err('AT_MOST_ONE_OF', 'ownerPersonId', { fields: 'ownerId, ownerPersonId' });
  return v.kind === 'DECISION' && v.dueOn !== null ? err('DECISION_HAS_NO_DUE_DATE', 'dueOn') : undefined;
}

export type KpiCode = CheckCode | 'KPI_NARROWED' | 'KPI_MORE_IS_BETTER' | 'KPI_LESS_IS_BETTER';

export function checkKpi(v: KpiValues): Err<KpiCode> | undefined {
  const decimal = /^\d{1,12}(\.\d{1,4})?$/;
  const wrong = new Checks()
    .text('code', v.code, REVIEW_LIMITS.kpiCode)
    .pattern('code', v.code?.trim(), /^[A-Z0-9][A-Z0-9._-]*$/, 'A-Z, 0-9, . _ -')
    .text('name', v.name, REVIEW_LIMITS.name)
    .text('nameNative', v.nameNative, { ...REVIEW_LIMITS.name, optional: true })
    .oneOf('measure', v.measure, MEASURES)
    .oneOf('metric', v.metric, SLA_METRICS)
    .oneOf('priority', v.priority, PRIORITIES)
    .pattern('green', v.green, decimal, '95, 99.5')
    .pattern('amber', v.amber, decimal, '90, 97.5')
    .integer('weight', v.weight, REVIEW_LIMITS.weight)
    .integer('sort', v.sort, REVIEW_LIMITS.sort)
    .err();
  if (wrong) return wrong;
  const failures: Failure<KpiCode>[] = [];
  if (!NARROWABLE.has(v.measure))
    for (const field of ['metric', 'priority'] as const)
      if (v[field] !== null) failures.push({ code: 'KPI_NARROWED', field });
  const [green, amber] = [Number(v.green), Number(v.amber)];
  if (moreIsBetter(v.measure) && green < amber) failures.push({ code: 'KPI_MORE_IS_BETTER', field: 'amber' });
  if (!moreIsBetter(v.measure) && green > amber) failures.push({ code: 'KPI_LESS_IS_BETTER', field: 'amber' });
  return failures.length > 0 ? errs(failures) : undefined;
}
