import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { retryDuringOutage } from '#platform/database';
import { type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { CustomersApi } from '#modules/customers';
import { ContactPolicy } from '../application/contact.policy.js';
import { ContactQueries } from '../application/contact.queries.js';
import { contactRecorded, type ContactEvent } from '../contacts.events.js';

/** Of which contacts to be told; ids are UUIDs. */
export interface FeedFilter {
  readonly officeId?: string | null;
  readonly regionId?: string | null;
  /** This customer and everybody below it. */
  readonly customerId?: string | null;
}

/** Contacts as they are recorded, for subscriptions. */
@Injectable()
export class ContactFeed {
  /** Customers above the one of an event; all subscribers on this node get the same event and share the answer. */
  private readonly lineages = new WeakMap<object, Promise<ReadonlySet<string>>>();

  constructor(
    private readonly live: Live,
    private readonly customers: CustomersApi,
    private readonly queries: ContactQueries,
    private readonly policy: ContactPolicy,
  ) {}

  open(ctx: Ctx, { officeId, regionId, customerId }: FeedFilter): AsyncIterableIterator<LiveEvent<ContactEvent>> {
    const events = this.live.subscribe([contactRecorded], {
      filter: ({ payload }) =>
        (officeId == null || payload.officeId === officeId) && (regionId == null || payload.regionId === regionId),
    });
    return filterAsync(events, (event) =>
      retryDuringOutage(
        async () =>
          (customerId == null || (await this.lineage(event)).has(customerId)) &&
          (await this.mayKnow(ctx, event.payload)),
      ),
    );
  }

  private lineage(event: LiveEvent<ContactEvent>): Promise<ReadonlySet<string>> {
    let lineage = this.lineages.get(event);
    if (!lineage) {
      const { customerId } = event.payload;
      lineage = this.customers
        .ancestors([customerId])
        .then((found) => new Set([customerId, ...(found.get(customerId) ?? [])]));
      lineage.catch(() => this.lineages.delete(event));
      this.lineages.set(event, lineage);
    }
    return lineage;
  }

  /** Whether the subscriber may see the contact; with a memory of its own, because things change while it listens. */
  private async mayKnow(subscriber: Ctx, contact: ContactEvent): Promise<boolean> {
    const ctx = { ...subscriber, memo: new Map() };
    return (await this.policy.surelySees(ctx, contact)) || (await this.queries.byId(ctx, contact.contactId)) !== null;
  }
}

/**
 * Passes on what `keep` lets through. Not a generator: one that waits for the next event cannot be ended before that
 * event comes.
 */
function filterAsync<T>(
  source: AsyncIterableIterator<T>,
  keep: (value: T) => Promise<boolean>,
): AsyncIterableIterator<T> {
  const end = (): Promise<IteratorResult<T>> =>
    source.return?.() ?? Promise.resolve({ done: true as const, value: undefined });
  return {
    next: async () => {
      for (;;) {
        const step = await source.next();
        if (step.done || (await keep(step.value))) return step;
      }
    },
    return: end,
    throw: async (error: unknown) => {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
