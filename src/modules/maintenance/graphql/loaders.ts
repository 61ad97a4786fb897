import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { AssetQueries, type AssetParent } from '../application/asset.queries.js';
import { PlanQueries, type ExpectedOccurrence, type PastOccurrence } from '../application/plan.queries.js';
import { ReliabilityQueries } from '../application/reliability.queries.js';
import { WorkQueries, type WorkCosts, type WorkParent } from '../application/work.queries.js';
import {
  type Asset,
  type AssetRequest,
  type Checklist,
  type ChecklistAnswer,
  type ChecklistVersion,
  type Finding,
  type Labour,
  type Meter,
  type Part,
  type PartUse,
  type Plan,
  type Reading,
  type Visit,
  type WorkOrder,
} from '../domain/facts.js';
import { type Reliability, type Span } from '../domain/reliability.js';
import { type WorkStatus } from '../domain/values.js';

const plain = ({ first, after, last, before }: PageRequest): PageRequest => ({ first, after, last, before });

/** A loader of what belongs to a work order. */
const ofOrder = <R extends { readonly workOrderId: string }>(
  find: (ids: readonly string[]) => Promise<R[]>,
): LoaderDefinition<string, R[]> =>
  defineLoader<R[]>(async (_ctx, ids) => groupedInOrderOf(ids, await find(ids), (row) => row.workOrderId));

/** Loaders of what maintenance shows. */
@Injectable()
export class MaintenanceLoaders {
  constructor(
    private readonly assets: AssetQueries,
    private readonly work: WorkQueries,
    private readonly plans: PlanQueries,
    private readonly reliability: ReliabilityQueries,
  ) {}

  readonly assetById = byId<Asset>((ids, ctx) => this.assets.byIds(ctx, ids));
  readonly meterById = byId<Meter>((ids, ctx) => this.assets.meters(ctx, ids));
  readonly readingById = byId<Reading>((ids) => this.assets.readings(ids));
  readonly assetRequestById = byId<AssetRequest>((ids, ctx) => this.assets.assetRequests(ctx, ids));
  readonly workOrderById = byId<WorkOrder>((ids, ctx) => this.work.byIds(ctx, ids));
  readonly visitById = byId<Visit>((ids, ctx) => this.work.visits(ctx, ids));
  readonly findingById = byId<Finding>((ids, ctx) => this.work.findings(ctx, ids));
  readonly partUseById = byId<PartUse>((ids, ctx) => this.work.partUses(ctx, ids));
  readonly labourById = byId<Labour>((ids, ctx) => this.work.labour(ctx, ids));
  readonly planById = byId<Plan>((ids, ctx) => this.plans.byIds(ctx, ids));
  readonly partById = byId<Part>((ids) => this.plans.partsByIds(ids));
  readonly checklistById = byId<Checklist>((ids) => this.plans.checklistsByIds(ids));
  readonly checklistVersionById = byId<ChecklistVersion>((ids) => this.work.checklistVersions(ids));

  readonly visitsOf = ofOrder<Visit>((ids) => this.work.visitsOf(ids));
  readonly findingsOf = ofOrder<Finding>((ids) => this.work.findingsOf(ids));
  readonly partsOf = ofOrder<PartUse>((ids) => this.work.partsOf(ids));
  readonly labourOf = ofOrder<Labour>((ids) => this.work.labourOf(ids));
  readonly answersOf = ofOrder<ChecklistAnswer>((ids) => this.work.answersOf(ids));
  readonly costsOf = ofOrder<WorkCosts>((ids) => this.work.costsOf(ids));

