import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { ContactsLoaders, ContactTypeType } from '#modules/contacts/graphql';
import { BranchType, CustomerLoaders, CustomerType, JobType } from '#modules/customers/graphql';
import { EmployeeType, IdentityLoaders, OfficeType, TeamType } from '#modules/identity/graphql';
import { ServiceRequestType, ServicesLoaders } from '#modules/services/graphql';
import { SlaCalendarType, CalendarLoaders } from '#modules/sla/graphql';
import { type DutyRow, type OccurrenceRow } from '../application/duty.rows.js';
import { type Outcome } from '../domain/duty.js';
import { DutyOccurrenceType, DutyType } from './duty.types.js';
import { OutcomeEnum } from './enums.js';
import { DutyLoaders } from './loaders.js';

type Found = Promise<object | null>;

/** What a duty belongs to in other modules. */
@Resolver(() => DutyType)
export class DutyRelationsResolver {
  constructor(
    private readonly customers: CustomerLoaders,
    private readonly contacts: ContactsLoaders,
    private readonly identity: IdentityLoaders,
    private readonly sla: CalendarLoaders,
  ) {}

  @ResolveField(() => CustomerType, { description: 'Customer for whom it is done.' })
  customer(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.customers.customerById, duty.customerId);
  }

  @ResolveField(() => BranchType, { nullable: true, description: 'Branch it is done for; null when none is named.' })
  branch(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.branchById, duty.branchId);
  }

  @ResolveField(() => JobType, { nullable: true, description: 'Job it belongs to; null when none.' })
  job(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.customers.jobById, duty.jobId);
  }

  @ResolveField(() => ContactTypeType, { nullable: true, description: 'Contact type of the requests; null when none.' })
  contactType(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.contacts.contactTypeById, duty.contactTypeId);
  }

  @ResolveField(() => OfficeType, { description: 'The responsible office.' })
  office(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.identity.officeById, duty.officeId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who is to do it; null when nobody is named.' })
  assignee(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, duty.assigneeId);
  }

  @ResolveField(() => TeamType, {
    nullable: true,
    description: 'Team in whose queue the requests are put; null when none.',
  })
  team(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.teamById, duty.teamId);
  }

  @ResolveField(() => SlaCalendarType, {
    nullable: true,
    description: 'Calendar that says who works when; null when none.',
  })
  calendar(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.sla.calendarById, duty.calendarId);
  }

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who took it down; null when the system did.' })
  createdBy(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.identity.employeeById, duty.createdById);
  }
}

@Resolver(() => DutyOccurrenceType)
export class DutyOccurrenceResolver {
  constructor(
    private readonly loaders: DutyLoaders,
    private readonly services: ServicesLoaders,
  ) {}

  @ResolveField(() => DutyType, { description: 'Duty it belongs to.' })
  duty(@Parent() occurrence: OccurrenceRow, @CurrentCtx() ctx: Ctx): Found {
    return load<object | null>(ctx, this.loaders.dutyById, occurrence.dutyId);
  }

  @ResolveField(() => ServiceRequestType, {
    nullable: true,
    description: 'The request that was opened; null when none was or it may not be seen.',
  })
  serviceRequest(@Parent() occurrence: OccurrenceRow, @CurrentCtx() ctx: Ctx): Found {
    return loadOptional<object | null>(ctx, this.services.serviceRequestById, occurrence.requestId);
  }

  @ResolveField(() => OutcomeEnum, { description: 'How it went.' })
  outcome(@Parent() occurrence: OccurrenceRow, @CurrentCtx() ctx: Ctx): Promise<Outcome> {
    return this.loaders.outcome(ctx, occurrence.id);
  }
}
