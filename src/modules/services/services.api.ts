import { Injectable } from '@nestjs/common';
import { type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, Database, sql, type Sql } from '#platform/database';
import { type AddNoteCode, type AddNoteCommand } from './application/add-note.js';
import { type AssignRequestCode, type AssignRequestCommand } from './application/assign-request.js';
import { type ChangeStatusCode, type ChangeStatusCommand } from './application/change-status.js';
import { type CreateRequestCode, type CreateRequestCommand } from './application/create-request.js';
import { EnsureReferenceLifeCycles } from './application/ensure-reference-life-cycles.js';
import {
  type AppendEvents,
  type ImportCode,
  type ImportedRequest,
  type ImportRequest,
} from './application/import-commands.js';
import { ImportRequests } from './application/import-requests.js';
import { type LifeCycle } from './domain/life-cycle.js';
import { carriedMetrics, carriedOver, type WaitingEvent } from './domain/carried-clocks.js';
import { RELATION_KINDS, type RequestValues } from './domain/request.js';
import { LifeCycles } from './application/life-cycles.js';
import { type Reference, type ReferenceCode } from './application/references.js';
import { type ReplyToRequestCode, type ReplyToRequestCommand } from './application/reply-to-request.js';
import { RequestCommands } from './application/request-commands.js';
import { ServicesPolicy } from './application/services.policy.js';
import {
  type CreatedScope,
  type PeriodRequest,
  type RequestEvent,
  type RequestEventKind,
  type RequestFacts,
  type StatusMove,
} from './services.types.js';

interface EventRow {
  request_id: string;
  seq: number;
  at: Date;
  kind: RequestEventKind;
  related_id: string | null;
  values: Pick<Partial<RequestValues>, 'priority' | 'contactTypeId' | 'jobId' | 'branchId' | 'officeId'> | null;
}

/** What linked a request to others or to followers and moves no clock. */
const SILENT_KINDS = RELATION_KINDS.filter((kind) => kind !== 'MERGED_FROM' && kind !== 'MERGED_INTO');

/** Values that decide neither about terms nor about calendars. */
const OTHER_VALUES = [
  ...['subject', 'description', 'channel', 'requesterId', 'contactId', 'impact', 'urgency', 'assigneeId', 'teamId'],
  ...['priorityOverridden', 'priorityReason', 'priorityMatrix'],
];

const FACTS = sql`r.id, r.number, r.customer_id as "customerId", r.branch_id as "branchId", r.job_id as "jobId",
    r.office_id as "officeId", r.assignee_id as "assigneeId", r.team_id as "teamId", r.parent_id as "parentId",
    r.service_line as "serviceLine", r.contact_type_id as "contactTypeId", r.channel, r.subject, r.priority,
    s.key as "statusKey", r.created_at as "createdAt", r.completed_at as "completedAt",
    r.cancelled_at as "cancelledAt", r.clock_version as "clockVersion"
  from services.request r join services.status s on s.id = r.status_id`;

const createdIn = ({ from, to, customerIds, officeIds, serviceLine }: CreatedScope): Sql =>
  and([
    sql`r.created_at >= ${from}`,
    sql`r.created_at < ${to}`,
    customerIds !== null && sql`r.customer_id = any(${customerIds}::uuid[])`,
    officeIds !== null && sql`r.office_id = any(${officeIds}::uuid[])`,
    serviceLine !== null && sql`r.service_line = ${serviceLine}`,
  ]);

/** What other modules may ask of services. Everything batched; unknown ids are simply absent from the answer. */
@Injectable()
export class ServicesApi {
  constructor(
    private readonly db: Database,
    private readonly importing: ImportRequests,
    private readonly referenceLifeCycles: EnsureReferenceLifeCycles,
    private readonly lifeCycleRows: LifeCycles,
    private readonly doors: RequestCommands,
    private readonly policy: ServicesPolicy,
  ) {}

  /** Throws unless the actor may create requests that the office is responsible for. */
  assertMayCreate(ctx: Ctx, officeId: string): Promise<void> {
    return this.policy.assertMayCreate(ctx, officeId);
  }

