import { Injectable } from '@nestjs/common';
import { Checks, systemClock } from '#kernel';
import { InvalidInputError } from '#platform/messages';
import { type Ctx } from '#platform/context';
import { and, Database, sql } from '#platform/database';
import {
  reliabilityOf,
  reliabilityOfTree,
  type AssetHistory,
  type Failure,
  type Reliability,
  type Span,
} from '../domain/reliability.js';
import { AssetQueries, type AssetFilter } from './asset.queries.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { LAST_ID } from '../../basics/application/columns.js';
import { type AssetStatus } from '../domain/asset-kinds.js';

export const RANKINGS = ['MTBF', 'MTTR', 'FAILURES', 'AVAILABILITY'] as const;
export type Ranking = (typeof RANKINGS)[number];

export interface RankedAsset extends Reliability {
  readonly assetId: string;
}

/** Longest period that is looked at. */
const MAX_YEARS = 20;
/** Most assets with failures that are compared at once. */
const MAX_COMPARED = 20_000;

/** How reliable assets are: the histories from here, the arithmetic from the domain. */
@Injectable()
export class ReliabilityQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
    private readonly assets: AssetQueries,
  ) {}

  /** Of each asset alone, or of each with everything below it; four statements at most, however many assets. */
  async of(assetIds: readonly string[], period: Span, withBelow: boolean): Promise<Map<string, Reliability>> {
    const parts = withBelow
      ? await this.db.query<{ top: string; id: string }>(
          sql`select t.id as top, a.id from maintenance.asset t join maintenance.asset a
                on a.path >= t.path and a.path < t.path || ${LAST_ID}::uuid where t.id = any(${assetIds}::uuid[])`,
        )
      : assetIds.map((id) => ({ top: id, id }));
    const histories = await this.histories([...new Set(parts.map((p) => p.id))], period);
    const below = new Map<string, AssetHistory[]>(assetIds.map((id) => [id, []]));
    for (const { top, id } of parts) if (top !== id) below.get(top)?.push(histories.get(id) ?? NOTHING);
    return new Map(
      assetIds.map((id) => [id, reliabilityOfTree(histories.get(id) ?? NOTHING, below.get(id) ?? [], period)]),
    );
  }

  /** Assets that failed in the period, the worst first. */
  async ranked(ctx: Ctx, filter: AssetFilter, period: Span, by: Ranking, first: number): Promise<RankedAsset[]> {
    const where = and([await this.policy.readable(ctx, sql`a`), await this.assets.matching(filter)]);
    const rows = await this.db.query<{ id: string }>(
      sql`select a.id from maintenance.asset a
           where ${where} and a.id in (
             select q.asset_id from maintenance.asset_request q
              where q.failure and not q.void and q.failed_at < ${new Date(period.to)}
                and (q.restored_at is null or q.restored_at >= ${new Date(period.from)}))
           order by a.id limit ${MAX_COMPARED}`,
    );
    const histories = await this.histories(
      rows.map((r) => r.id),
      period,
    );
    return rows
      .map(({ id }) => ({ assetId: id, ...reliabilityOf(histories.get(id) ?? NOTHING, period) }))
      .filter((r) => WORST[by](r) !== null)
      .sort((a, b) => (WORST[by](a) as number) - (WORST[by](b) as number) || (a.assetId < b.assetId ? -1 : 1))
      .slice(0, first);
  }

  /** Statuses and failures that matter to the period, in order of time, with two statements. */
  private async histories(ids: readonly string[], period: Span): Promise<Map<string, AssetHistory>> {
    const [from, to] = [new Date(period.from), new Date(period.to)];
    const statuses = await this.db.query<{ id: string; at: Date; status: AssetStatus }>(
      sql`select s.asset_id as id, s.at, s.status from maintenance.asset_status s
           where s.asset_id = any(${ids}::uuid[]) and s.at < ${to} order by s.asset_id, s.at`,
    );
    // Earlier failures that were over before the period matter only when they reach into one that is not.
    const failures = await this.db.query<{ id: string; failedAt: Date; restoredAt: Date | null }>(
      sql`select q.asset_id as id, q.failed_at as "failedAt", q.restored_at as "restoredAt" from maintenance.asset_request q
           where q.asset_id = any(${ids}::uuid[]) and q.failure and not q.void and q.failed_at < ${to}
             and (q.restored_at is null or q.restored_at >= ${from}::timestamptz - interval '1 year')
           order by q.asset_id, q.failed_at`,
    );
    const found = new Map<string, { statuses: { at: number; status: AssetStatus }[]; failures: Failure[] }>(
      ids.map((id) => [id, { statuses: [], failures: [] }]),
    );
    for (const { id, at, status } of statuses) found.get(id)?.statuses.push({ at: at.getTime(), status });
    for (const { id, failedAt, restoredAt } of failures)
      found.get(id)?.failures.push({ from: failedAt.getTime(), to: restoredAt?.getTime() ?? null });
    return found;
  }
}

const NOTHING: AssetHistory = { statuses: [], failures: [] };

/** The smaller, the worse; null is not ranked. */
const WORST: Readonly<Record<Ranking, (r: Reliability) => number | null>> = {
  MTBF: (r) => r.mtbfMs,
  MTTR: (r) => (r.mttrMs === null ? null : -r.mttrMs),
  FAILURES: (r) => (r.failures === 0 ? null : -r.failures),
  AVAILABILITY: (r) => r.availability,
};

/** A period that ends now at the latest; throws an InvalidInputError for one that means nothing. */
export function periodOf(from: Date, to: Date | null | undefined): Span {
  const now = systemClock.now();
  const until = to == null || to > now ? now : to;
  const earliest = new Date(until);
  earliest.setUTCFullYear(earliest.getUTCFullYear() - MAX_YEARS);
  const wrong = new Checks().instant('from', from, { from: earliest, to: new Date(until.getTime() - 1) }).err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  return { from: from.getTime(), to: until.getTime() };
}
