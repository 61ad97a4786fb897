import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type AttainmentFilter } from '../report.types.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { CLOCK_COLUMNS, type ClockRow } from '../../monitoring/application/clock-store.js';
import { ReadClocks } from '../../monitoring/application/read-clocks.js';
import { ReportConditions } from './report-conditions.js';

export interface ClockFilter extends AttainmentFilter {
  readonly dueBefore?: Date | null;
  readonly officeId?: string | null;
  readonly priority?: string | null;
}

const NEVER = new Date('9999-12-31T00:00:00Z');

/** Soonest due first; clocks without a due time come last. */
const byDue: Order<ClockRow> = {
  list: 'slaClocks',
  direction: 'ASC',
  keys: [
    { column: sql`coalesce(c.due_at, '9999-12-31T00:00:00Z')`, type: 'timestamptz', value: (c) => c.dueAt ?? NEVER },
    { column: sql`c.id`, type: 'uuid', value: (c) => c.id },
  ],
};

/** Lists of clocks. */
@Injectable()
export class ClockQueries {
  constructor(
    private readonly db: Database,
    private readonly reading: ReadClocks,
    private readonly conditions: ReportConditions,
  ) {}

  /** Clocks the actor may see, soonest due first, with their seconds as of now. */
  async list(
    ctx: Ctx,
    page: PageRequest,
    filter: ClockFilter,
    now: Date = systemClock.now(),
  ): Promise<Connection<SlaClock>> {
    const where = await this.where(ctx, filter);
    const part = keyset(page, byDue);
    const rows = await this.db.query<ClockRow>(
      sql`select ${CLOCK_COLUMNS} from sla.clock c where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const byId = await this.asOf(rows, now);
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.clock c where ${where}`)).n;
    return connectionOf(rows, part, byDue, (row): SlaClock => byId.get(row.id) ?? row, count);
  }

  /** Clocks that have not ended as they are at an instant, by id; those that have are absent. */
  async asOf(rows: readonly ClockRow[], now: Date): Promise<Map<string, SlaClock>> {
    const open = rows.filter((c) => c.stoppedAt === null).map((c) => c.requestId);
    const live = await this.reading.of([...new Set(open)], now);
    return new Map([...live.values()].flat().map((c) => [c.id, c]));
  }

  where(ctx: Ctx, filter: ClockFilter, ...more: (Sql | false)[]): Promise<Sql> {
    return this.conditions.of(
      ctx,
      filter,
      filter.officeId != null && sql`c.office_id = ${filter.officeId}`,
      filter.dueBefore != null && sql`c.due_at < ${filter.dueBefore}`,
      filter.priority != null && sql`c.priority = ${filter.priority}`,
      ...more,
    );
  }
}
