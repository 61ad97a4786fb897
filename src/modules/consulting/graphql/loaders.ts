import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { type Connection, type PageRequest } from '#platform/paging';
import { ConsultingQueries, type AdviceParent } from '../application/consulting.queries.js';
import {
  type AdviceRow,
  type DeliverableRow,
  type EngagementRow,
  type MemberRow,
  type OutcomeRow,
  type RevisionRow,
  type RoundRow,
} from '../application/rows.js';

const plain = ({ first, after, last, before }: PageRequest): PageRequest => ({ first, after, last, before });

type Pages<R> = (ids: readonly string[], page: PageRequest) => Promise<Connection<R>[]>;

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

  engagements(ctx: Ctx, customerId: string, page: PageRequest): Promise<Connection<EngagementRow>> {
    return this.page(ctx, 'engagements', customerId, page, (ids, p) => this.queries.engagementsOf(ctx, ids, p));
  }
  deliverables(ctx: Ctx, engagementId: string, page: PageRequest): Promise<Connection<DeliverableRow>> {
    return this.page(ctx, 'deliverables', engagementId, page, (ids, p) => this.queries.deliverablesOf(ctx, ids, p));
  }
  advice(ctx: Ctx, parent: AdviceParent, id: string, page: PageRequest): Promise<Connection<AdviceRow>> {
    return this.page(ctx, `advice ${parent}`, id, page, (ids, p) => this.queries.adviceOf(ctx, parent, ids, p));
  }

  /** The same page of many parents takes one statement. */
  private page<R>(ctx: Ctx, what: string, id: string, page: PageRequest, of: Pages<R>): Promise<Connection<R>> {
    const args = plain(page);
    const key = `consulting.${what} ${JSON.stringify(args)}`;
    let loader = ctx.memo.get(key) as LoaderDefinition<string, Connection<R>> | undefined;
    if (!loader) ctx.memo.set(key, (loader = defineLoader((_ctx, ids) => of(ids, args))));
    return load(ctx, loader, id);
  }
}
