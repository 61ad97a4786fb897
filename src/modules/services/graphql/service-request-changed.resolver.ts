import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, ForbiddenError, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { CustomersApi } from '#modules/customers';
import { type RequestRow } from '../application/request.rows.js';
import { ServicesQueries } from '../application/services.queries.js';
import { requestChanged, requestCreated, type RequestChangedPayload } from '../services.events.js';
import { ServiceRequestFeedFilterInput } from './filter.inputs.js';
import { ServiceRequestType } from './types.js';

@Resolver(() => ServiceRequestType)
export class ServiceRequestChangedResolver {
  constructor(
    private readonly live: Live,
    private readonly customers: CustomersApi,
    private readonly queries: ServicesQueries,
  ) {}

  @Subscription(() => ServiceRequestType, {
    description:
      'Every service request as it is created or something happens to it. Told at least once for each; what happens in quick succession shows the latest state each time. Customers that join the group later count from the next subscription on.',
    resolve(
      this: ServiceRequestChangedResolver,
      event: LiveEvent<RequestChangedPayload>,
      _args: unknown,
      ctx: Ctx,
    ): Promise<RequestRow> {
      return this.deliver(ctx, event.payload.requestId);
    },
  })
  @Requires('services.read')
  async serviceRequestChanged(
    @Args('filter', {
      type: () => ServiceRequestFeedFilterInput,
      nullable: true,
      description: 'Filter of requests; defaults to all.',
    })
    filter?: ServiceRequestFeedFilterInput | null,
  ): Promise<AsyncIterableIterator<LiveEvent<RequestChangedPayload>>> {
    const { requestId, officeId, customerId } = filter ?? {};
    const group = customerId == null ? null : new Set([customerId, ...(await this.customers.descendants(customerId))]);
    return this.live.subscribe([requestCreated, requestChanged], {
      filter: ({ payload }) =>
        (requestId == null || payload.requestId === requestId) &&
        (officeId == null || payload.officeId === officeId || payload.formerOfficeId === officeId) &&
        (group === null || group.has(payload.customerId)),
    });
  }

  /** The request as it is now, for the subscriber as it is now: both may have changed since. */
  private async deliver(ctx: Ctx, id: string): Promise<RequestRow> {
    assertAccess(ctx, { kind: 'permission', permission: 'services.read' });
    const request = (await this.queries.byIds(ctx, [id])).get(id);
    if (!request) throw new ForbiddenError('This service request may not be seen any more.');
    return request;
  }
}
