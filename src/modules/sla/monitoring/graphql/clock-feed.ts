import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { type EventDefinition, type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { SlaPolicy } from '../../sla.policy.js';
import { type SlaBreachFilterInput } from './breach-filter.input.js';

/** Live events about clocks, for those who may see the clocks: breaches, warnings and escalations alike. */
@Injectable()
export class ClockFeed {
  constructor(
    private readonly live: Live,
    private readonly policy: SlaPolicy,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  /** Whom it reaches is settled now: customers that join the group later count from the next subscription on. */
  async subscribe<P extends { readonly officeId: string; readonly customerId: string }>(
    ctx: Ctx,
    event: EventDefinition<P>,
    filter: SlaBreachFilterInput | null | undefined,
  ): Promise<AsyncIterableIterator<LiveEvent<P>>> {
    const { officeId, regionId, customerId } = filter ?? {};
    const visible = await this.policy.visibleOffices(ctx);
    const regional = regionId == null ? undefined : asSet(await this.identity.officesOfRegion(regionId));
    const group =
      customerId == null ? undefined : asSet([customerId, ...(await this.customers.descendants(customerId))]);
    return this.live.subscribe([event], {
      filter: ({ payload }) =>
        (officeId == null || payload.officeId === officeId) &&
        visible.includes(payload.officeId) &&
        (regional?.has(payload.officeId) ?? true) &&
        (group?.has(payload.customerId) ?? true),
    });
  }
}

function asSet(ids: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return ids && new Set(ids);
}
