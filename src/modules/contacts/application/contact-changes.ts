import { Injectable } from '@nestjs/common';
import { staleVersion, type Err } from '#kernel';
import { type Ctx } from '#platform/context';
import { Outbox } from '#platform/outbox';
import { IdentityApi } from '#modules/identity';
import { contactChanged } from '../contacts.events.js';
import { ContactQueries } from './contact.queries.js';
import { type ContactRow } from './contact.rows.js';

/** What comes with STALE_VERSION: the contact as it is now. */
export interface CurrentContact extends ContactRow {
  readonly personIds: readonly string[];
}

/** What all changes of a contact have in common. */
@Injectable()
export class ContactChanges {
  constructor(
    private readonly outbox: Outbox,
    private readonly queries: ContactQueries,
    private readonly identity: IdentityApi,
  ) {}

  /** STALE_VERSION with what the contact says now. */
  async stale(now: ContactRow): Promise<Err<'STALE_VERSION'>> {
    const people = await this.queries.peopleOf([now.id]);
    const current: CurrentContact = { ...now, personIds: people.map((p) => p.personId) };
    return staleVersion(current);
  }

  /** Tells that the contact changed. */
  async tell(ctx: Ctx, { id, customerId, officeId, confidential }: ContactRow): Promise<void> {
    const regionId = await this.regionOf(ctx, officeId);
    await this.outbox.add(ctx, contactChanged, { contactId: id, customerId, officeId, regionId, confidential });
  }

  private async regionOf(ctx: Ctx, officeId: string): Promise<string> {
    if (officeId === ctx.actor.officeId && ctx.actor.regionId !== null) return ctx.actor.regionId;
    const office = (await this.identity.offices([officeId])).get(officeId);
    if (!office) throw new Error(`the office ${officeId} of a contact is gone`);
    return office.regionId;
  }
}
