import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insertMany, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { type NewEvent, type RequestHistory } from '../domain/request-history.js';
import { type RequestValues } from '../domain/request.js';
import { requestChanged } from '../services.events.js';
import { EVENT_COLUMNS, eventColumns, HELD_COLUMNS, stateOf, VALUE_COLUMNS, type RequestRow } from './request.rows.js';

/** A request and the events that are added to it. */
export interface Addition {
  readonly requestId: string;
  readonly events: readonly NewEvent[];
}

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

  /** Writes what was added to a request that is held, and tells it; nothing when nothing was added. */
  async save(ctx: Ctx, row: RequestRow, history: RequestHistory): Promise<void> {
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
      last_event_at: state.lastEventAt,
      last_seq: state.lastSeq,
      clock_version: state.clockVersion,
      version: row.version + (history.decided ? 1 : 0),
    });
    if (changes) await this.db.execute(sql`update services.request set ${changes} where id = ${row.id}`);
    await this.append(ctx, [{ requestId: row.id, events: history.events }]);
    await this.outbox.add(ctx, requestChanged, {
      requestId: row.id,
      customerId: row.customerId,
      officeId: state.values.officeId,
      clockVersion: state.clockVersion,
    });
  }

  /** Appends events to any number of requests with one statement. */
  async append(ctx: Ctx, additions: readonly Addition[]): Promise<void> {
    const rows = additions.flatMap(({ requestId, events }) => events.map((e) => eventColumns(ctx, requestId, e)));
    if (rows.length > 0) await this.db.execute(insertMany('services.request_event', EVENT_COLUMNS, rows));
  }

  /** Current values, as STALE_VERSION carries them. */
  currentOf(row: RequestRow): Record<string, unknown> {
    const { id: _id, no: _no, statusId: _statusId, priorityRank: _rank, lastSeq: _seq, ...current } = row;
    return current;
  }
}
