import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, Database, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, cut, type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type SlaMetric, type SlaState } from '../domain/clock-types.js';
import { type AttainmentDimension, type AttainmentFilter, type AttainmentRow, type SlaClock } from '../sla.types.js';
import { CLOCK_COLUMNS, type ClockRow } from './clock-store.js';
import { ReadClocks } from './read-clocks.js';
import { SlaPolicy } from './sla.policy.js';

export interface ClockFilter {
  readonly states?: readonly SlaState[] | null;
  readonly metrics?: readonly SlaMetric[] | null;
  readonly dueBefore?: Date | null;
  readonly officeId?: string | null;
  readonly regionId?: string | null;
  /** With all customers below it. */
  readonly customerId?: string | null;
  readonly priority?: string | null;
}

/** Rows that one answer of `attainment` may have. */
const MAX_ROWS = 5_000;
const NEVER = new Date('9999-12-31T00:00:00Z');

/** Soonest due first; clocks without a due time come last. */
const byDue: Order<ClockRow> = {
  direction: 'ASC',
  keys: [
    { column: sql`coalesce(c.due_at, '9999-12-31T00:00:00Z')`, type: 'timestamptz', value: (c) => c.dueAt ?? NEVER },
    { column: sql`c.id`, type: 'uuid', value: (c) => c.id },
  ],
};

const DIMENSIONS: Readonly<Record<AttainmentDimension, { column: string; of: (zone: string) => Sql }>> = {
  PRIORITY: { column: 'priority', of: () => sql`c.priority` },
  CHANNEL: { column: 'channel', of: () => sql`c.channel` },
  MONTH: {
    column: 'month',
    of: (zone) => sql`to_char(date_trunc('month', c.request_created_at at time zone ${zone}::text), 'YYYY-MM-DD')`,
  },
  METRIC: { column: 'metric', of: () => sql`c.metric` },
  OFFICE: { column: 'officeId', of: () => sql`c.office_id` },
  SERVICE_LINE: { column: 'serviceLine', of: () => sql`c.service_line` },
  CUSTOMER: { column: 'customerId', of: () => sql`c.customer_id` },
};

/** Lists of clocks and counts of how they went. */
@Injectable()
export class ClockQueries {
  constructor(
    private readonly db: Database,
    private readonly reading: ReadClocks,
    private readonly policy: SlaPolicy,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  /** Clocks the actor may see, soonest due first, with their seconds as of now. */
  async list(
    ctx: Ctx,
    page: PageRequest,
    filter: ClockFilter,
    now: Date = systemClock.now(),
  ): Promise<Connection<SlaClock>> {
    const regional = filter.regionId == null ? undefined : await this.officesOfRegion(filter.regionId);
    const where = and([
      ...(await this.common(ctx, filter.customerId, filter.officeId == null ? regional : [filter.officeId])),
      filter.officeId != null && regional !== undefined && sql`c.office_id = any(${regional}::uuid[])`,
      filter.states != null && statesCondition(filter.states),
      filter.metrics != null && sql`c.metric = any(${filter.metrics}::text[])`,
      filter.dueBefore != null && sql`c.due_at < ${filter.dueBefore}`,
      filter.priority != null && sql`c.priority = ${filter.priority}`,
    ]);
    const part = cut(page, byDue);
    const rows = await this.db.query<ClockRow>(
      sql`select ${CLOCK_COLUMNS} from sla.clock c where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const live = await this.reading.of(
      [...new Set(rows.filter((c) => c.stoppedAt === null).map((c) => c.requestId))],
      now,
    );
    const byId = new Map([...live.values()].flat().map((c) => [c.id, c]));
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.clock c where ${where}`)).n;
    return connectionOf(rows, part, byDue, (row): SlaClock => byId.get(row.id) ?? row, count);
  }

