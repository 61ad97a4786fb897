import { Args, Query, Resolver } from '@nestjs/graphql';
import { Checks, systemClock } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection, Costs, CurrentCtx, ListSize, PageArgs } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { AtRiskQueries } from '../application/at-risk.queries.js';
import { ReportCsv } from '../application/report-csv.js';
import { ReportQueries } from '../application/report.queries.js';
import { REPORT_LIMITS } from '../domain/report-limits.js';
import { type AttainmentDimension, type AttainmentRow, type TimeDistributionRow } from '../report.types.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { SlaDimensionEnum } from './report.enums.js';
import { SlaAtRiskFilterInput, SlaAttainmentFilterInput, type SlaClockFilterInput } from './report.inputs.js';
import {
  SlaAttainmentRowType,
  SlaCsvReportEnum,
  SlaCsvType,
  SlaTimeDistributionRowType,
  type SlaCsvReport,
} from './report.types.js';
import { SlaClockConnection } from '../../monitoring/graphql/clock.types.js';

/** What calendars are worked out for. */
const ANY_INSTANT = { from: new Date('1900-01-01T00:00:00Z'), to: new Date('2499-12-31T00:00:00Z') };

const GROUP_BY = { type: () => [SlaDimensionEnum], nullable: true, description: 'By what to group.' } as const;
const FILTER = { type: () => SlaAttainmentFilterInput, nullable: true, description: 'Which clocks to count.' } as const;

/** The filter of a report; throws an InvalidInputError where it names too many offices. */
export function scopeOf<F extends SlaAttainmentFilterInput | SlaClockFilterInput | SlaAtRiskFilterInput>(
  filter: F | null | undefined,
): F {
  const tooMany = new Checks().atMost('filter.officeIds', filter?.officeIds, REPORT_LIMITS.offices).err();
  if (tooMany) throw new InvalidInputError(tooMany.failures);
  return filter ?? ({} as F);
}

function riskOf(filter: SlaAtRiskFilterInput | null | undefined, at?: Date | null) {
  const wrong = new Checks()
    .integer('filter.usedPercent', filter?.usedPercent, REPORT_LIMITS.usedPercent)
    .instant('at', at, ANY_INSTANT)
    .err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  return scopeOf(filter);
}

@Resolver()
export class ReportResolver {
  constructor(
    private readonly reports: ReportQueries,
    private readonly risks: AtRiskQueries,
    private readonly csv: ReportCsv,
  ) {}

  @ListSize(200)
  @Query(() => [SlaAttainmentRowType], {
    description:
      'How SLA clocks went: one row per combination of the values of `groupBy` that occurs, ordered by them; one row in all without. At most 5,000 rows. `slaClocks` with the field `row` of a row, beside this filter, lists what is behind it. Left out: requests to which no terms apply, metrics without a target, and questions that were withdrawn by a correction. `running`, `paused` and `cancelled` are shown, but are not part of `attainment`.',
  })
  @Requires('sla.read')
  @Costs(5_000)
  slaAttainment(
    @CurrentCtx() ctx: Ctx,
    @Args('groupBy', GROUP_BY) groupBy?: AttainmentDimension[] | null,
    @Args('filter', FILTER) filter?: SlaAttainmentFilterInput | null,
  ): Promise<AttainmentRow[]> {
    return this.reports.attainment(ctx, scopeOf(filter), groupBy ?? []);
  }

  @ListSize(50)
  @Query(() => [SlaTimeDistributionRowType], {
    description:
      'How much of their targets clocks took, and how late the late ones were: one row per combination of the values of `groupBy` that occurs. At most 5,000 rows. Left out: clocks that are paused, cancelled, or running and not overdue, and requests to which no terms apply.',
  })
  @Requires('sla.read')
  @Costs(5_000)
  slaTimeDistribution(
    @CurrentCtx() ctx: Ctx,
    @Args('groupBy', GROUP_BY) groupBy?: AttainmentDimension[] | null,
    @Args('filter', FILTER) filter?: SlaAttainmentFilterInput | null,
  ): Promise<TimeDistributionRow[]> {
    return this.reports.timeDistribution(ctx, scopeOf(filter), groupBy ?? []);
  }

  @Query(() => SlaClockConnection, {
    description:
      'Clocks that are in danger, the least open time left first, whatever calendars they run on. Give the same `at` with every page. Of more than 20,000 clocks only those due soonest are sorted; use a more restrictive filter then. Left out: clocks that have stopped, and by default those that are paused or overdue.',
  })
  @Requires('sla.read')
  slaAtRisk(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaAtRiskFilterInput, nullable: true, description: 'Which clocks.' })
    filter?: SlaAtRiskFilterInput | null,
    @Args('at', { type: () => Date, nullable: true, description: 'As of this instant; defaults to now.' })
    at?: Date | null,
  ): Promise<Connection<SlaClock>> {
    return this.risks.list(ctx, page, riskOf(filter, at), at ?? systemClock.now());
  }

  @Query(() => SlaCsvType, { description: 'A report as a file for spreadsheets.' })
  @Requires('sla.read')
  @Costs(20_000)
  async slaReportCsv(
    @CurrentCtx() ctx: Ctx,
    @Args('report', { type: () => SlaCsvReportEnum, description: 'Which report.' }) report: SlaCsvReport,
    @Args('groupBy', { ...GROUP_BY, description: 'By what to group; not with CLOCKS.' })
    groupBy?: AttainmentDimension[] | null,
    @Args('filter', FILTER) filter?: SlaAttainmentFilterInput | null,
  ): Promise<SlaCsvType> {
    const scope = scopeOf(filter);
    const made =
      report === 'CLOCKS'
        ? await this.csv.single(ctx, scope)
        : report === 'ATTAINMENT'
          ? await this.csv.attainment(ctx, scope, groupBy ?? [])
          : await this.csv.timeDistribution(ctx, scope, groupBy ?? []);
    return { fileName: `sla-${report.toLowerCase().replace('_', '-')}.csv`, ...made };
  }

  @Query(() => SlaCsvType, { description: 'What is at risk as a file for spreadsheets; at most 10,000 clocks.' })
  @Requires('sla.read')
  @Costs(20_000)
  async slaAtRiskCsv(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', { type: () => SlaAtRiskFilterInput, nullable: true, description: 'Which clocks.' })
    filter?: SlaAtRiskFilterInput | null,
  ): Promise<SlaCsvType> {
    return { fileName: 'sla-at-risk.csv', ...(await this.csv.risks(ctx, riskOf(filter), systemClock.now())) };
  }
}
