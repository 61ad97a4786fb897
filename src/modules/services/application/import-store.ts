import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { err, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, ident as column, insertMany, join, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { replay, type HistoricEvent, type ReadBy } from '../domain/historic-event.js';
import { canonical } from '../domain/import-digest.js';
import { type LifeCycle } from '../domain/life-cycle.js';
import { valuesOfNew } from '../domain/new-request.js';
import { takenOverPriority, type PriorityMatrix } from '../domain/priority.js';
import { RequestHistory, type HistoryCode } from '../domain/request-history.js';
import { requestChanged, requestCreated, type RequestChangedPayload } from '../services.events.js';
import { type AppendEvents, type Imported, type ImportRequest } from './import-commands.js';
import { type Rules } from './life-cycles.js';
import { RequestStore, type Addition } from './request-store.js';
import { HELD_COLUMNS, stateColumns, stateOf, valueColumns, type RequestRow } from './request.rows.js';

/** A request that passed all checks and only needs to be written. */
export interface RequestDraft {
  readonly request: ImportRequest;
  readonly officeId: string;
  readonly lifeCycle: LifeCycle;
  readonly matrix: PriorityMatrix;
}

interface Existing extends RequestRow {
  readonly externalRef: string | null;
  readonly importedEvents: number;
  readonly importedDigest: string | null;
}

const INSERT_COLUMNS = [
  ...['id', 'customer_id', 'service_line', 'created_at', 'created_by', 'version'],
  ...['branch_id', 'job_id', 'requester_id', 'contact_id', 'contact_type_id', 'channel', 'subject', 'description'],
  ...['impact', 'urgency', 'priority', 'priority_overridden', 'priority_reason', 'priority_matrix'],
  ...['office_id', 'assignee_id', 'team_id', 'parent_id'],
  ...['status_id', 'status_category', 'completed_at', 'cancelled_at', 'last_event_at', 'last_seq', 'clock_version'],
  ...['external_ref', 'imported_events', 'imported_digest'],
];
const UPDATE_COLUMNS = INSERT_COLUMNS.filter(
  (c) => !['id', 'customer_id', 'service_line', 'created_at', 'created_by', 'external_ref'].includes(c),
);

/** How often an import that meets another import of the same requests looks again. */
const ATTEMPTS = 3;

const digest = (events: readonly HistoricEvent[]): string =>
  createHash('sha256').update(canonical(events)).digest('base64url');

/** Collects what a batch comes to, and writes it with a few statements however many requests there are. */
class Batch {
  readonly created: Record<string, unknown>[] = [];
  readonly changed = new Map<string, Record<string, unknown>>();
  readonly additions: Addition[] = [];
  readonly tellCreated: RequestChangedPayload[] = [];
  readonly tellChanged = new Map<string, RequestChangedPayload>();
}

/** Writes imported requests and their histories. */
@Injectable()
export class ImportStore {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly store: RequestStore,
  ) {}

  async createMany(ctx: Ctx, drafts: readonly RequestDraft[]): Promise<Imported[]> {
    if (drafts.length === 0) return [];
    for (let attempt = 1; ; attempt++) {
      const result = await this.db.transaction(
        ctx,
        async () => {
          const existing = await this.existing(drafts.flatMap((d) => d.request.externalRef || []));
          const batch = new Batch();
          const results = drafts.map((draft) => {
            const before = draft.request.externalRef ? existing.get(draft.request.externalRef) : undefined;
            return before ? this.extend(draft, before, batch) : this.create(draft, batch);
          });
          await this.write(ctx, batch);
          return ok(results);
        },
        { constraints: { request_external_ref_key: err('TAKEN_MEANWHILE' as const) } },
      );
      if (result.ok) return result.value;
      if (attempt === ATTEMPTS) throw new Error('other imports of the same requests were quicker, again and again');
    }
  }

  /** Customers of the requests that exist. */
  async customersOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; customerId: string }>(
      sql`select r.id, r.customer_id as "customerId" from services.request r where r.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r.customerId]));
  }

  async appendMany(ctx: Ctx, entries: readonly AppendEvents[], { lifeCycles, matrix }: Rules): Promise<Imported[]> {
    if (entries.length === 0) return [];
    const done = await this.db.transaction(ctx, async () => {
      const rows = await this.db.query<RequestRow>(
        sql`select ${HELD_COLUMNS} from services.request r
             where r.id = any(${entries.map((e) => e.requestId)}::uuid[]) order by r.id for update`,
      );
      const held = new Map(rows.map((row) => [row.id, row]));
      const batch = new Batch();
      const results = entries.map(({ requestId, events }): Imported => {
        const row = held.get(requestId);
        if (!row) return err('NOT_FOUND', 'requestId');
        const lifeCycle = lifeCycles.get(row.serviceLine);
        if (!lifeCycle) return err('NO_LIFE_CYCLE', 'serviceLine', { serviceLine: row.serviceLine });
        const history = RequestHistory.resume(stateOf(row), 'historic');
        const failed = replayAll(history, events, 0, { lifeCycle, matrix });
        if (failed) return failed;
        held.set(requestId, this.keep(row, history, batch));
        return ok({ id: requestId, created: false, addedEvents: events.length });
      });
      await this.write(ctx, batch);
      return ok(results);
    });
    return done.ok ? done.value : [];
  }

  private create({ request, officeId, lifeCycle, matrix }: RequestDraft, batch: Batch): Imported {
    const id = uuidv7();
    const { customerId, createdAt, createdById = null, events = [], externalRef } = request;
    const values = valuesOfNew(request, officeId, takenOverPriority(request, matrix));
    const history = RequestHistory.begin(lifeCycle, values, createdAt, { actorId: createdById }, 'historic');
    const failed = replayAll(history, events, 0, { lifeCycle, matrix });
    if (failed) return failed;
    const { state } = history;
    batch.created.push({
      id,
      customer_id: customerId,
      service_line: lifeCycle.serviceLine,
      created_at: createdAt,
      created_by: createdById,
      version: 1,
      ...valueColumns(state.values),
      ...stateColumns(state),
      external_ref: externalRef || null,
      imported_events: events.length,
      imported_digest: digest(events),
    });
    batch.additions.push({ requestId: id, events: history.events });
    batch.tellCreated.push({
      requestId: id,
      customerId,
      officeId: state.values.officeId,
      clockVersion: state.clockVersion,
    });
    return ok({ id, created: true, addedEvents: events.length });
  }

  /** What was taken before must read as it did; what came since is appended to wherever the request stands now. */
  private extend({ request, lifeCycle, matrix }: RequestDraft, before: Existing, batch: Batch): Imported {
    const { events = [], externalRef } = request;
    const taken = before.importedEvents;
    if (events.length < taken || digest(events.slice(0, taken)) !== before.importedDigest)
      return err('HISTORY_CHANGED', 'events', { ref: externalRef ?? before.number, taken });
    const { id } = before;
    if (events.length === taken) return ok({ id, created: false, addedEvents: 0 });
    const history = RequestHistory.resume(stateOf(before), 'historic');
    const failed = replayAll(history, events.slice(taken), taken, { lifeCycle, matrix });
    if (failed) return failed;
    this.keep(before, history, batch, { imported_events: events.length, imported_digest: digest(events) });
    return ok({ id, created: false, addedEvents: events.length - taken });
  }

  /** Notes down what a held request has become; returns it as it stands now. */
  private keep(row: RequestRow, history: RequestHistory, batch: Batch, more?: Record<string, unknown>): RequestRow {
    const { state } = history;
    const version = row.version + (history.decided ? 1 : 0);
    const { id, customerId } = row;
    batch.changed.set(id, { id, version, ...valueColumns(state.values), ...stateColumns(state), ...more });
    if (history.events.length > 0) {
      batch.additions.push({ requestId: id, events: history.events });
      const { officeId } = state.values;
      batch.tellChanged.set(id, { requestId: id, customerId, officeId, clockVersion: state.clockVersion });
    }
    const { status, values, ...rest } = state;
    const { id: statusId, key: statusKey, category: statusCategory } = status;
    return { ...row, ...values, ...rest, statusId, statusKey, statusCategory, version };
  }

  private async existing(refs: readonly string[]): Promise<Map<string, Existing>> {
    if (refs.length === 0) return new Map();
    const rows = await this.db.query<Existing>(
      sql`select ${HELD_COLUMNS}, r.external_ref as "externalRef", r.imported_events as "importedEvents",
                 r.imported_digest as "importedDigest"
            from services.request r where r.external_ref = any(${refs}::text[]) order by r.id for update`,
    );
    return new Map(rows.map((row) => [row.externalRef ?? '', row]));
  }

  private async write(ctx: Ctx, batch: Batch): Promise<void> {
    if (batch.created.length > 0) await this.db.execute(insertMany('services.request', INSERT_COLUMNS, batch.created));
    if (batch.changed.size > 0) {
      const rows = [...batch.changed.values()];
      const columns = UPDATE_COLUMNS.filter((c) => rows.every((row) => row[c] !== undefined));
      await this.db.execute(
        sql`update services.request r set ${join(columns.map((c) => sql`${column(c)} = u.${column(c)}`))}
              from jsonb_populate_recordset(null::services.request, ${JSON.stringify(rows)}::jsonb) u where r.id = u.id`,
      );
    }
    await this.store.append(ctx, batch.additions);
    await this.outbox.addMany(ctx, requestCreated, batch.tellCreated);
    await this.outbox.addMany(ctx, requestChanged, [...batch.tellChanged.values()]);
  }
}

/** Replays events onto a history; the failure names the event, counted from the start of the source's history. */
function replayAll(
  history: RequestHistory,
  events: readonly HistoricEvent[],
  offset: number,
  readBy: ReadBy,
): Result<never, HistoryCode> | undefined {
  for (const [i, event] of events.entries()) {
    const done: Result<void, HistoryCode> = replay(history, event, readBy);
    if (done.ok) continue;
    const place = `events.${offset + i}`;
    return {
      ok: false,
      failures: done.failures.map((f) => ({ ...f, field: f.field === undefined ? place : `${place}.${f.field}` })),
    };
  }
  return undefined;
}
