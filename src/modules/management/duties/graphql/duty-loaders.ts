import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { type DutyRow, type ExceptionRow, type OccurrenceRow } from '../application/duty.rows.js';
import { DutyPlans, type DutyPlan } from '../application/duty-plans.js';
import { DutyQueries, type DutyFilter, type DutyParent, type DutyRecord } from '../application/duty.queries.js';
import { type Outcome } from '../domain/duty.js';

const plain = ({ first, after, last, before }: PageRequest): PageRequest => ({ first, after, last, before });

/** The loader of all that ask for the same within an operation. */
function shared<V>(
  ctx: Ctx,
  key: string,
  batch: (ids: readonly string[]) => Promise<readonly V[]>,
): LoaderDefinition<string, V> {
  let loader = ctx.memo.get(key) as LoaderDefinition<string, V> | undefined;
  if (!loader) {
    loader = defineLoader((_ctx, ids) => batch(ids));
    ctx.memo.set(key, loader);
  }
  return loader;
}

@Injectable()
export class DutyLoaders {
  constructor(
    private readonly queries: DutyQueries,
    private readonly plans: DutyPlans,
  ) {}

  /** The duty, or null when there is none or the viewer may not see it. */
  readonly dutyById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly occurrenceById = defineLoader<OccurrenceRow | null>(async (ctx, ids) => {
    const found = new Map((await this.queries.occurrences(ctx, ids)).map((o) => [o.id, o]));
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly occurrenceByRequest = defineLoader<OccurrenceRow | null>(async (ctx, ids) => {
    const found = new Map((await this.queries.occurrencesOfRequests(ctx, ids)).map((o) => [o.requestId, o]));
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly exceptionsByDuty = defineLoader<ExceptionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.exceptionsOf(ids), (x) => x.dutyId),
  );

  private readonly planByDuty = defineLoader<DutyPlan | null>(async (ctx, ids) => {
    const duties = await Promise.all(ids.map((id) => load(ctx, this.dutyById, id)));
    const plans = await this.plans.of(duties.filter((d) => d !== null));
    return ids.map((id) => plans.get(id) ?? null);
  });

  private readonly outcomeByOccurrence = defineLoader<Outcome | null>(async (ctx, ids) => {
    const occurrences = await Promise.all(ids.map((id) => load(ctx, this.occurrenceById, id)));
    const outcomes = await this.queries.outcomes(occurrences.filter((o) => o !== null));
    return ids.map((id) => outcomes.get(id) ?? null);
  });

  plan(ctx: Ctx, dutyId: string): Promise<DutyPlan | null> {
    return load(ctx, this.planByDuty, dutyId);
  }

  async outcome(ctx: Ctx, occurrenceId: string): Promise<Outcome> {
    return (await load(ctx, this.outcomeByOccurrence, occurrenceId)) ?? 'OPEN';
  }

  /** A page of the duties of a parent; the same page of many parents takes one statement. */
  page(ctx: Ctx, parent: DutyParent, id: string, filter: DutyFilter, page: PageRequest): Promise<Connection<DutyRow>> {
    const args = plain(page);
    const key = `management.duties ${parent} ${JSON.stringify([args, filter])}`;
    return load(
      ctx,
      shared(ctx, key, (ids) => this.queries.listOf(ctx, parent, ids, filter, args)),
      id,
    );
  }

  occurrences(ctx: Ctx, id: string, page: PageRequest, direction: 'ASC' | 'DESC'): Promise<Connection<OccurrenceRow>> {
    const args = plain(page);
    const key = `management.occurrences ${JSON.stringify([args, direction])}`;
    return load(
      ctx,
      shared(ctx, key, (ids) => this.queries.occurrencesOf(ids, args, direction)),
      id,
    );
  }

  record(ctx: Ctx, id: string, from: Date, to: Date): Promise<DutyRecord> {
    const key = `management.record ${from.toISOString()} ${to.toISOString()}`;
    const batch = async (ids: readonly string[]) => {
      const records = await this.queries.records(ids, from, to, systemClock.now());
      return ids.map((dutyId) => records.get(dutyId) as DutyRecord);
    };
    return load(ctx, shared(ctx, key, batch), id);
  }
}
