import { type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { type ServiceLine } from '#modules/vocabulary';
import { type StatusCategory } from '../domain/life-cycle.js';
import { type NewEvent, type RequestState } from '../domain/request-history.js';
import { type RequestEventKind, type RequestValues, type Visibility } from '../domain/request.js';

/** A request with its present status. */
export interface RequestRow extends RequestValues {
  readonly id: string;
  readonly no: number;
  readonly number: string;
  readonly customerId: string;
  readonly serviceLine: ServiceLine;
  readonly statusId: string;
  readonly statusKey: string;
  readonly statusCategory: StatusCategory;
  readonly priorityRank: number;
  readonly createdAt: Date;
  readonly createdById: string | null;
  readonly completedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly awaitingReplySince: Date | null;
  readonly lastEventAt: Date;
  readonly lastSeq: number;
  readonly clockVersion: number;
  readonly version: number;
  /** The request that goes on in its stead; null unless it was merged. */
  readonly mergedIntoId: string | null;
}

const columns = (
  statusKey: Sql,
): Sql => sql`r.id, r.no, r.number, r.customer_id as "customerId", r.branch_id as "branchId",
  r.job_id as "jobId", r.requester_id as "requesterId", r.contact_id as "contactId", r.contact_type_id as "contactTypeId",
  r.service_line as "serviceLine", r.channel, r.subject, r.description, r.impact, r.urgency, r.priority,
  r.priority_rank as "priorityRank", r.priority_overridden as "priorityOverridden", r.priority_reason as "priorityReason",
  r.priority_matrix as "priorityMatrix", r.office_id as "officeId", r.assignee_id as "assigneeId", r.team_id as "teamId",
  r.parent_id as "parentId", r.merged_into_id as "mergedIntoId", r.status_id as "statusId",
  ${statusKey} as "statusKey", r.status_category as "statusCategory", r.created_at as "createdAt",
  r.created_by as "createdById", r.completed_at as "completedAt", r.cancelled_at as "cancelledAt",
  r.awaiting_reply_since as "awaitingReplySince",
  r.last_event_at as "lastEventAt", r.last_seq as "lastSeq", r.clock_version as "clockVersion", r.version`;

/** Of `REQUEST_FROM`. */
export const REQUEST_COLUMNS = columns(sql`s.key`);
export const REQUEST_FROM = sql`services.request r join services.status s on s.id = r.status_id`;

/**
 * Of `services.request r` alone, for `select … for update`: a join would be checked again with the status of before
 * when somebody else moved the request while this one waited, and the request would seem to be gone.
 */
export const HELD_COLUMNS = columns(sql`(select s.key from services.status s where s.id = r.status_id)`);

type ShownValues = Readonly<Record<string, string | number | boolean | null>>;

/** An event as the time line shows it. */
export interface EventRow {
  readonly requestId: string;
  readonly seq: number;
  readonly at: Date;
  readonly kind: RequestEventKind;
  readonly actorId: string | null;
  readonly personId: string | null;
  readonly via: string;
  readonly fromStatus: string | null;
  readonly toStatus: string | null;
  readonly body: string | null;
  readonly visibility: Visibility;
  readonly before: ShownValues | null;
  readonly after: ShownValues | null;
  /** The other request that it is about. */
  readonly relatedId: string | null;
  readonly recordedAt: Date;
}

export const EVENT_COLUMNS_OUT = sql`e.request_id as "requestId", e.seq, e.at, e.kind, e.actor_id as "actorId",
  e.person_id as "personId", e.via, e.from_status as "fromStatus", e.to_status as "toStatus", e.body, e.visibility,
  e.before, e.after, e.related_id as "relatedId", e.recorded_at as "recordedAt"`;

/** Column of each value. */
export const VALUE_COLUMNS: Readonly<Record<keyof RequestValues, string>> = {
  branchId: 'branch_id',
  jobId: 'job_id',
  requesterId: 'requester_id',
  contactId: 'contact_id',
  contactTypeId: 'contact_type_id',
  channel: 'channel',
  subject: 'subject',
  description: 'description',
  impact: 'impact',
  urgency: 'urgency',
  priority: 'priority',
  priorityOverridden: 'priority_overridden',
  priorityReason: 'priority_reason',
  priorityMatrix: 'priority_matrix',
  officeId: 'office_id',
  assigneeId: 'assignee_id',
  teamId: 'team_id',
  parentId: 'parent_id',
};

const FIELDS = Object.keys(VALUE_COLUMNS) as (keyof RequestValues)[];

export function valuesOf(row: RequestValues): RequestValues {
  return Object.fromEntries(FIELDS.map((f) => [f, row[f]])) as unknown as RequestValues;
}

/** The values by column name. */
export function valueColumns(values: RequestValues): Record<string, unknown> {
  return Object.fromEntries(FIELDS.map((f) => [VALUE_COLUMNS[f], values[f]]));
}

export function stateOf(row: RequestRow): RequestState {
  return {
    status: { id: row.statusId, key: row.statusKey, category: row.statusCategory },
    values: valuesOf(row),
    completedAt: row.completedAt,
    cancelledAt: row.cancelledAt,
    awaitingReplySince: row.awaitingReplySince,
    lastEventAt: row.lastEventAt,
    lastSeq: row.lastSeq,
    clockVersion: row.clockVersion,
  };
}

/** Columns of the state that every event touches. */
export function stateColumns(state: RequestState): Record<string, unknown> {
  return {
    status_id: state.status.id,
    status_category: state.status.category,
    completed_at: state.completedAt,
    cancelled_at: state.cancelledAt,
    awaiting_reply_since: state.awaitingReplySince,
    last_event_at: state.lastEventAt,
    last_seq: state.lastSeq,
    clock_version: state.clockVersion,
  };
}

export const EVENT_COLUMNS = [
  'request_id',
  'seq',
  'at',
  'kind',
  'actor_id',
  'person_id',
  'via',
  'from_status',
  'to_status',
  'body',
  'visibility',
  'before',
  'after',
  'related_id',
  'trace_id',
];

export function eventColumns(ctx: Ctx, requestId: string, event: NewEvent): Record<string, unknown> {
  return {
    request_id: requestId,
    seq: event.seq,
    at: event.at,
    kind: event.kind,
    actor_id: event.actorId,
    person_id: event.personId,
    via: ctx.via,
    from_status: event.fromStatus,
    to_status: event.toStatus,
    body: event.body,
    visibility: event.visibility,
    before: event.before,
    after: event.after,
    // Few have one: what is undefined does not travel.
    related_id: event.relatedId ?? undefined,
    trace_id: ctx.requestId,
  };
}
