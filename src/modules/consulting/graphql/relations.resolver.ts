import { Parent, ResolveField, Resolver, Args } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { ContactRecordType, ContactsLoaders } from '#modules/contacts/graphql';
import { CustomerLoaders, CustomerType, JobType, PersonType } from '#modules/customers/graphql';
import { EmployeeType, IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import {
  type AdviceRow,
  type DeliverableRow,
  type EngagementRow,
  type MemberRow,
  type OutcomeRow,
  type ProductRow,
  type RevisionRow,
  type RoundRow,
} from '../application/rows.js';
import { ConsultingLoaders } from './loaders.js';
import {
  AdviceConnection,
  AdviceOutcomeType,
  AdviceRevisionType,
  AdviceType,
  DeliverableConnection,
  DeliverableRoundType,
  DeliverableType,
  EngagementMemberType,
  EngagementType,
  ProductRecordType,
  ProductType,
} from './types.js';

type Maybe = Promise<object | null>;
const NOTHING = { recommended: 0, followed: 0, good: 0, mixed: 0, wrong: 0, wrongShare: null };

@Resolver(() => EngagementType)
export class EngagementFieldsResolver {
  constructor(
    private readonly loaders: ConsultingLoaders,
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => CustomerType, { nullable: true, description: 'With whom; null when it may not be seen.' })
  customer(@Parent() { customerId }: EngagementRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.customers.customerById, customerId);
  }
  @ResolveField(() => JobType, { nullable: true, description: 'Job it belongs to; null when to none.' })
  job(@Parent() { jobId }: EngagementRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.customers.jobById, jobId);
  }
  @ResolveField(() => OfficeType, { nullable: true, description: 'Responsible office.' })
  office(@Parent() { officeId }: EngagementRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.identity.officeById, officeId);
  }
  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who leads it.' })
  lead(@Parent() { leadId }: EngagementRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.identity.employeeById, leadId);
  }
  @ResolveField(() => [EngagementMemberType], { description: 'The team.' })
  members(@Parent() { id }: EngagementRow, @CurrentCtx() ctx: Ctx): Promise<MemberRow[]> {
    return load(ctx, this.loaders.membersByEngagement, id);
  }
  @ResolveField(() => DeliverableConnection, { description: 'What it delivers, the one due soonest first.' })
  deliverables(
    @Parent() { id }: EngagementRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<DeliverableRow>> {
    return this.loaders.deliverables(ctx, id, page);
  }
  @ResolveField(() => AdviceConnection, { description: 'Advice given in it, the latest first.' })
  advice(
    @Parent() { id }: EngagementRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<AdviceRow>> {
    return this.loaders.advice(ctx, 'engagement', id, page);
  }
}

@Resolver(() => EngagementMemberType)
export class EngagementMemberResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who it is.' })
  employee(@Parent() { employeeId }: MemberRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.identity.employeeById, employeeId);
  }
}

@Resolver(() => DeliverableType)
export class DeliverableFieldsResolver {
  constructor(
    private readonly loaders: ConsultingLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => EngagementType, { nullable: true, description: 'The engagement it belongs to.' })
  engagement(@Parent() { engagementId }: DeliverableRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.loaders.engagementById, engagementId);
  }
  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who answers for it.' })
  owner(@Parent() { ownerId }: DeliverableRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.identity.employeeById, ownerId);
  }
  @ResolveField(() => [DeliverableRoundType], { description: 'Each time it was handed over, the first first.' })
  rounds(@Parent() { id }: DeliverableRow, @CurrentCtx() ctx: Ctx): Promise<RoundRow[]> {
    return load(ctx, this.loaders.roundsByDeliverable, id);
  }
}

@Resolver(() => DeliverableRoundType)
export class RoundFieldsResolver {
  constructor(
    private readonly identity: IdentityLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who handed it over.' })
  submittedBy(@Parent() { submittedById }: RoundRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.identity.employeeById, submittedById);
  }
  @ResolveField(() => PersonType, { nullable: true, description: 'Who of the customer decided; null when not said.' })
  decidedBy(@Parent() { decidedById }: RoundRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.customers.personById, decidedById);
  }
  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who recorded the decision.' })
  recordedBy(@Parent() { recordedById }: RoundRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.identity.employeeById, recordedById);
  }
}

@Resolver(() => ProductType)
export class ProductFieldsResolver {
  constructor(private readonly loaders: ConsultingLoaders) {}