  readonly metersOf = defineLoader<Meter[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.assets.metersOf(ids), (m) => m.assetId),
  );

  readonly assetsOfRequest = defineLoader<AssetRequest[]>(async (ctx, ids) =>
    groupedInOrderOf(ids, await this.assets.assetsOfRequests(ctx, ids), (q) => q.requestId),
  );

  /** What stands above an asset, from the site down. */
  readonly above = defineLoader<Asset[]>(async (ctx, ids) => {
    const own = await Promise.all(ids.map((id) => load(ctx, this.assetById, id)));
    const found = await this.assets.above(
      ctx,
      own.filter((a) => a !== null),
    );
    return own.map((a) => (a?.path ?? []).slice(0, -1).flatMap((id) => found.get(id) ?? []));
  });

  assetPage(ctx: Ctx, parent: AssetParent, id: string, page: PageRequest): Promise<Connection<Asset>> {
    const args = plain(page);
    return load(
      ctx,
      this.shared(ctx, `assets.${parent}`, args, (ids) => this.assets.listsOf(ctx, parent, ids, args)),
      id,
    );
  }

  readingPage(ctx: Ctx, meterId: string, page: PageRequest): Promise<Connection<Reading>> {
    const args = plain(page);
    return load(
      ctx,
      this.shared(ctx, 'readings', args, (ids) => this.assets.readingsOf(ids, args)),
      meterId,
    );
  }

  requestPage(ctx: Ctx, assetId: string, failures: boolean, page: PageRequest): Promise<Connection<AssetRequest>> {
    const args = plain(page);
    return load(
      ctx,
      this.shared(ctx, 'requests', [args, failures], (ids) => this.assets.requestsOf(ids, failures, args)),
      assetId,
    );
  }

  workPage(
    ctx: Ctx,
    parent: WorkParent,
    id: string,
    statuses: readonly WorkStatus[] | null | undefined,
    page: PageRequest,
  ): Promise<Connection<WorkOrder>> {
    const args = plain(page);
    const of = statuses ?? null;
    return load(
      ctx,
      this.shared(ctx, `work.${parent}`, [args, of], (ids) => this.work.listsOf(ctx, parent, ids, of, args)),
      id,
    );
  }

  planPage(ctx: Ctx, assetId: string, page: PageRequest): Promise<Connection<Plan>> {
    const args = plain(page);
    return load(
      ctx,
      this.shared(ctx, 'plans', args, (ids) => this.plans.plansOf(ids, args)),
      assetId,
    );
  }

  occurrencePage(ctx: Ctx, planId: string, page: PageRequest): Promise<Connection<PastOccurrence>> {
    const args = plain(page);
    return load(
      ctx,
      this.shared(ctx, 'occurrences', args, (ids) => this.plans.occurrencesOf(ids, args)),
      planId,
    );
  }

  expected(ctx: Ctx, planId: string, count: number): Promise<ExpectedOccurrence[]> {
    const batch = async (ids: readonly string[]): Promise<ExpectedOccurrence[][]> => {
      const plans = await this.plans.byIds(ctx, ids);
      const known = ids.flatMap((id) => plans.get(id) ?? []);
      const lists = await this.plans.expected(known, count);
      const found = new Map(known.map((plan, i) => [plan.id, lists[i] ?? []]));
      return ids.map((id) => found.get(id) ?? []);
    };
    return load(ctx, this.shared(ctx, 'expected', count, batch), planId);
  }

  reliabilityOf(ctx: Ctx, assetId: string, period: Span, withBelow: boolean): Promise<Reliability> {
    const batch = async (ids: readonly string[]): Promise<Reliability[]> => {
      const found = await this.reliability.of(ids, period, withBelow);
      return ids.map((id) => found.get(id) as Reliability);
    };
    return load(ctx, this.shared(ctx, 'reliability', [period, withBelow], batch), assetId);
  }

  /** The loader of all that ask for the same within an operation. */
  private shared<V>(
    ctx: Ctx,
    name: string,
    args: unknown,
    batch: (ids: readonly string[]) => Promise<V[]>,
  ): LoaderDefinition<string, V> {
    const key = `maintenance.${name} ${JSON.stringify(args)}`;
    let loader = ctx.memo.get(key) as LoaderDefinition<string, V> | undefined;
    if (!loader) {
      loader = defineLoader((_ctx, ids) => batch(ids));
      ctx.memo.set(key, loader);
    }
    return loader;
  }
}