  /** How clocks went, per combination of the dimensions' values that occur. */
  async attainment(
    ctx: Ctx,
    filter: AttainmentFilter,
    groupBy: readonly AttainmentDimension[],
    now: Date = systemClock.now(),
  ): Promise<AttainmentRow[]> {
    const zone = filter.timeZone ?? 'UTC';
    const dimensions = [...new Set(groupBy)];
    const where = and([
      ...(await this.common(ctx, filter.customerId, filter.officeIds ?? undefined)),
      filter.from != null && sql`c.request_created_at >= ${filter.from}`,
      filter.to != null && sql`c.request_created_at < ${filter.to}`,
      filter.metrics != null && sql`c.metric = any(${filter.metrics}::text[])`,
      filter.priorities != null && sql`c.priority = any(${filter.priorities}::text[])`,
      filter.serviceLine != null && sql`c.service_line = ${filter.serviceLine}`,
    ]);
    // One JSON value of all dimensions, so that the statement's text is the same whatever they are.
    const values = dimensions.map((d) => sql`, ${DIMENSIONS[d].column}::text, ${DIMENSIONS[d].of(zone)}`);
    const key = sql`jsonb_strip_nulls(jsonb_build_object('_', null::text ${join(values)}))`;
    const rows = await this.db.query<Omit<AttainmentRow, keyof Keys> & { key: Partial<Keys> }>(
      sql`select key, met, missed, breached, running, paused, cancelled,
                 round(met::numeric / nullif(met + missed + breached, 0), 6)::text as attainment
            from (select ${key} as key,
                         count(*) filter (where state = 'MET') as met, count(*) filter (where state = 'MISSED') as missed,
                         count(*) filter (where state = 'BREACHED' or state = 'RUNNING' and due_at < ${now}) as breached,
                         count(*) filter (where state = 'RUNNING' and (due_at is null or due_at >= ${now})) as running,
                         count(*) filter (where state = 'PAUSED') as paused,
                         count(*) filter (where state = 'CANCELLED') as cancelled
                    from sla.clock c where ${where} group by 1) counted
           order by key limit ${MAX_ROWS + 1}`,
    );
    if (rows.length > MAX_ROWS)
      throw new InvalidInputError([{ code: 'TOO_MANY_ATTAINMENT_ROWS', field: 'groupBy', params: { max: MAX_ROWS } }]);
    return rows
      .map(({ key: found, ...counts }) => ({ ...NO_KEYS, ...found, ...counts }))
      .sort((a, b) => compareBy(dimensions, a, b));
  }

  private async common(
    ctx: Ctx,
    customerId: string | null | undefined,
    officeIds: readonly string[] | undefined,
  ): Promise<(Sql | false)[]> {
    const visible = await this.policy.visibleOffices(ctx);
    return [
      visible !== undefined && sql`c.office_id = any(${visible}::uuid[])`,
      officeIds !== undefined && sql`c.office_id = any(${officeIds}::uuid[])`,
      customerId != null && sql`c.customer_id = any(${await this.customers.descendants(customerId)}::uuid[])`,
    ];
  }

  private async officesOfRegion(regionId: string): Promise<string[]> {
    return (await this.identity.allOffices()).filter((o) => o.regionId === regionId).map((o) => o.id);
  }
}

type Keys = Pick<
  AttainmentRow,
  'priority' | 'channel' | 'month' | 'metric' | 'officeId' | 'serviceLine' | 'customerId'
>;
const NO_KEYS: Keys = {
  priority: null,
  channel: null,
  month: null,
  metric: null,
  officeId: null,
  serviceLine: null,
  customerId: null,
};

/** States that may still be at risk have an index of their own, which needs the condition spelled out. */
function statesCondition(states: readonly SlaState[]): Sql {
  const atRisk = states.every((s) => s === 'RUNNING' || s === 'PAUSED' || s === 'BREACHED');
  const chosen = sql`c.state = any(${states}::text[])`;
  return atRisk ? sql`c.state in ('RUNNING', 'PAUSED', 'BREACHED') and ${chosen}` : chosen;
}

function join(parts: readonly Sql[]): Sql {
  return parts.reduce((all, part) => sql`${all}${part}`, sql``);
}

function compareBy(dimensions: readonly AttainmentDimension[], a: AttainmentRow, b: AttainmentRow): number {
  for (const dimension of dimensions) {
    const column = DIMENSIONS[dimension].column as keyof Keys;
    const [x, y] = [a[column] ?? '', b[column] ?? ''];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