  @ResolveField(() => ProductRecordType, { description: 'How it turned out where it was recommended.' })
  async record(@Parent() { id }: ProductRow, @CurrentCtx() ctx: Ctx): Promise<ProductRecordType> {
    return (await load(ctx, this.loaders.recordByProduct, id)) ?? NOTHING;
  }
}

@Resolver(() => AdviceType)
export class AdviceFieldsResolver {
  constructor(
    private readonly loaders: ConsultingLoaders,
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
    private readonly contacts: ContactsLoaders,
    private readonly services: ServicesLoaders,
  ) {}

  @ResolveField(() => CustomerType, { nullable: true, description: 'To which customer; null when it may not be seen.' })
  customer(@Parent() { customerId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.customers.customerById, customerId);
  }
  @ResolveField(() => OfficeType, { nullable: true, description: 'Responsible office.' })
  office(@Parent() { officeId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return load<object | null>(ctx, this.identity.officeById, officeId);
  }
  @ResolveField(() => EngagementType, { nullable: true, description: 'Engagement it was given in; null when in none.' })
  engagement(@Parent() { engagementId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.loaders.engagementById, engagementId);
  }
  @ResolveField(() => ContactRecordType, { nullable: true, description: 'Contact it was given in; null when in none.' })
  contact(@Parent() { contactId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.contacts.contactById, contactId);
  }
  @ResolveField(() => ServiceRequestType, {
    nullable: true,
    description: 'Service request it answered; null when none.',
  })
  request(@Parent() { requestId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.services.serviceRequestById, requestId);
  }
  @ResolveField(() => ProductType, { nullable: true, description: 'What is recommended; null when no product.' })
  product(@Parent() { productId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.loaders.productById, productId);
  }
  @ResolveField(() => ProductType, { nullable: true, description: 'With CHOSE_OTHER: what the customer chose.' })
  chosenProduct(@Parent() { chosenProductId }: AdviceRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.loaders.productById, chosenProductId);
  }
  @ResolveField(() => [PersonType], { description: 'To whom it was given; without those that may not be seen.' })
  async recipients(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    const rows = await load(ctx, this.loaders.recipientsByAdvice, id);
    const found = await Promise.all(rows.map((r) => load<object | null>(ctx, this.customers.personById, r.personId)));
    return found.filter((person) => person !== null);
  }
  @ResolveField(() => [EmployeeType], { description: 'Who gave it.' })
  async advisers(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    const rows = await load(ctx, this.loaders.advisersByAdvice, id);
    const found = await Promise.all(
      rows.map((r) => load<object | null>(ctx, this.identity.employeeById, r.employeeId)),
    );
    return found.filter((employee) => employee !== null);
  }
  @ResolveField(() => [AdviceRevisionType], { description: 'Everything it ever said, the first first.' })
  revisions(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<RevisionRow[]> {
    return load(ctx, this.loaders.revisionsByAdvice, id);
  }
  @ResolveField(() => [AdviceOutcomeType], { description: 'What became of it, in the order in which it was seen.' })
  outcomes(@Parent() { id }: AdviceRow, @CurrentCtx() ctx: Ctx): Promise<OutcomeRow[]> {
    return load(ctx, this.loaders.outcomesByAdvice, id);
  }
}

@Resolver(() => AdviceRevisionType)
export class RevisionFieldsResolver {
  constructor(
    private readonly loaders: ConsultingLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => ProductType, { nullable: true, description: 'What was recommended; null when no product.' })
  product(@Parent() { productId }: RevisionRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.loaders.productById, productId);
  }
  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who recorded it.' })
  recordedBy(@Parent() { recordedById }: RevisionRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.identity.employeeById, recordedById);
  }
}

@Resolver(() => AdviceOutcomeType)
export class OutcomeFieldsResolver {
  constructor(
    private readonly identity: IdentityLoaders,
    private readonly contacts: ContactsLoaders,
    private readonly services: ServicesLoaders,
  ) {}

  @ResolveField(() => ServiceRequestType, { nullable: true, description: 'Request in which it shows; null when none.' })
  request(@Parent() { requestId }: OutcomeRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.services.serviceRequestById, requestId);
  }
  @ResolveField(() => ContactRecordType, { nullable: true, description: 'Contact in which it shows; null when none.' })
  contact(@Parent() { contactId }: OutcomeRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.contacts.contactById, contactId);
  }
  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who recorded it.' })
  recordedBy(@Parent() { recordedById }: OutcomeRow, @CurrentCtx() ctx: Ctx): Maybe {
    return loadOptional<object | null>(ctx, this.identity.employeeById, recordedById);
  }
}
