import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { AuditEntryConnection, AuditTrail, type AuditEntryType } from '#platform/audit';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection, IdArg, FieldNeeds } from '#platform/graphql';
import { CustomerLoaders, PersonType, RecordWarningType, ReferenceWarnings } from '#modules/customers/graphql';
import { type Person } from '#modules/customers';
import { ContactPolicy } from '../application/contact.policy.js';
import { ContactQueries, type ContactOrder } from '../application/contact.queries.js';
import { type ContactRow } from '../application/contact.rows.js';
import { ContactsLoaders } from './loaders.js';
import { ContactFilterInput, ContactOrderInput } from './inputs.js';
import { ContactConnection, ContactFollowUpType, ContactRecordType, ContactViewerCanType } from './types.js';

@Resolver(() => ContactRecordType)
export class ContactResolver {
  constructor(
    private readonly queries: ContactQueries,
    private readonly policy: ContactPolicy,
    private readonly loaders: ContactsLoaders,
    private readonly customers: CustomerLoaders,
    private readonly warning: ReferenceWarnings,
    private readonly trail: AuditTrail,
  ) {}

  @Query(() => ContactRecordType, {
    nullable: true,
    description: 'The contact; null when there is none or it may not be seen.',
  })
  @Requires('contacts.read')
  async contact(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Contact', { description: 'Which contact.' }) id: string,
  ): Promise<ContactRow | null> {
    return this.queries.byId(ctx, id);
  }

  @Query(() => ContactConnection, { description: 'Contacts; the last to take place first by default.' })
  @Requires('contacts.read')
  async contacts(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => ContactFilterInput, nullable: true, description: 'Which ones; defaults to all.' })
    filter?: ContactFilterInput | null,
    @Args('orderBy', { type: () => ContactOrderInput, nullable: true, description: 'In which order.' })
    orderBy?: ContactOrder | null,
  ): Promise<Connection<ContactRow>> {
    return this.queries.list(ctx, filter ?? {}, page, orderBy ?? undefined);
  }

  @ResolveField(() => [PersonType], { description: 'Persons of the customer who took part.' })
  async people(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<(Person | null)[]> {
    const ids = await load(ctx, this.loaders.peopleByContact, contact.id);
    return Promise.all(ids.map((id) => load(ctx, this.customers.personById, id)));
  }

  @FieldNeeds('customers.read')
  @ResolveField(() => [RecordWarningType], {
    description:
      'What should be checked: its customer is no longer active, its branch is closed, a person has left. Empty when all is well.',
  })
  async warnings(@Parent() contact: ContactRow, @CurrentCtx() ctx: Ctx): Promise<RecordWarningType[]> {
    const ids = await load(ctx, this.loaders.peopleByContact, contact.id);
    const persons = ids.map((id, i) => ({ id, field: `personIds.${i}` }));
    return this.warning.of(ctx, { customerId: contact.customerId, branchId: contact.branchId, persons });
  }

  @ResolveField(() => ContactFollowUpType, { nullable: true, description: 'Its follow-up; null when none is planned.' })
  followUp(@Parent() { followUpOn, ...c }: ContactRow): ContactFollowUpType | null {
    if (followUpOn === null) return null;
    const done = c.followUpDoneAt !== null;
    return { dueOn: followUpOn, note: c.followUpNote, done, doneAt: c.followUpDoneAt, doneById: c.followUpDoneById };
  }

  @ResolveField(() => AuditEntryConnection, {
    nullable: true,
    description: 'Every change of it, the latest first; null when your `audit.read` does not reach its office.',
  })
  auditTrail(
    @Parent() { id, officeId }: ContactRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<AuditEntryType> | null> {
    return this.trail.of(ctx, id, () => [officeId], page);
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
