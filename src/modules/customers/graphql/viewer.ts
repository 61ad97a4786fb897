import { Injectable } from '@nestjs/common';
import { IdentityLoaders } from '#modules/identity/graphql';
import { scopeOf, type Ctx } from '#platform/context';
import { load } from '#platform/graphql';
import { CustomersPolicy } from '../application/customers.policy.js';
import { type ViewerCanUpdate } from './types.js';

/** What the one who asks may do: the policy's answer, with offices from the loader. */
@Injectable()
export class Viewer {
  constructor(
    private readonly policy: CustomersPolicy,
    private readonly identity: IdentityLoaders,
  ) {}

  /** For a thing that these offices look after. */
  async can(ctx: Ctx, officeIds: readonly (string | null | undefined)[]): Promise<ViewerCanUpdate> {
    const ids = officeIds.filter((id): id is string => typeof id === 'string');
    if (scopeOf(ctx, 'customers.write') !== 'region') return { update: this.policy.reachesOne(ctx, ids, undefined) };
    const offices = await Promise.all(ids.map((id) => load(ctx, this.identity.officeById, id)));
    const found = new Map(offices.filter((o) => o !== null).map((o) => [o.id, o]));
    return { update: this.policy.reachesOne(ctx, ids, found) };
  }
}
