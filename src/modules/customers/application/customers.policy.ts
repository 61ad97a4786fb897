import { Injectable } from '@nestjs/common';
import { IdentityApi, type Office } from '#modules/identity';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';

const WRITE = 'customers.write';

/**
 * Who may change what: a customer and everything of it by those whose `customers.write` reaches the responsible office;
 * a branch also by the office that serves it, a job also by the office responsible for it.
 */
@Injectable()
export class CustomersPolicy {
  constructor(private readonly identity: IdentityApi) {}

  /** Whether the actor may change a thing that these offices look after. */
  async mayWrite(ctx: Ctx, officeIds: readonly (string | null)[]): Promise<boolean> {
    const ids = officeIds.filter((id) => id !== null);
    const offices = scopeOf(ctx, WRITE) === 'region' ? await this.identity.offices(ids) : undefined;
    return this.reachesOne(ctx, ids, offices);
  }

  /** The same when the offices are at hand; their regions matter to permissions for a region only. */
  reachesOne(
    ctx: Ctx,
    officeIds: readonly (string | null)[],
    offices: ReadonlyMap<string, Pick<Office, 'regionId'>> | undefined,
  ): boolean {
    return officeIds.some(
      (officeId) =>
        officeId !== null && reaches(ctx, WRITE, { officeId, regionId: offices?.get(officeId)?.regionId ?? null }),
    );
  }

  async assertMayWrite(ctx: Ctx, officeIds: readonly (string | null)[]): Promise<void> {
    if (!(await this.mayWrite(ctx, officeIds))) this.refuse();
  }

  refuse(): never {
    throw new ForbiddenError(
      `Your ${WRITE} does not reach the office that is responsible; ask that office, or somebody responsible for its region.`,
    );
  }
}
