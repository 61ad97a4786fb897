import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, join, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { attainmentOf } from '#modules/vocabulary';
import {
  SHARE_BOUNDS,
  type AttainmentDimension,
  type AttainmentFilter,
  type AttainmentRow,
  type Drillable,
  type ReportKeys,
  type TimeDistributionRow,
} from '../report.types.js';
import { ReportConditions } from './report-conditions.js';
import { DIMENSIONS, rowKeyOf } from './report-dimensions.js';

/** Rows that one answer may have. */
const MAX_ROWS = 5_000;

const NO_KEYS: ReportKeys = {
  priority: null,
  channel: null,
  period: null,
  metric: null,
  officeId: null,
  regionId: null,
  serviceLine: null,
  contactTypeId: null,
  customerId: null,
  tier: null,
  termsId: null,
};

interface Grouping {
  readonly keys: readonly (keyof ReportKeys)[];
  readonly key: Sql;
  readonly from: Sql;
  readonly drill: (row: ReportKeys) => string;
}

interface DistributionFigures {
  readonly stopped: number;
  readonly overdue: number;
  readonly late: number;
  readonly counts: readonly number[];
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly lateMedian: number | null;
  readonly lateP90: number | null;
  readonly lateMax: number | null;
}

/** Negative and rising: `width_bucket` then counts the bounds that a share is not above. */
const NEGATIVE_BOUNDS = [...SHARE_BOUNDS].reverse().map((bound) => -bound);
/** Index of the first bucket that is late. */
const FIRST_LATE = SHARE_BOUNDS.indexOf(100) + 1;

/** Counts of how clocks went. */
@Injectable()
export class ReportQueries {
  constructor(
    private readonly db: Database,
    private readonly conditions: ReportConditions,
  ) {}

  /** Per combination of the dimensions' values that occur, in their order. */
  async attainment(
    ctx: Ctx,
    filter: AttainmentFilter,
    groupBy: readonly AttainmentDimension[],
    now: Date = systemClock.now(),
  ): Promise<AttainmentRow[]> {
    const { keys, key, from, drill } = await this.grouping(groupBy, filter);
    const where = await this.conditions.of(ctx, filter);
    const rows = await this.db.query<
      Omit<AttainmentRow, keyof (ReportKeys & Drillable) | 'month' | 'attainment'> & { key: Partial<ReportKeys> }
    >(
      sql`select key, met, missed, breached, running, paused, cancelled
            from (select ${key} as key,
                         count(*) filter (where state = 'MET') as met, count(*) filter (where state = 'MISSED') as missed,
                         count(*) filter (where state = 'BREACHED' or state = 'RUNNING' and due_at < ${now}) as breached,
                         count(*) filter (where state = 'RUNNING' and (due_at is null or due_at >= ${now})) as running,
                         count(*) filter (where state = 'PAUSED') as paused,
                         count(*) filter (where state = 'CANCELLED') as cancelled
                    from ${from} where ${where} group by 1) counted
           order by key limit ${MAX_ROWS + 1}`,
    );
    const monthly = groupBy.includes('MONTH');
    return inOrder(rows, keys, drill).map((row) => ({
      ...row,
      attainment: attainmentOf(row),
      month: monthly ? row.period : null,
    }));
  }

