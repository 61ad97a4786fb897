import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { OfficeReach } from '#modules/identity';
import { type ContactRow } from './contact.rows.js';

/** Who may see and change which contacts. */
@Injectable()
export class ContactPolicy {
  constructor(private readonly reach: OfficeReach) {}

  /** Whether the actor may see contacts at all. */
  maySeeAny(ctx: Ctx): boolean {
    return this.reach.any(ctx, 'contacts.read');
  }

  /**
   * Condition on contacts `c` that the actor may see: those of the offices that `contacts.read` reaches, of the
   * confidential ones among them those that `contacts.read-confidential` reaches, and always those the actor recorded
   * or whose customer the actor looks after.
   */
  async visible(ctx: Ctx): Promise<Sql> {
    const read = await this.reach.of(ctx, 'contacts.read');
    const secret = await this.reach.of(ctx, 'contacts.read-confidential');
    if (read.offices === 'all' && secret.offices === 'all') return sql`true`;
    const office = sql`c.office_id`;
    const me = ctx.actor.id;
    return sql`((${read.rows(office)} and (not c.confidential or ${secret.rows(office)}))
      or c.recorded_by = ${me}::uuid or contacts.is_managed_by(c.customer_id, ${me}::uuid))`;
  }

  /** Whether the actor's permissions alone show it the contact; false when only a look at the contact can tell. */
  async surelySees(ctx: Ctx, contact: Pick<ContactRow, 'officeId' | 'confidential'>): Promise<boolean> {
    if (!(await this.reach.may(ctx, 'contacts.read', contact.officeId))) return false;
    return !contact.confidential || this.reach.may(ctx, 'contacts.read-confidential', contact.officeId);
  }

  /** Whether the actor may correct the contact: its recorder, or whoever `contacts.update` lets reach its office. */
  async mayUpdate(ctx: Ctx, contact: Pick<ContactRow, 'recordedById' | 'officeId'>): Promise<boolean> {
    if (contact.recordedById !== null && contact.recordedById === ctx.actor.id) return true;
    return this.reach.may(ctx, 'contacts.update', contact.officeId);
  }
}
