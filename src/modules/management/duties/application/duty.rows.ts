import { sql } from '#platform/database';
import { type DutyStatus, type DutyValues, type SkipReason } from '../domain/duty.js';

/** Why requests could not be opened. */
export interface DutyFailing {
  readonly codes: readonly string[];
  /** ISO 8601. */
  readonly since: string;
  readonly tries: number;
}

/** A duty as it is stored. */
export interface DutyRow extends DutyValues {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly status: DutyStatus;
  readonly handledUntil: Date;
  readonly nextAt: Date | null;
  readonly failing: DutyFailing | null;
  readonly createdAt: Date;
  readonly createdById: string | null;
  readonly endedAt: Date | null;
  readonly version: number;
}

/** An occurrence that is done with. */
export interface OccurrenceRow {
  readonly id: string;
  readonly dutyId: string;
  readonly originalAt: Date;
  readonly dueAt: Date;
  readonly requestId: string | null;
  readonly skipped: SkipReason | null;
  readonly handledAt: Date;
}

export interface ExceptionRow {
  readonly id: string;
  readonly dutyId: string;
  readonly originalAt: Date;
  readonly movedTo: Date | null;
  readonly reason: string | null;
}

export const DUTY_COLUMNS = sql`d.id, d.number, d.customer_id as "customerId", d.branch_id as "branchId", d.job_id as "jobId",
  d.subject, d.description, d.contact_type_id as "contactTypeId", d.priority, d.office_id as "officeId",
  d.assignee_id as "assigneeId", d.team_id as "teamId", d.rule, d.starts_on::text as "startsOn", d.local_time as "localTime",
  d.zone, d.ends_on::text as "endsOn", d.lead_seconds as "leadSeconds", d.catch_up as "catchUp", d.holidays,
  d.calendar_id as "calendarId", d.status, d.handled_until as "handledUntil", d.next_at as "nextAt", d.failing,
  d.created_at as "createdAt", d.created_by as "createdById", d.ended_at as "endedAt", d.version`;

export const OCCURRENCE_COLUMNS = sql`o.id, o.duty_id as "dutyId", o.original_at as "originalAt", o.due_at as "dueAt",
  o.request_id as "requestId", o.skipped, o.handled_at as "handledAt"`;

export const EXCEPTION_COLUMNS = sql`x.id, x.duty_id as "dutyId", x.original_at as "originalAt", x.moved_to as "movedTo", x.reason`;