  async requests(ids: readonly string[]): Promise<Map<string, RequestFacts>> {
    const rows = await this.db.query<RequestFacts>(sql`select ${FACTS} where r.id = any(${ids}::uuid[])`);
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** Requests by their creation, oldest first, a page at a time: those after `after` (from the start when null). */
  requestsCreated(
    scope: CreatedScope,
    after: { readonly createdAt: Date; readonly id: string } | null,
    limit: number,
  ): Promise<RequestFacts[]> {
    const later = after === null ? sql`true` : sql`(r.created_at, r.id) > (${after.createdAt}, ${after.id}::uuid)`;
    return this.db.query<RequestFacts>(
      sql`select ${FACTS} where ${createdIn(scope)} and ${later} order by r.created_at, r.id limit ${limit}`,
    );
  }

  /** How many requests were created there. */
  async countCreated(scope: CreatedScope): Promise<number> {
    const where = createdIn(scope);
    return (await this.db.one<{ n: number }>(sql`select count(*) as n from services.request r where ${where}`)).n;
  }

  /**
   * Notes when the first open clock of each request is due (null when it has none), by which lists are ordered. Belongs
   * into the transaction that moves the clocks.
   */
  async noteNextDue(due: readonly { readonly requestId: string; readonly dueAt: Date | null }[]): Promise<void> {
    if (due.length === 0) return;
    await this.db.execute(
      sql`update services.request_due d set due_at = n.due_at
            from unnest(${due.map((r) => r.requestId)}::uuid[], ${due.map((r) => r.dueAt)}::timestamptz[]) as n (id, due_at)
           where d.request_id = n.id and d.due_at is distinct from n.due_at`,
    );
  }

  /** What happened to each, in order. */
  async events(requestIds: readonly string[]): Promise<Map<string, RequestEvent[]>> {
    // `at` never runs backwards within a request, so the primary key's order is the order of time.
    const rows = await this.db.query<EventRow>(
      sql`select e.request_id, e.seq, e.at, e.kind, case when e.kind like 'MERGED%' then e.related_id end as related_id,
                 case when e.kind in ('CREATED', 'CHANGED', 'ASSIGNED') then e.after - ${OTHER_VALUES}::text[] end as values
            from services.request_event e
           where e.request_id = any(${requestIds}::uuid[]) and not e.kind = any(${SILENT_KINDS}::text[])
           order by e.request_id, e.seq`,
    );
    const merges = await this.mergedHistories(rows);
    const events = new Map<string, RequestEvent[]>();
    for (const { request_id, seq, at, kind, related_id, values } of rows) {
      const event: RequestEvent = values ? { seq, at, kind, ...values } : { seq, at, kind };
      if (related_id !== null)
        Object.assign(
          event,
          kind === 'MERGED_FROM'
            ? { carriedOver: carriedOver(related_id, merges) }
            : { survivorId: related_id, carried: carriedMetrics(request_id, merges) },
        );
      const list = events.get(request_id);
      if (list) list.push(event);
      else events.set(request_id, [event]);
    }
    return events;
  }

  /** The lives of all requests that were merged with these, over any number of merges; empty when none was. */
  private async mergedHistories(rows: readonly EventRow[]): Promise<Map<string, WaitingEvent[]>> {
    const merged = rows.flatMap((row) => (row.related_id === null ? [] : [row.request_id, row.related_id]));
    const histories = new Map<string, WaitingEvent[]>();
    if (merged.length === 0) return histories;
    const all = await this.db.query<WaitingEvent & { requestId: string }>(
      sql`with recursive family (id) as (
            select unnest(${[...new Set(merged)]}::uuid[])
            union
            select e.related_id from family f join services.request_event e on e.request_id = f.id
             where e.kind in ('MERGED_FROM', 'MERGED_INTO') and e.related_id is not null)
          select e.request_id as "requestId", e.seq, e.at, e.kind, e.related_id as "relatedId"
            from family f join services.request_event e on e.request_id = f.id order by e.request_id, e.seq`,
    );
    for (const event of all) {
      const list = histories.get(event.requestId);
      if (list) list.push(event);
      else histories.set(event.requestId, [event]);
    }
    return histories;
  }

  /** How the statuses of each request changed and who changed them, in order. */
  async statusMoves(requestIds: readonly string[]): Promise<Map<string, StatusMove[]>> {
    const rows = await this.db.query<StatusMove>(
      sql`select e.request_id as "requestId", e.at, e.kind, e.to_status as "toStatus", e.actor_id as "actorId",
                 e.person_id as "personId"
            from services.request_event e
           where e.request_id = any(${requestIds}::uuid[]) and e.to_status is not null order by e.request_id, e.seq`,
    );
    const moves = new Map<string, StatusMove[]>();
    for (const move of rows) {
      const list = moves.get(move.requestId);
      if (list) list.push(move);
      else moves.set(move.requestId, [move]);
    }
    return moves;
  }

  /**
   * The requests of customers, and of a job where one is named, that were open at some time within [from, to) as far as
   * is known now, in order of creation.
   */
  requestsOfPeriod(
    of: { readonly customerIds: readonly string[]; readonly jobId: string | null },
    from: Date,
    to: Date,
  ): Promise<PeriodRequest[]> {
    return this.db.query<PeriodRequest>(
      sql`select r.id, r.number, r.subject, r.priority, r.contact_type_id as "contactTypeId", r.created_at as "createdAt",
                 r.completed_at as "completedAt", r.cancelled_at as "cancelledAt",
                 (select count(*) from services.request_event e
                   where e.request_id = r.id and e.kind = 'REOPENED' and e.at >= ${from} and e.at < ${to})::integer as reopenings
            from services.request r
           where r.customer_id = any(${of.customerIds}::uuid[]) and r.created_at < ${to}
             and (${of.jobId}::uuid is null or r.job_id = ${of.jobId}::uuid) and r.merged_into_id is null
             and coalesce(r.completed_at, r.cancelled_at, 'infinity') >= ${from}
           order by r.created_at, r.id`,
    );
  }

  async clockVersions(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; v: number }>(
      sql`select r.id, r.clock_version as v from services.request r where r.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r.v]));
  }

  /** Ids in a fixed order, a page at a time: those after `lastId` (from the start when null). */
  async requestIdsAfter(
    lastId: string | null,
    limit: number,
    { openOnly = false }: { openOnly?: boolean } = {},
  ): Promise<string[]> {
    const after = lastId ?? '00000000-0000-0000-0000-000000000000';
    const rows = await this.db.query<{ id: string }>(
      openOnly
        ? sql`select r.id from services.request r
               where r.id > ${after} and r.status_category in ('OPEN', 'PAUSED') order by r.id limit ${limit}`
        : sql`select r.id from services.request r where r.id > ${after} order by r.id limit ${limit}`,
    );
    return rows.map((r) => r.id);
  }

  /** Ids of the requests that were taken over from elsewhere, by their reference there ("source:key"). */
  async findByExternalRefs(refs: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; ref: string }>(
      sql`select r.id, r.external_ref as ref from services.request r where r.external_ref = any(${refs}::text[])`,
    );
    return new Map(rows.map((r) => [r.ref, r.id]));
  }

  /** All life cycles, by service line. */
  lifeCycles(): Promise<LifeCycle[]> {
    return this.lifeCycleRows.all();
  }

  /** Gives every service line that has none the reference life cycle; leaves the others as they are. */
  ensureReferenceLifeCycles(ctx: Ctx): Promise<Result<{ created: number }>> {
    return this.referenceLifeCycles.run(ctx);
  }

  /** Ids of the employees who follow each request, those who began first in front; a request without any is absent. */
  async watchers(requestIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; watchers: string[] }>(
      sql`select w.request_id as id, array_agg(w.employee_id order by w.since, w.id) as watchers
            from services.request_watcher w where w.request_id = any(${requestIds}::uuid[]) group by w.request_id`,
    );
    return new Map(rows.map((r) => [r.id, r.watchers]));
  }

  /** Takes a request down, in the caller's transaction when there is one. For what opens requests by itself. */
  create(ctx: Ctx, cmd: CreateRequestCommand): Promise<Result<{ id: string }, CreateRequestCode>> {
    return this.doors.creating.run(ctx, cmd);
  }

  /**
   * What would be wrong with a request that refers to these (what is closed, retired or gone is refused), and which office
   * would be responsible by default. For what plans requests.
   */
  async checkReferences(
    reference: Reference,
  ): Promise<{ readonly failures: Failure<ReferenceCode>[]; readonly officeId: string | undefined }> {
    const known = await this.doors.references.look([reference]);
    const officeId = reference.officeId ?? known.defaultOfficeId(reference);
    return { failures: known.failures(reference, { current: true }), officeId };
  }

  /** Answers the customer; with `thenStatus` moves the request as well. */
  reply(ctx: Ctx, cmd: ReplyToRequestCommand): Promise<Result<{ id: string }, ReplyToRequestCode>> {
    return this.doors.replying.run(ctx, cmd);
  }

  /** Remarks something among ourselves. */
  addNote(ctx: Ctx, cmd: AddNoteCommand): Promise<Result<{ id: string }, AddNoteCode>> {
    return this.doors.noting.run(ctx, cmd);
  }

  /** Moves a request along its life cycle. */
  changeStatus(ctx: Ctx, cmd: ChangeStatusCommand): Promise<Result<{ id: string }, ChangeStatusCode>> {
    return this.doors.moving.run(ctx, cmd);
  }

  /** Hands a request to an employee, a team, an office. */
  assign(ctx: Ctx, cmd: AssignRequestCommand): Promise<Result<{ id: string }, AssignRequestCode>> {
    return this.doors.assigning.run(ctx, cmd);
  }

  /**
   * Takes many requests over with their whole history, in one transaction, and tells how each fared, in order. One
   * whose external reference is known gets only the events it does not have yet. Needs `services.import`; five hundred
   * at a time are quickest.
   */
  createMany(ctx: Ctx, requests: readonly ImportRequest[]): Promise<Result<ImportedRequest, ImportCode>[]> {
    return this.importing.createMany(ctx, requests);
  }

  /** Appends events of a source to requests that exist, one Result per entry, in order. Needs `services.import`. */
  appendEventsMany(ctx: Ctx, entries: readonly AppendEvents[]): Promise<Result<ImportedRequest, ImportCode>[]> {
    return this.importing.appendMany(ctx, entries);
  }
}
