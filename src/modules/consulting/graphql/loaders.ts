import { Injectable } from '@nestjs/common';
import { byId, defineLoader, groupedInOrderOf, pagesByParent } from '#platform/graphql';
import { ConsultingQueries, type AdviceParent } from '../application/consulting.queries.js';
import {
  type AdviceRow,
  type MemberRow,
  type OutcomeRow,
  type RevisionRow,
  type RoundRow,
} from '../application/rows.js';

@Injectable()
export class ConsultingLoaders {
  constructor(private readonly queries: ConsultingQueries) {}

  readonly engagementById = byId((ids, ctx) => this.queries.engagementsByIds(ctx, ids));
  readonly deliverableById = byId((ids, ctx) => this.queries.deliverablesByIds(ctx, ids));
  readonly productById = byId((ids) => this.queries.productsByIds(ids));
  readonly adviceById = byId((ids, ctx) => this.queries.adviceByIds(ctx, ids));
  readonly outcomeById = byId((ids, ctx) => this.queries.outcomesByIds(ctx, ids));
  readonly recordByProduct = byId((ids, ctx) => this.queries.records(ctx, ids));
  readonly membersByEngagement = defineLoader<MemberRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.membersOf(ids), (m) => m.engagementId),
  );
  readonly roundsByDeliverable = defineLoader<RoundRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.roundsOf(ids), (r) => r.deliverableId),
  );
  readonly revisionsByAdvice = defineLoader<RevisionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.revisionsOf(ids), (r) => r.adviceId),
  );
  readonly outcomesByAdvice = defineLoader<OutcomeRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.outcomesOf(ids), (o) => o.adviceId),
  );
  readonly recipientsByAdvice = defineLoader<{ personId: string }[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.recipientsOf(ids), (r) => r.adviceId),
  );
  readonly advisersByAdvice = defineLoader<{ employeeId: string }[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.advisersOf(ids), (r) => r.adviceId),
  );
  readonly adviceBehindRequest = defineLoader<AdviceRow[]>(async (ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.behind(ctx, 'request', ids), (a) => a.behindId),
  );
  readonly adviceBehindContact = defineLoader<AdviceRow[]>(async (ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.behind(ctx, 'contact', ids), (a) => a.behindId),
  );

  readonly engagements = pagesByParent((ctx, ids, page) => this.queries.engagementsOf(ctx, ids, page));
  readonly deliverables = pagesByParent((ctx, ids, page) => this.queries.deliverablesOf(ctx, ids, page));
  readonly advice = pagesByParent((ctx, ids, page, parent: AdviceParent) =>
    this.queries.adviceOf(ctx, parent, ids, page),
  );
}
