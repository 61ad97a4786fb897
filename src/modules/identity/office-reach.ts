import { Injectable } from '@nestjs/common';
import { holds } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { type Sql } from '#platform/database';
import { IdentityApi } from './identity.api.js';
import { outOfReach, Reach } from './reach.js';

const EVERYWHERE = new Reach('all');
const NOWHERE = new Reach(new Set());

/** Key of the memo: the offices of the actor's region are the same for all permissions of an operation. */
const REGIONAL = Symbol('reach of a regional permission');

/**
 * The rule of row access: which offices a permission reaches, and with them the customers, requests and other things
 * that those offices are responsible for. No other code compares scopes or regions (test/arch/source-rules.ts).
 */
@Injectable()
export class OfficeReach {
  constructor(private readonly identity: IdentityApi) {}

  /** What the permission reaches for the actor; looked up once per operation. */
  of(ctx: Ctx, permission: string): Promise<Reach> {
    const { officeId, regionId } = ctx.actor;
    switch (scopeOf(ctx, permission)) {
      case 'firm':
        return Promise.resolve(EVERYWHERE);
      case 'region':
        return regionId === null ? Promise.resolve(NOWHERE) : this.regional(ctx, regionId);
      case 'office':
        return Promise.resolve(officeId === null ? NOWHERE : new Reach(new Set([officeId])));
      case undefined:
        return Promise.resolve(NOWHERE);
    }
  }

  /** Whether the permission reaches anything at all; what, `of` says. For what one has besides the reach, such as one's own. */
  any(ctx: Ctx, permission: string): boolean {
    return holds(ctx, permission);
  }

  /** Condition on a column of office ids: rows that the permission reaches. */
  async rows(ctx: Ctx, permission: string, column: Sql): Promise<Sql> {
    return (await this.of(ctx, permission)).rows(column);
  }

  /** Whether the permission reaches one of the offices. */
  async may(ctx: Ctx, permission: string, ...officeIds: readonly (string | null)[]): Promise<boolean> {
    return (await this.of(ctx, permission)).includes(...officeIds);
  }

  /** Throws ForbiddenError unless the permission reaches one of the offices. */
  async assertMay(ctx: Ctx, permission: string, ...officeIds: readonly (string | null)[]): Promise<void> {
    if (!(await this.may(ctx, permission, ...officeIds))) throw outOfReach(permission);
  }

  private regional(ctx: Ctx, regionId: string): Promise<Reach> {
    let reach = ctx.memo.get(REGIONAL) as Promise<Reach> | undefined;
    if (!reach) {
      reach = this.identity.officesOfRegion(regionId).then((ids) => new Reach(new Set(ids), regionId));
      // A statement that failed is asked again: the transaction may be repeated within the operation.
      reach.catch(() => ctx.memo.delete(REGIONAL));
      ctx.memo.set(REGIONAL, reach);
    }
    return reach;
  }
}
