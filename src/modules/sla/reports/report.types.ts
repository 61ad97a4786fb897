import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { type SlaMetric, type SlaClockStatus } from '../engine/domain/clock-types.js';

/** By what clocks can be counted. CUSTOMER is each by itself, CUSTOMER_GROUP the top of its tree when first evaluated. */
export const ATTAINMENT_DIMENSIONS = [
  'PRIORITY',
  'CHANNEL',
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'YEAR',
  'METRIC',
  'OFFICE',
  'REGION',
  'SERVICE_LINE',
  'CONTACT_TYPE',
  'CUSTOMER',
  'CUSTOMER_GROUP',
  'TIER',
  'TERMS',
] as const;
export type AttainmentDimension = (typeof ATTAINMENT_DIMENSIONS)[number];

/** Which clocks a report is about. The period is that of the requests' creation, its end not included. */
export interface AttainmentFilter {
  readonly from?: Date | null;
  readonly to?: Date | null;
  /** With all customers below it. */
  readonly customerId?: string | null;
  readonly officeIds?: readonly string[] | null;
  readonly regionId?: string | null;
  readonly metrics?: readonly SlaMetric[] | null;
  readonly priorities?: readonly Priority[] | null;
  readonly serviceLine?: ServiceLine | null;
  /** With all types below it. */
  readonly contactTypeId?: string | null;
  readonly channels?: readonly string[] | null;
  /** Key of the tier that the customer had when the request was first evaluated. */
  readonly tier?: string | null;
  readonly termsId?: string | null;
  readonly states?: readonly SlaClockStatus[] | null;
  /** In which periods begin; defaults to UTC. */
  readonly timeZone?: string | null;
  /** Key of a row of a report: only what that row counts. */
  readonly row?: string | null;
}

/** A row of a report that can be asked for the clocks behind it. */
export interface Drillable {
  /** What to give as `row` of a filter. */
  readonly row: string;
}

/** Values of the dimensions that were asked for; the others are null. */
export interface ReportKeys {
  readonly priority: Priority | null;
  readonly channel: string | null;
  /** First day of the day, week (Monday), month, quarter or year. */
  readonly period: string | null;
  readonly metric: SlaMetric | null;
  readonly officeId: string | null;
  readonly regionId: string | null;
  readonly serviceLine: ServiceLine | null;
  readonly contactTypeId: string | null;
  readonly customerId: string | null;
  readonly tier: string | null;
  readonly termsId: string | null;
}

export interface AttainmentRow extends ReportKeys, Drillable {
  /** The period, when it is a month. */
  readonly month: string | null;
  readonly met: number;
  readonly missed: number;
  readonly breached: number;
  readonly running: number;
  readonly paused: number;
  readonly cancelled: number;
  /** met ÷ (met + missed + breached) with six digits; null when nothing is decided. */
  readonly attainment: string | null;
}

/**
 * Upper bounds of the shares of the target that clocks had used, in percent, each included; the last bucket has no
 * bound. Up to 100 is in time.
 */
export const SHARE_BOUNDS = [25, 50, 75, 90, 100, 125, 150, 200] as const;

export interface ShareBucket {
  /** Percent of the target, not included; 0 in the first, which includes it. */
  readonly above: number;
  /** Percent of the target, included; null in the last. */
  readonly upTo: number | null;
  readonly clocks: number;
}

/** How much of their targets clocks took that have stopped; seconds are open seconds. */
export interface TimeDistributionRow extends ReportKeys, Drillable {
  /** MET and MISSED. */
  readonly stopped: number;
  /** BREACHED: nobody knows yet how much they will take. */
  readonly overdue: number;
  /** MISSED. */
  readonly late: number;
  readonly shares: readonly ShareBucket[];
  /** What half, nine of ten, and nineteen of twenty took at the most; null when none has stopped. */
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
  readonly p95Seconds: number | null;
  /** Seconds beyond the target of those that were late. */
  readonly medianLateSeconds: number | null;
  readonly p90LateSeconds: number | null;
  readonly longestLateSeconds: number | null;
}
