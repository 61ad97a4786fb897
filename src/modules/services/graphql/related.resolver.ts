import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { ContactRecordType, ContactsLoaders, ContactTypeType } from '#modules/contacts/graphql';
import { type Branch, type Customer, type Job, type Person } from '#modules/customers';
import { BranchType, CustomerLoaders, CustomerType, JobType, PersonType } from '#modules/customers/graphql';
import { type Employee, type Office } from '#modules/identity';
import { EmployeeType, IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { type EventRow, type RequestRow } from '../application/request.rows.js';
import { changesOf } from './global-ids.js';
import { ServiceRequestChangeType, ServiceRequestEventType, ServiceRequestType } from './types.js';

/** What a service request belongs to in other modules. */
@Resolver(() => ServiceRequestType)
export class ServiceRequestRelationsResolver {
  constructor(
    private readonly customers: CustomerLoaders,
    private readonly contacts: ContactsLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => CustomerType, { description: 'Customer who asked.' })
  customer(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Customer | null> {
    return load(ctx, this.customers.customerById, request.customerId);
  }

  @ResolveField(() => BranchType, { nullable: true, description: 'Branch it concerns; null when not noted.' })
  branch(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Branch | null> {
    return loadOptional(ctx, this.customers.branchById, request.branchId);
  }

  @ResolveField(() => JobType, { nullable: true, description: 'Job it belongs to; null when none.' })
  job(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Job | null> {
    return loadOptional(ctx, this.customers.jobById, request.jobId);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Person who asked; null when not noted.' })
  requester(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Person | null> {
    return loadOptional(ctx, this.customers.personById, request.requesterId);
  }

  @ResolveField(() => ContactRecordType, {
    nullable: true,
    description: 'Contact in which it was asked; null when none is noted or it may not be seen.',
  })
  contact(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.contacts.contactById, request.contactId);
  }

  @ResolveField(() => ContactTypeType, {
    nullable: true,
    description: 'What kind of request it is; null when not noted.',
  })
  contactType(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.contacts.contactTypeById, request.contactTypeId);
  }

  @ResolveField(() => OfficeType, { description: 'The responsible office.' })
  office(@Parent() request: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Office | null> {
    return load(ctx, this.identity.officeById, request.officeId);
  }
}

@Resolver(() => ServiceRequestEventType)
export class ServiceRequestEventResolver {
  constructor(
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => EmployeeType, {
    nullable: true,
    description: 'Employee who did it or took it down; null when the customer himself or the system did.',
  })
  actor(@Parent() event: EventRow, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, event.actorId);
  }

  @ResolveField(() => PersonType, {
    nullable: true,
    description: 'With CUSTOMER_MESSAGE: person who wrote or said it; null when not noted.',
  })
  person(@Parent() event: EventRow, @CurrentCtx() ctx: Ctx): Promise<Person | null> {
    return loadOptional(ctx, this.customers.personById, event.personId);
  }

  @ResolveField(() => [ServiceRequestChangeType], {
    description: 'With CREATED, ASSIGNED and CHANGED: the values that were set; empty otherwise.',
  })
  changes(@Parent() event: EventRow): ServiceRequestChangeType[] {
    return changesOf(event);
  }
}
