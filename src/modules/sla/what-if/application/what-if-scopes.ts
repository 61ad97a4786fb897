import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { PyramidApi } from '#modules/pyramid';
import { ServicesApi } from '#modules/services';
import { WhatIfPolicy } from './what-if-policy.js';
import { createdScopeOf, type SimulationScope, type SimulationSpec } from './simulation-spec.js';

/** Which requests a simulation is about. */
@Injectable()
export class WhatIfScopes {
  constructor(
    private readonly db: Database,
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
    private readonly pyramid: PyramidApi,
    private readonly policy: WhatIfPolicy,
  ) {}

  /** Of `sla.what_if_run r`. */
  visible(ctx: Ctx): Sql {
    return this.policy.visible(ctx);
  }

  async of(
    ctx: Ctx,
    asked: Partial<SimulationScope>,
  ): Promise<
    Result<Pick<SimulationSpec, 'scope' | 'officeIds'>, 'CUSTOMER_NOT_FOUND' | 'OFFICE_NOT_FOUND' | 'TIER_NOT_FOUND'>
  > {
    const scope: SimulationScope = {
      customerId: asked.customerId ?? null,
      officeId: asked.officeId ?? null,
      serviceLine: asked.serviceLine ?? null,
      tier: asked.tier ?? null,
    };
    const { customerId, officeId, tier } = scope;
    if (customerId !== null && !(await this.customers.customers([customerId])).has(customerId))
      return err('CUSTOMER_NOT_FOUND', 'customerId');
    if (officeId !== null && !(await this.identity.offices([officeId])).has(officeId))
      return err('OFFICE_NOT_FOUND', 'officeId');
    if (tier !== null && !(await this.pyramid.tierKeys()).includes(tier)) return err('TIER_NOT_FOUND', 'tier');
    return ok({ scope, officeIds: await this.policy.offices(ctx, officeId) });
  }

  /** The customers of a simulation; null: all. */
  async customersOf({ scope: { customerId } }: SimulationSpec): Promise<string[] | null> {
    return customerId === null ? null : this.customers.descendants(customerId);
  }

  /** How many requests there are to go through; of one tier alone those are counted that must be looked at. */
  async count(simulation: SimulationSpec): Promise<number> {
    const { scope, from, to } = simulation;
    if (scope.tier !== null) {
      const some = await this.db.query(
        sql`select 1 from sla.evaluation j where j.tier = ${scope.tier}
               and j.request_created_at >= ${new Date(from)} and j.request_created_at < ${new Date(to)} limit 1`,
      );
      if (some.length === 0) return 0;
    }
    return this.services.countCreated(createdScopeOf(simulation, await this.customersOf(simulation)));
  }
}
