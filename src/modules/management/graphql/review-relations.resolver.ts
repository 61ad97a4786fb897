import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { ContactsLoaders, ContactTypeType } from '#modules/contacts/graphql';
import { CustomerLoaders, CustomerType, JobType, PersonType } from '#modules/customers/graphql';
import { EmployeeType, IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import {
  type ActionRow,
  type AgendaRow,
  type KpiRow,
  type ParticipantRow,
  type ReviewPlanRow,
  type ReviewRow,
} from '../application/review.rows.js';
import { ReviewLoaders } from './review-loaders.js';
import {
  AgendaItemType,
  ParticipantType,
  ReviewActionType,
  ReviewKpiType,
  ReviewPlanType,
  ReviewType,
} from './review.types.js';
import { ScorecardOldestType, ScorecardTypeCountType } from './scorecard.types.js';

type Found = Promise<object | null>;

/** What a review belongs to in other modules. */
@Resolver(() => ReviewType)
export class ReviewRelationsResolver {
  constructor(
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
    private readonly loaders: ReviewLoaders,
  ) {}

  @ResolveField(() => CustomerType, { description: 'Customer whose service is reviewed.' })
  customer(@Parent() review: ReviewRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.customers.customerById, review.customerId);
  }

  @ResolveField(() => JobType, { nullable: true, description: 'Job whose requests alone are looked at; null for all.' })
  job(@Parent() review: ReviewRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.jobById, review.jobId);
  }

  @ResolveField(() => OfficeType, { description: 'The responsible office.' })
  office(@Parent() review: ReviewRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.identity.officeById, review.officeId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who leads it; null while nobody is named.' })
  chair(@Parent() review: ReviewRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, review.chairId);
  }

  @ResolveField(() => ReviewPlanType, {
    nullable: true,
    description: 'Plan that prepared it; null when it was called ad hoc or the plan may not be seen.',
  })
  plan(@Parent() review: ReviewRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.loaders.planById, review.planId);
  }
}

@Resolver(() => ReviewPlanType)
export class PlanRelationsResolver {
  constructor(
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => CustomerType, { description: 'Customer whose service is reviewed.' })
  customer(@Parent() plan: ReviewPlanRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.customers.customerById, plan.customerId);
  }

  @ResolveField(() => JobType, { nullable: true, description: 'Job whose requests alone are looked at; null for all.' })
  job(@Parent() plan: ReviewPlanRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.jobById, plan.jobId);
  }

  @ResolveField(() => OfficeType, { description: 'The responsible office.' })
  office(@Parent() plan: ReviewPlanRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.identity.officeById, plan.officeId);
  }

  @ResolveField(() => EmployeeType, {
    nullable: true,
    description: 'Who leads the reviews; null: the account manager.',
  })
  chair(@Parent() plan: ReviewPlanRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, plan.chairId);
  }
}

@Resolver(() => AgendaItemType)
export class AgendaItemResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who presents it; null when nobody is named.' })
  presenter(@Parent() item: AgendaRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, item.presenterId);
  }
}

@Resolver(() => ParticipantType)
export class ParticipantResolver {
  constructor(
    private readonly identity: IdentityLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'One of us; null when it is one of them.' })
  employee(@Parent() participant: ParticipantRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, participant.employeeId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'One of them; null when it is one of us.' })
  person(@Parent() participant: ParticipantRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.personById, participant.personId);
  }
}

@Resolver(() => ReviewActionType)
export class ReviewActionResolver {
  constructor(
    private readonly identity: IdentityLoaders,
    private readonly customers: CustomerLoaders,
    private readonly loaders: ReviewLoaders,
  ) {}

  @ResolveField(() => ReviewType, {
    nullable: true,
    description: 'Review that decided it; null when it may not be seen.',
  })
  review(@Parent() action: ActionRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.loaders.reviewById, action.reviewId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Employee who has to do it; null when none.' })
  owner(@Parent() action: ActionRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, action.ownerId);
  }

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'Person of the customer who has to do it; null when none.',
  })
  ownerPerson(@Parent() action: ActionRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.personById, action.ownerPersonId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who noted it as done; null while it is not.' })
  doneBy(@Parent() action: ActionRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, action.doneById);
  }
}

@Resolver(() => ReviewKpiType)
export class ReviewKpiResolver {
  constructor(private readonly customers: CustomerLoaders) {}

  @ResolveField(() => CustomerType, { nullable: true, description: 'Customer whose KPI it is; null for the firm’s.' })
  customer(@Parent() kpi: KpiRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.customerById, kpi.customerId);
  }
}

@Resolver(() => ScorecardTypeCountType)
export class ScorecardTypeCountResolver {
  constructor(private readonly contacts: ContactsLoaders) {}

  @ResolveField(() => ContactTypeType, {
    nullable: true,
    description: 'The contact type; null for requests without one.',
  })
  contactType(@Parent() count: { contactTypeId: string | null }, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.contacts.contactTypeById, count.contactTypeId);
  }
}

@Resolver(() => ScorecardOldestType)
export class ScorecardOldestResolver {
  constructor(private readonly services: ServicesLoaders) {}

  @ResolveField(() => ServiceRequestType, { nullable: true, description: 'The request; null when it may not be seen.' })
  serviceRequest(@Parent() oldest: { requestId: string }, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.services.serviceRequestById, oldest.requestId);
  }
}
