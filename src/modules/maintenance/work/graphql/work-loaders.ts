import { Injectable } from '@nestjs/common';
import {
  byId,
  defineLoader,
  groupedInOrderOf,
  loaderWith,
  pagesByParent,
  type LoaderDefinition,
} from '#platform/graphql';
import { WorkQueries, type WorkCosts, type WorkParent } from '../application/work.queries.js';
import {
  type ChecklistAnswer,
  type Finding,
  type Labour,
  type PartUse,
  type Visit,
  type WorkOrder,
} from '../domain/facts.js';
import { type WorkStatus } from '../domain/statuses.js';

/** A loader of what belongs to a work order. */
const ofOrder = <R extends { readonly workOrderId: string }>(
  find: (ids: readonly string[]) => Promise<R[]>,
): LoaderDefinition<string, R[]> =>
  defineLoader<R[]>(async (_ctx, ids) => groupedInOrderOf(ids, await find(ids), (row) => row.workOrderId));

/** A loader of entries of a work order, with or without those that were withdrawn. */
const entriesOf = <R extends { readonly workOrderId: string }>(
  find: (ids: readonly string[], withdrawnToo: boolean) => Promise<R[]>,
) =>
  loaderWith(async (_ctx, ids, withdrawnToo: boolean) =>
    groupedInOrderOf(ids, await find(ids, withdrawnToo), (row) => row.workOrderId),
  );

/** Loaders of work orders and what belongs to them. */
@Injectable()
export class WorkLoaders {
  constructor(private readonly work: WorkQueries) {}

  readonly workOrderById = byId<WorkOrder>((ids, ctx) => this.work.byIds(ctx, ids));
  readonly visitById = byId<Visit>((ids, ctx) => this.work.visits(ctx, ids));
  readonly findingById = byId<Finding>((ids, ctx) => this.work.findings(ctx, ids));
  readonly partUseById = byId<PartUse>((ids, ctx) => this.work.partUses(ctx, ids));
  readonly labourById = byId<Labour>((ids, ctx) => this.work.labour(ctx, ids));

  readonly visitsOf = entriesOf<Visit>((ids, withdrawnToo) => this.work.visitsOf(ids, withdrawnToo));
  readonly findingsOf = entriesOf<Finding>((ids, withdrawnToo) => this.work.findingsOf(ids, withdrawnToo));
  readonly partsOf = entriesOf<PartUse>((ids, withdrawnToo) => this.work.partsOf(ids, withdrawnToo));
  readonly labourOf = entriesOf<Labour>((ids, withdrawnToo) => this.work.labourOf(ids, withdrawnToo));
  readonly answersOf = ofOrder<ChecklistAnswer>((ids) => this.work.answersOf(ids));
  readonly costsOf = ofOrder<WorkCosts>((ids) => this.work.costsOf(ids));

  /** Work orders of a parent, in one of the statuses; null for all. */
  readonly workPage = pagesByParent((ctx, ids, page, parent: WorkParent, statuses: readonly WorkStatus[] | null) =>
    this.work.listsOf(ctx, parent, ids, statuses, page),
  );
}
