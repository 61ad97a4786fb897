import { Injectable } from '@nestjs/common';
import { err, ok, staleVersion, type Err, type Failure, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, ident, insert, insertMany, join, sql, type Sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type NewEvent, type RequestHistory } from '../domain/request-history.js';
import { type RequestValues } from '../domain/request.js';
import { requestChanged, requestCreated, type RequestChangedPayload } from '../services.events.js';
import {
  EVENT_COLUMNS,
  eventColumns,
  HELD_COLUMNS,
  stateColumns,
  stateOf,
  VALUE_COLUMNS,
  valueColumns,
  type RequestRow,
} from './request.rows.js';

/** A request and the events that are added to it. */
export interface Addition {
  readonly requestId: string;
  readonly events: readonly NewEvent[];
}

/** A request that is held, and what is being added to it. */
export interface HeldRequest {
  readonly row: RequestRow;
  readonly history: RequestHistory;
}

/** What a request is from its first moment on. */
export type NewRow = Pick<RequestRow, 'id' | 'customerId' | 'serviceLine' | 'createdAt'>;

/** Writes requests and their events; the only code that does. */
@Injectable()
export class RequestStore {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The request, held until the end of the transaction, so that whatever happens to it happens one after the other. */
  async hold(id: string): Promise<Result<RequestRow, 'NOT_FOUND'>> {
    const row = await this.db.maybeOne<RequestRow>(
      sql`select ${HELD_COLUMNS} from services.request r where r.id = ${id} for update`,
    );
    return row ? ok(row) : err('NOT_FOUND', 'id');
  }

  /** The same for several, held in the order of their ids, so that whoever holds the same ones waits for us. */
  holdMany(ids: readonly string[]): Promise<RequestRow[]> {
    return this.holdWhere(sql`r.id = any(${ids}::uuid[])`, ids.length);
  }

  /** The first requests of which something is true, in the order of their ids, held. */
  holdWhere(where: Sql, limit: number): Promise<RequestRow[]> {
    return this.db.query<RequestRow>(
      sql`select ${HELD_COLUMNS} from services.request r where ${where} order by r.id limit ${limit} for update`,
    );
  }

  /** Writes what was added to a request that is held, and tells it; nothing when nothing was added. */
  async save(ctx: Ctx, { row, history }: HeldRequest): Promise<void> {
    if (history.events.length === 0) return;
    const { state } = history;
    const before = stateOf(row);
    const values: Record<string, unknown> = {};
    for (const [field, column] of Object.entries(VALUE_COLUMNS) as [keyof RequestValues, string][])
      if (state.values[field] !== before.values[field]) values[column] = state.values[field];
    // Only what changed is assigned, because the audit trigger watches columns.
    if (state.status.id !== before.status.id)
      Object.assign(values, {
        status_id: state.status.id,
        status_category: state.status.category,
        completed_at: state.completedAt,
        cancelled_at: state.cancelledAt,
      });
    const changes = assignments({
      ...values,
      awaiting_reply_since: state.awaitingReplySince,
      last_event_at: state.lastEventAt,
      last_seq: state.lastSeq,
      clock_version: state.clockVersion,
      version: row.version + (history.decided ? 1 : 0),
    });
    if (changes) await this.db.execute(sql`update services.request set ${changes} where id = ${row.id}`);
    await this.append(ctx, [{ requestId: row.id, events: history.events }]);
    await this.outbox.add(ctx, requestChanged, tellingOf({ row, history }));
  }

  /** The same for any number of requests with three statements. */
  async saveMany(ctx: Ctx, held: readonly HeldRequest[]): Promise<void> {
    const changed = held.filter(({ history }) => history.events.length > 0);
    if (changed.length === 0) return;
    const rows = changed.map(({ row, history }) => ({
      id: row.id,
      version: row.version + (history.decided ? 1 : 0),
      ...valueColumns(history.state.values),
      ...stateColumns(history.state),
    }));
    const columns = Object.keys(rows[0] as object).filter((c) => c !== 'id');
    await this.db.execute(
      sql`update services.request r set ${join(columns.map((c) => sql`${ident(c)} = u.${ident(c)}`))}
            from jsonb_populate_recordset(null::services.request, ${JSON.stringify(rows)}::jsonb) u where r.id = u.id`,
    );
    await this.append(
      ctx,
      changed.map(({ row, history }) => ({ requestId: row.id, events: history.events })),
    );
    await this.outbox.addMany(ctx, requestChanged, changed.map(tellingOf));
  }

  /** Writes a new request with its history, and tells it. */
  async create(ctx: Ctx, { id, customerId, serviceLine, createdAt }: NewRow, history: RequestHistory): Promise<void> {
    const { state } = history;
    await this.db.execute(
      insert('services.request', {
        id,
        customer_id: customerId,
        service_line: serviceLine,
        created_at: createdAt,
        created_by: ctx.actor.id,
        ...valueColumns(state.values),
        ...stateColumns(state),
      }),
    );
    await this.append(ctx, [{ requestId: id, events: history.events }]);
    const { clockVersion, values } = state;
    await this.outbox.add(ctx, requestCreated, { requestId: id, customerId, officeId: values.officeId, clockVersion });
  }

  /** Appends events to any number of requests with one statement. */
  async append(ctx: Ctx, additions: readonly Addition[]): Promise<void> {
    const rows = additions.flatMap(({ requestId, events }) => events.map((e) => eventColumns(ctx, requestId, e)));
    if (rows.length > 0) await this.db.execute(insertMany('services.request_event', EVENT_COLUMNS, rows));
  }

  async numberOf(id: string): Promise<string> {
    return (await this.db.one<{ number: string }>(sql`select r.number from services.request r where r.id = ${id}`))
      .number;
  }

  /** That somebody changed the request meanwhile, with what it is now. */
  stale(row: RequestRow): Err<'STALE_VERSION'> {
    return staleVersion(currentOf(row));
  }

  /** That the request was merged, with the number of the one that goes on in its stead. */
  async merged(survivorId: string, field = 'id'): Promise<Failure<'REQUEST_MERGED'>> {
    return { code: 'REQUEST_MERGED', field, params: { number: await this.numberOf(survivorId) } };
  }
}

/** What subscribers are told of a change. */
function tellingOf({ row, history }: HeldRequest): RequestChangedPayload {
  const { values, clockVersion } = history.state;
  const { id: requestId, customerId, officeId: former } = row;
  const told = { requestId, customerId, officeId: values.officeId, clockVersion };
  return former === values.officeId ? told : { ...told, formerOfficeId: former };
}

/** Current values, as STALE_VERSION carries them. */
function currentOf(row: RequestRow): { readonly version: number } {
  const {
    id: _id,
    no: _no,
    statusId: _statusId,
    priorityRank: _rank,
    lastSeq: _seq,
    priorityMatrix: _matrix,
    ...current
  } = row;
  return current;
}
