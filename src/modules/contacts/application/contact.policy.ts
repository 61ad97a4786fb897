import { Injectable } from '@nestjs/common';
import { scopeOf, type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type ContactRow } from './contact.rows.js';

/** Offices that a permission reaches. */
type Reach = 'all' | ReadonlySet<string>;

/** Who may see and change which contacts. */
@Injectable()
export class ContactPolicy {
  constructor(private readonly identity: IdentityApi) {}

  /** Whether the actor may see contacts at all. */
  maySeeAny(ctx: Ctx): boolean {
    return scopeOf(ctx, 'contacts.read') !== undefined;
  }

  /**
   * Condition on contacts `c` that the actor may see: those of the offices that `contacts.read` reaches, of the
   * confidential ones among them those that `contacts.read-confidential` reaches, and always those the actor recorded
   * or whose customer the actor looks after.
   */
  async visible(ctx: Ctx): Promise<Sql> {
    const read = await this.reach(ctx, 'contacts.read');
    const secret = await this.reach(ctx, 'contacts.read-confidential');
    if (read === 'all' && secret === 'all') return sql`true`;
    const me = ctx.actor.id;
    return sql`((${within(read)} and (not c.confidential or ${within(secret)}))
      or c.recorded_by = ${me}::uuid or contacts.is_managed_by(c.customer_id, ${me}::uuid))`;
  }

  /** Whether the actor's permissions alone show it the contact; false when only a look at the contact can tell. */
  async surelySees(ctx: Ctx, contact: Pick<ContactRow, 'officeId' | 'confidential'>): Promise<boolean> {
    if (!(await this.reaches(ctx, 'contacts.read', contact.officeId))) return false;
    return !contact.confidential || this.reaches(ctx, 'contacts.read-confidential', contact.officeId);
  }

  /** Whether the actor may correct the contact: its recorder, or whoever `contacts.update` lets reach its office. */
  async mayUpdate(ctx: Ctx, contact: Pick<ContactRow, 'recordedById' | 'officeId'>): Promise<boolean> {
    if (contact.recordedById !== null && contact.recordedById === ctx.actor.id) return true;
    return this.reaches(ctx, 'contacts.update', contact.officeId);
  }

  private async reaches(ctx: Ctx, permission: string, officeId: string): Promise<boolean> {
    const reach = await this.reach(ctx, permission);
    return reach === 'all' || reach.has(officeId);
  }

  private async reach(ctx: Ctx, permission: string): Promise<Reach> {
    const scope = scopeOf(ctx, permission);
    if (scope === 'firm') return 'all';
    if (scope === 'region') return this.officesOfRegion(ctx);
    return new Set(scope === 'office' && ctx.actor.officeId !== null ? [ctx.actor.officeId] : []);
  }

  private officesOfRegion(ctx: Ctx): Promise<Reach> {
    let offices = ctx.memo.get(OFFICES) as Promise<Reach> | undefined;
    if (!offices) {
      offices = this.identity
        .allOffices()
        .then((all) => new Set(all.filter((o) => o.regionId === ctx.actor.regionId).map((o) => o.id)));
      ctx.memo.set(OFFICES, offices);
    }
    return offices;
  }
}

/** Where an operation keeps the offices of the actor's region. */
const OFFICES = Symbol('offices of the region');

const within = (reach: Reach): Sql =>
  reach === 'all' ? sql`true` : reach.size === 0 ? sql`false` : sql`c.office_id = any(${[...reach]}::uuid[])`;
