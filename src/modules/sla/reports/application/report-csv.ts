import { Injectable } from '@nestjs/common';
import { csvHead, csvLine } from '#kernel';
import { type Ctx } from '#platform/context';
import { MAX_PAGE } from '#platform/paging';
import { type AttainmentDimension, type AttainmentFilter } from '../report.types.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { type AtRiskFilter, AtRiskQueries } from './at-risk.queries.js';
import { ClockQueries, type ClockFilter } from './clock.queries.js';
import { ReportNames, type Cell } from './report-names.js';
import { ReportQueries } from './report.queries.js';

/** Clocks that one file of single clocks holds at the most. */
export const MOST_CLOCKS = 10_000;

export interface CsvReport {
  /** Begins with a byte order mark, which becomes that of UTF-8 as soon as it is written. */
  readonly text: string;
  readonly rows: number;
  /** Whether there were more clocks than fit. */
  readonly truncated: boolean;
}

/** Reports as files for people's spreadsheets: names and codes instead of ids, instants in ISO 8601 and UTC. */
@Injectable()
export class ReportCsv {
  constructor(
    private readonly reports: ReportQueries,
    private readonly clocks: ClockQueries,
    private readonly atRisk: AtRiskQueries,
    private readonly names: ReportNames,
  ) {}

  async attainment(ctx: Ctx, filter: AttainmentFilter, groupBy: readonly AttainmentDimension[]): Promise<CsvReport> {
    const rows = await this.reports.attainment(ctx, filter, groupBy);
    const keys = await this.names.ofKeys(rows);
    const header = [...keys.header, 'met', 'missed', 'breached', 'running', 'paused', 'cancelled', 'attainment'];
    return table(
      header,
      rows.map((r, i) => [
        ...(keys.cells[i] as Cell[]),
        ...[r.met, r.missed, r.breached, r.running, r.paused, r.cancelled],
        r.attainment,
      ]),
    );
  }

  async timeDistribution(
    ctx: Ctx,
    filter: AttainmentFilter,
    groupBy: readonly AttainmentDimension[],
  ): Promise<CsvReport> {
    const rows = await this.reports.timeDistribution(ctx, filter, groupBy);
    const keys = await this.names.ofKeys(rows);
    const shares = (rows[0]?.shares ?? []).map((s) => `${s.above}-${s.upTo ?? ''}% of target`);
    const figures = ['median s', 'p90 s', 'p95 s', 'median late s', 'p90 late s', 'longest late s'];
    return table(
      [...keys.header, 'stopped', 'overdue', 'late', ...shares, ...figures],
      rows.map((r, i) => [
        ...(keys.cells[i] as Cell[]),
        ...[r.stopped, r.overdue, r.late],
        ...r.shares.map((s) => s.clocks),
        ...[r.medianSeconds, r.p90Seconds, r.p95Seconds],
        ...[r.medianLateSeconds, r.p90LateSeconds, r.longestLateSeconds],
      ]),
    );
  }

  /** The clocks behind a report, soonest due first. */
  async single(ctx: Ctx, filter: ClockFilter): Promise<CsvReport> {
    const found: SlaClock[] = [];
    let after: string | null = null;
    let more = true;
    while (more && found.length < MOST_CLOCKS) {
      const { nodes, pageInfo } = await this.clocks.list(ctx, { first: MAX_PAGE, after }, filter);
      found.push(...nodes);
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    return this.tableOf(ctx, found.slice(0, MOST_CLOCKS), more);
  }

  /** The least open time left first. */
  async risks(ctx: Ctx, filter: AtRiskFilter, at: Date): Promise<CsvReport> {
    const { clocks, more } = await this.atRisk.first(ctx, MOST_CLOCKS, filter, at);
    return this.tableOf(ctx, clocks, more);
  }

  private async tableOf(ctx: Ctx, clocks: readonly SlaClock[], truncated: boolean): Promise<CsvReport> {
    const { header, cells } = await this.names.ofClocks(ctx, clocks);
    return { ...table(header, cells), truncated };
  }
}

function table(header: readonly string[], rows: readonly (readonly Cell[])[]): CsvReport {
  return { text: csvHead(header) + rows.map(csvLine).join(''), rows: rows.length, truncated: false };
}