  /** How much of their targets clocks took; per combination of the dimensions' values, in their order. */
  async timeDistribution(
    ctx: Ctx,
    filter: AttainmentFilter,
    groupBy: readonly AttainmentDimension[],
  ): Promise<TimeDistributionRow[]> {
    const { keys, key, from, drill } = await this.grouping(groupBy, filter);
    const where = await this.conditions.of(ctx, filter, sql`c.state in ('MET', 'MISSED', 'BREACHED')`);
    const buckets = SHARE_BOUNDS.length + 1;
    const counts = join(
      Array.from({ length: buckets }, (_, i) => sql`count(*) filter (where stopped and bucket = ${i}::integer)`),
    );
    const rows = await this.db.query<DistributionFigures & { key: Partial<ReportKeys> }>(
      sql`select key, count(*) filter (where stopped) as stopped, count(*) filter (where not stopped) as overdue,
                 count(*) filter (where late) as late, array[${counts}]::integer[] as counts,
                 percentile_disc(0.5) within group (order by elapsed) filter (where stopped) as median,
                 percentile_disc(0.9) within group (order by elapsed) filter (where stopped) as p90,
                 percentile_disc(0.95) within group (order by elapsed) filter (where stopped) as p95,
                 percentile_disc(0.5) within group (order by beyond) filter (where late) as "lateMedian",
                 percentile_disc(0.9) within group (order by beyond) filter (where late) as "lateP90",
                 max(beyond) filter (where late) as "lateMax"
            from (select key, stopped, late, elapsed, elapsed - target as beyond,
                         case when late then greatest(bucket, ${FIRST_LATE}) else least(bucket, ${FIRST_LATE - 1}) end as bucket
                    from (select ${key} as key, c.stopped_at is not null as stopped, c.state = 'MISSED' as late,
                                 c.elapsed_seconds as elapsed, c.target_seconds as target,
                                 ${SHARE_BOUNDS.length} - width_bucket(-100.0 * c.elapsed_seconds / c.target_seconds,
                                   ${NEGATIVE_BOUNDS}::numeric[]) as bucket
                            from ${from} where ${where}) measured) placed
           group by key order by key limit ${MAX_ROWS + 1}`,
    );
    return inOrder(
      rows.map(({ key: found, ...figures }) => ({ key: found, ...distribution(figures) })),
      keys,
      drill,
    );
  }

  private async grouping(groupBy: readonly AttainmentDimension[], filter: AttainmentFilter): Promise<Grouping> {
    const dimensions = [...new Set(groupBy)];
    const keys = dimensions.map((d) => DIMENSIONS[d].key);
    const twice = dimensions.find((d, i) => keys.indexOf(DIMENSIONS[d].key) !== i);
    if (twice)
      throw new InvalidInputError([{ code: 'SLA_DIMENSIONS_CLASH', field: 'groupBy', params: { given: twice } }]);
    const zone = filter.timeZone ?? 'UTC';
    const regions = dimensions.includes('REGION') ? await this.conditions.regionByOffice() : '';
    // One JSON value of all dimensions, so that the statement's text is the same whatever they are.
    const values = dimensions.map((d) => sql`, ${DIMENSIONS[d].key}::text, ${DIMENSIONS[d].of(zone, regions)}`);
    const all = values.reduce((done, value) => sql`${done}${value}`, sql``);
    const evaluated = dimensions.some((d) => DIMENSIONS[d].evaluated);
    return {
      keys,
      key: sql`jsonb_strip_nulls(jsonb_build_object('_', null::text ${all}))`,
      drill: (row) => rowKeyOf(dimensions, zone, row),
      from: evaluated ? sql`sla.clock c join sla.evaluation j on j.request_id = c.request_id` : sql`sla.clock c`,
    };
  }
}

function distribution(figures: DistributionFigures): Omit<TimeDistributionRow, keyof (ReportKeys & Drillable)> {
  const bounds = [0, ...SHARE_BOUNDS];
  return {
    stopped: figures.stopped,
    overdue: figures.overdue,
    late: figures.late,
    shares: figures.counts.map((clocks, i) => ({ above: bounds[i] as number, upTo: bounds[i + 1] ?? null, clocks })),
    medianSeconds: figures.median,
    p90Seconds: figures.p90,
    p95Seconds: figures.p95,
    medianLateSeconds: figures.lateMedian,
    p90LateSeconds: figures.lateP90,
    longestLateSeconds: figures.lateMax,
  };
}

/** Rows with all keys, ordered by those that were asked for; refuses answers that nobody could read. */
function inOrder<R extends { readonly key: Partial<ReportKeys> }>(
  rows: readonly R[],
  keys: readonly (keyof ReportKeys)[],
  drill: Grouping['drill'],
): (ReportKeys & Drillable & Omit<R, 'key'>)[] {
  if (rows.length > MAX_ROWS)
    throw new InvalidInputError([{ code: 'TOO_MANY_ATTAINMENT_ROWS', field: 'groupBy', params: { max: MAX_ROWS } }]);
  return rows
    .map(({ key, ...figures }) => {
      const all = { ...NO_KEYS, ...key };
      return { ...all, ...figures, row: drill(all) };
    })
    .sort((a, b) => {
      for (const key of keys) {
        const [x, y] = [a[key] ?? '', b[key] ?? ''];
        if (x !== y) return x < y ? -1 : 1;
      }
      return 0;
    });
}
