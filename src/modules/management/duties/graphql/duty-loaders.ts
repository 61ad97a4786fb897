import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load, loaderWith, pagesByParent } from '#platform/graphql';
import { type ExceptionRow, type OccurrenceRow } from '../application/duty.rows.js';
import { DutyPlans, type DutyPlan } from '../application/duty-plans.js';
import { DutyQueries, type DutyFilter, type DutyParent, type DutyRecord } from '../application/duty.queries.js';
import { type Outcome } from '../domain/duty.js';

@Injectable()
export class DutyLoaders {
  constructor(
    private readonly queries: DutyQueries,
    private readonly plans: DutyPlans,
  ) {}

  /** The duty, or null when there is none or the viewer may not see it. */
  readonly dutyById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly occurrenceById = byId(
    async (ids, ctx) => new Map((await this.queries.occurrences(ctx, ids)).map((o) => [o.id, o])),
  );

  readonly occurrenceByRequest = byId<OccurrenceRow>(async (ids, ctx) => {
    const occurrences = await this.queries.occurrencesOfRequests(ctx, ids);
    return new Map(occurrences.map((o) => [o.requestId ?? '', o]));
  });

  readonly exceptionsByDuty = defineLoader<ExceptionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.exceptionsOf(ids), (x) => x.dutyId),
  );

  private readonly planByDuty = byId<DutyPlan>(async (ids, ctx) => {
    const duties = await Promise.all(ids.map((id) => load(ctx, this.dutyById, id)));
    return this.plans.of(duties.filter((d) => d !== null));
  });

  private readonly outcomeByOccurrence = byId<Outcome>(async (ids, ctx) => {
    const occurrences = await Promise.all(ids.map((id) => load(ctx, this.occurrenceById, id)));
    return this.queries.outcomes(occurrences.filter((o) => o !== null));
  });

  plan(ctx: Ctx, dutyId: string): Promise<DutyPlan | null> {
    return load(ctx, this.planByDuty, dutyId);
  }

  async outcome(ctx: Ctx, occurrenceId: string): Promise<Outcome> {
    return (await load(ctx, this.outcomeByOccurrence, occurrenceId)) ?? 'OPEN';
  }

  /** A page of the duties of a parent. */
  readonly page = pagesByParent((ctx, ids, page, parent: DutyParent, filter: DutyFilter) =>
    this.queries.listOf(ctx, parent, ids, filter, page),
  );

  readonly occurrences = pagesByParent((_ctx, ids, page, direction: 'ASC' | 'DESC') =>
    this.queries.occurrencesOf(ids, page, direction),
  );

  readonly record = loaderWith(async (_ctx, ids, from: Date, to: Date) => {
    const records = await this.queries.records(ids, from, to, systemClock.now());
    return ids.map((dutyId) => records.get(dutyId) as DutyRecord);
  });
}
