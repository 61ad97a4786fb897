import { sql } from '#platform/database';
import { type ActionValues, type KpiValues, type ReviewPlanValues, type ReviewStatus } from '../domain/review.js';
import { type Scorecard } from '../domain/scorecard.js';

export interface ReviewPlanRow extends ReviewPlanValues {
  readonly id: string;
  readonly customerId: string;
  readonly status: 'ACTIVE' | 'ENDED';
  readonly handledUntil: Date;
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

export interface ReviewRow {
  readonly id: string;
  readonly number: string;
  readonly planId: string | null;
  readonly customerId: string;
  readonly jobId: string | null;
  readonly officeId: string;
  readonly name: string;
  readonly includeBelow: boolean;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly zone: string;
  readonly plannedAt: Date;
  readonly chairId: string | null;
  readonly status: ReviewStatus;
  readonly preparedAt: Date;
  readonly heldAt: Date | null;
  readonly closedAt: Date | null;
  readonly minutes: string | null;
  readonly scorecard: Scorecard;
  readonly version: number;
}

export interface AgendaRow {
  readonly reviewId: string;
  readonly title: string;
  readonly notes: string | null;
  readonly presenterId: string | null;
}

export interface ParticipantRow {
  readonly reviewId: string;
  readonly employeeId: string | null;
  readonly personId: string | null;
  readonly attended: boolean | null;
}

export interface ActionRow extends ActionValues {
  readonly id: string;
  readonly reviewId: string;
  readonly officeId: string;
  readonly doneAt: Date | null;
  readonly doneById: string | null;
  readonly doneNote: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

export interface KpiRow extends KpiValues {
  readonly id: string;
  readonly customerId: string | null;
  readonly version: number;
}

export const PLAN_COLUMNS = sql`p.id, p.customer_id as "customerId", p.job_id as "jobId", p.office_id as "officeId", p.name,
  p.include_below as "includeBelow", p.period, p.rule, p.starts_on::text as "startsOn", p.local_time as "localTime", p.zone,
  p.ends_on::text as "endsOn", p.lead_seconds as "leadSeconds", p.chair_id as "chairId", p.agenda, p.status,
  p.handled_until as "handledUntil", p.next_at as "nextAt", p.created_at as "createdAt", p.version`;

export const REVIEW_COLUMNS = sql`v.id, v.number, v.plan_id as "planId", v.customer_id as "customerId", v.job_id as "jobId",
  v.office_id as "officeId", v.name, v.include_below as "includeBelow", v.period_from::text as "periodFrom",
  v.period_to::text as "periodTo", v.zone, v.planned_at as "plannedAt", v.chair_id as "chairId", v.status,
  v.prepared_at as "preparedAt", v.held_at as "heldAt", v.closed_at as "closedAt", v.minutes, v.scorecard, v.version`;

export const ACTION_COLUMNS = sql`a.id, a.review_id as "reviewId", v.office_id as "officeId", a.kind, a.text,
  a.owner_id as "ownerId", a.owner_person_id as "ownerPersonId", a.due_on::text as "dueOn", a.done_at as "doneAt",
  a.done_by as "doneById", a.done_note as "doneNote", a.created_at as "createdAt", a.version`;
export const ACTION_FROM = sql`management.review_action a join management.review v on v.id = a.review_id`;

export const KPI_COLUMNS = sql`k.id, k.customer_id as "customerId", k.code, k.name, k.name_native as "nameNative", k.measure,
  k.metric, k.priority, trim_scale(k.green)::text as green, trim_scale(k.amber)::text as amber, k.weight, k.sort, k.version`;
