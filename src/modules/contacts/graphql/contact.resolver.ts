import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { AuditEntryConnection, AuditTrail, type AuditEntryType } from '#platform/audit';
import { type Ctx } from '#platform/context';
import { CurrentCtx, decodeId, load, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { BranchType, CustomerLoaders, CustomerType, JobType, PersonType } from '#modules/customers/graphql';
import { type Branch, type Customer, type Job, type Person } from '#modules/customers';
import { type Employee, type Office } from '#modules/identity';
import { EmployeeType, IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { ContactPolicy } from '../application/contact.policy.js';
import { ContactQueries } from '../application/contact.queries.js';
import { type ContactRow } from '../application/contact.rows.js';
import { type ContactTypeNode } from '../application/contact-type.rows.js';
import { ContactsLoaders } from './loaders.js';
import { ContactFilterInput, ContactOrderInput } from './inputs.js';
import { filterOf } from './global-ids.js';
import {
  ContactConnection,
  ContactFollowUpType,
  ContactRecordType,
  ContactTypeType,
  ContactViewerCanType,
} from './types.js';

@Resolver(() => ContactRecordType)
export class ContactResolver {
  constructor(
    private readonly queries: ContactQueries,
    private readonly policy: ContactPolicy,
    private readonly loaders: ContactsLoaders,
    private readonly customers: CustomerLoaders,
    private readonly identity: IdentityLoaders,
    private readonly trail: AuditTrail,
  ) {}

  @Query(() => ContactRecordType, {
    nullable: true,
    description: 'The contact; null when there is none or it may not be seen.',
  })
  @Requires('contacts.read')
  async contact(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Which contact.' }) id: string,
  ): Promise<ContactRow | null> {
    return this.queries.byId(ctx, decodeId('Contact', id, 'id'));
  }

  @Query(() => ContactConnection, { description: 'Contacts; the last to take place first unless told.' })
  @Requires('contacts.read')
  async contacts(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => ContactFilterInput, nullable: true, description: 'Which ones; all unless told.' })
    filter?: ContactFilterInput | null,
    @Args('orderBy', { type: () => ContactOrderInput, nullable: true, description: 'In which order.' })
    orderBy?: ContactOrderInput | null,
  ): Promise<Connection<ContactRow>> {
    return this.queries.list(ctx, filterOf(filter), page, orderBy ?? undefined);
  }

  @ResolveField(() => CustomerType, { description: 'Customer it was with.' })
  customer(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<Customer | null> {
    return load(ctx, this.customers.customerById, contact.customerId);
  }

  @ResolveField(() => BranchType, { nullable: true, description: 'Branch it concerned; null when not noted.' })
  branch(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<Branch | null> {
    return loadOptional(ctx, this.customers.branchById, contact.branchId);
  }

  @ResolveField(() => JobType, { nullable: true, description: 'Job it concerned; null when none.' })
  job(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<Job | null> {
    return loadOptional(ctx, this.customers.jobById, contact.jobId);
  }

  @ResolveField(() => [PersonType], { description: 'Persons of the customer who took part.' })
  async people(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<(Person | null)[]> {
    const ids = await load(ctx, this.loaders.peopleByContact, contact.id);
    return Promise.all(ids.map((id) => load(ctx, this.customers.personById, id)));
  }

  @ResolveField(() => ContactTypeType, { description: 'What kind of contact it was.' })
  type(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<ContactTypeNode | null> {
    return load(ctx, this.loaders.contactTypeById, contact.typeId);
  }

  @ResolveField(() => EmployeeType, {
    nullable: true,
    description: 'Who recorded it; null when the system did (an import that names nobody).',
  })
  recordedBy(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, contact.recordedById);
  }

  @ResolveField(() => OfficeType, { description: 'Office it counts for: that of the recorder when it was recorded.' })
  office(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<Office | null> {
    return load(ctx, this.identity.officeById, contact.officeId);
  }

  @ResolveField(() => ContactFollowUpType, { nullable: true, description: 'Its follow-up; null when none is planned.' })
  followUp(@Parent() { followUpOn, ...c }: ContactRow): ContactFollowUpType | null {
    if (followUpOn === null) return null;
    const done = c.followUpDoneAt !== null;
    return { dueOn: followUpOn, note: c.followUpNote, done, doneAt: c.followUpDoneAt, doneById: c.followUpDoneById };
  }

  @ResolveField(() => AuditEntryConnection, {
    nullable: true,
    description: 'Every change of it, the latest first; null without the permission `audit.read`.',
  })
  auditTrail(
    @Parent() { id }: ContactRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<AuditEntryType>> | null {
    return this.trail.of(ctx, id, page);
  }

  @ResolveField(() => ContactViewerCanType, {
    description: 'What the viewer may do with it, so that front ends offer no more.',
  })
  async viewerCan(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<ContactViewerCanType> {
    const update = await this.policy.mayUpdate(ctx, contact);
    const open = contact.followUpOn !== null && contact.followUpDoneAt === null;
    return { update, completeFollowUp: update && open };
  }
}

@Resolver(() => ContactFollowUpType)
export class ContactFollowUpResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who completed it; null while it is open.' })
  doneBy(@Parent() followUp: ContactFollowUpType, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, followUp.doneById);
  }
}
