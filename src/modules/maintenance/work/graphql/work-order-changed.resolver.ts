import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, ForbiddenError, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx } from '#platform/graphql';
import { type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { WorkQueries } from '../application/work.queries.js';
import { type WorkOrder } from '../domain/facts.js';
import { workOrderChanged, workOrderCreated, type WorkOrderChangedPayload } from '../../maintenance.events.js';
import { WorkOrderFeedFilterInput } from './work.inputs.js';
import { WorkOrderType } from './work.types.js';

@Resolver(() => WorkOrderType)
export class WorkOrderChangedResolver {
  constructor(
    private readonly live: Live,
    private readonly queries: WorkQueries,
    private readonly policy: MaintenancePolicy,
  ) {}

  @Subscription(() => WorkOrderType, {
    description:
      'Every work order within reach of your `maintenance.read` as it is made or something happens to it. Told at least once for each; what happens in quick succession shows the latest state each time.',
    resolve(
      this: WorkOrderChangedResolver,
      event: LiveEvent<WorkOrderChangedPayload>,
      _args: unknown,
      ctx: Ctx,
    ): Promise<WorkOrder> {
      return this.deliver(ctx, event.payload.workOrderId);
    },
  })
  @Requires('maintenance.read')
  async workOrderChanged(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', {
      type: () => WorkOrderFeedFilterInput,
      nullable: true,
      description: 'Of which; all by default.',
    })
    filter?: WorkOrderFeedFilterInput | null,
  ): Promise<AsyncIterableIterator<LiveEvent<WorkOrderChangedPayload>>> {
    const { workOrderId, officeId, customerId } = filter ?? {};
    const reach = await this.policy.reachOf(ctx, 'maintenance.read');
    return this.live.subscribe([workOrderCreated, workOrderChanged], {
      filter: ({ payload }) =>
        reach.includes(payload.officeId) &&
        (workOrderId == null || payload.workOrderId === workOrderId) &&
        (officeId == null || payload.officeId === officeId) &&
        (customerId == null || payload.customerId === customerId),
    });
  }

  /** The work order as it is now, for the subscriber as it is now: both may have changed since. */
  private async deliver(ctx: Ctx, id: string): Promise<WorkOrder> {
    assertAccess(ctx, { kind: 'permission', permission: 'maintenance.read' });
    const order = (await this.queries.byIds(ctx, [id])).get(id);
    if (!order) throw new ForbiddenError('This work order may not be seen any more.');
    return order;
  }
}
