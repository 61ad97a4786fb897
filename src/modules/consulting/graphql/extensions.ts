import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { ContactRecordType } from '#modules/contacts/graphql';
import { CustomerFields, CustomerType } from '#modules/customers/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type AdviceRow, type EngagementRow } from '../application/rows.js';
import { ConsultingLoaders } from './loaders.js';
import { AdviceConnection, AdviceType, EngagementConnection } from './types.js';

CustomerFields.resolvedFromId('engagements', 'advice');

const WITHOUT = 'null for those without the permission `consulting.read`.';
interface Thing {
  readonly id: string;
}

@Resolver(() => CustomerType)
export class CustomerConsultingResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}

  @ResolveField(() => EngagementConnection, {
    nullable: true,
    description: `Engagements with the customer itself, the latest first; ${WITHOUT}`,
  })
  engagements(
    @Parent() { id }: Thing,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<EngagementRow>> {
    return this.loaders.engagements(ctx, id, page);
  }

  @ResolveField(() => AdviceConnection, {
    nullable: true,
    description: `Advice given to the customer itself, the latest first; ${WITHOUT}`,
  })
  advice(@Parent() { id }: Thing, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<AdviceRow>> {
    return this.loaders.advice(ctx, id, page, 'customer');
  }
}

@Resolver(() => ServiceRequestType)
export class RequestAdviceResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}

  @ResolveField(() => [AdviceType], {
    nullable: true,
    description: `Advice behind it: given in answer to it, or of which it is an outcome; the oldest first, ${WITHOUT}`,
  })
  adviceBehind(@Parent() { id }: Thing, @CurrentCtx() ctx: Ctx): Promise<AdviceRow[]> {
    return load(ctx, this.loaders.adviceBehindRequest, id);
  }
}

@Resolver(() => ContactRecordType)
export class ContactAdviceResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}

  @ResolveField(() => [AdviceType], {
    nullable: true,
    description: `Advice behind it: given in it, or of which it is an outcome, as a complaint may be; the oldest first, ${WITHOUT}`,
  })
  adviceBehind(@Parent() { id }: Thing, @CurrentCtx() ctx: Ctx): Promise<AdviceRow[]> {
    return load(ctx, this.loaders.adviceBehindContact, id);
  }
}
