import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, ForbiddenError, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx } from '#platform/graphql';
import { type LiveEvent } from '#platform/outbox';
import { ContactQueries } from '../application/contact.queries.js';
import { type ContactRow } from '../application/contact.rows.js';
import { type ContactEvent } from '../contacts.events.js';
import { ContactFeed } from './contact-feed.js';
import { ContactFeedFilterInput } from './inputs.js';
import { ContactRecordType } from './types.js';

@Resolver(() => ContactRecordType)
export class ContactRecordedResolver {
  constructor(
    private readonly feed: ContactFeed,
    private readonly queries: ContactQueries,
  ) {}

  @Subscription(() => ContactRecordType, {
    description: 'Every contact that the subscriber may see, as soon as it is recorded; each once.',
    resolve(this: ContactRecordedResolver, event: LiveEvent<ContactEvent>, _args: unknown, ctx: Ctx) {
      return this.deliver(ctx, event.payload.contactId);
    },
  })
  @Requires('contacts.read')
  contactRecorded(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', {
      type: () => ContactFeedFilterInput,
      nullable: true,
      description: 'Filter of contacts; defaults to all.',
    })
    filter?: ContactFeedFilterInput | null,
  ): AsyncIterableIterator<LiveEvent<ContactEvent>> {
    return this.feed.open(ctx, filter ?? {});
  }

  /** The contact as it is now, for the subscriber as it is now: both may have changed since. */
  private async deliver(ctx: Ctx, contactId: string): Promise<ContactRow> {
    assertAccess(ctx, { kind: 'permission', permission: 'contacts.read' });
    const contact = await this.queries.byId(ctx, contactId);
    if (!contact) throw new ForbiddenError('This contact may not be seen any more.');
    return contact;
  }
}
