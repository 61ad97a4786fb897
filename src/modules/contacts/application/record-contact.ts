import { Injectable } from '@nestjs/common';
import { oneLine, blankToNull, err, ok, systemClock, uuidv7, type CheckCode, type Err, type Result } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, empty, sql, type Sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { contactRecorded } from '../contacts.events.js';
import { checkContact, type ContactDetails } from '../domain/contact.js';
import { CONTACT_COLUMNS, distinctPeople, REFERENCES, type ContactRow, type ReferenceCode } from './contact.rows.js';

export type RecordContactCode = CheckCode | ReferenceCode | 'TYPE_RETIRED';

/**
 * Records a contact as the acting employee, for the employee's office. The busiest change of all: one statement writes
 * contact and people, and foreign keys, triggers and the type's own row decide in it whether they may be written.
 */
@Injectable()
export class RecordContact {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  async run(ctx: Ctx, contact: ContactDetails): Promise<Result<ContactRow, RecordContactCode>> {
    const { officeId, regionId } = ctx.actor;
    if (officeId === null || regionId === null)
      throw new ForbiddenError('Contacts are recorded by employees; others import them.');
    const wrong = checkContact(contact, systemClock.now()).err();
    if (wrong) return wrong;
    const id = uuidv7();
    const confidential = contact.confidential ?? false;
    const event = { contactId: id, customerId: contact.customerId, officeId, regionId, confidential };
    return this.db.transaction<ContactRow, RecordContactCode>(
      ctx,
      async () => {
        const row = await this.db.maybeOne<ContactRow>(insertion(id, ctx.actor.id, officeId, contact));
        if (!row) return this.whyNot(contact.typeId);
        await this.outbox.add(ctx, contactRecorded, event);
        return ok(row);
      },
      { constraints: REFERENCES },
    );
  }

  private async whyNot(typeId: string): Promise<Err<RecordContactCode>> {
    const type = await this.db.maybeOne(sql`select t.id from contacts.contact_type t where t.id = ${typeId}`);
    return type ? err('TYPE_RETIRED', 'typeId') : err('CONTACT_TYPE_NOT_FOUND', 'typeId');
  }
}

/**
 * Writes nothing when the type is unknown or retired. The type's row is not locked for this (thousands would queue at
 * it): a contact recorded in the instant of the retirement may still get the type.
 */
function insertion(id: string, recordedBy: string | null, officeId: string, contact: ContactDetails): Sql {
  const people = distinctPeople(contact);
  const write = sql`insert into contacts.contact as c (id, customer_id, branch_id, job_id, type_id, channel, direction,
      subject, body, occurred_at, country, city, place, recorded_by, office_id, follow_up_on, follow_up_note, confidential)
    select ${id}::uuid, ${contact.customerId}::uuid, ${contact.branchId ?? null}::uuid, ${contact.jobId ?? null}::uuid,
           t.id, ${contact.channel}, ${contact.direction}, ${oneLine(contact.subject)}, ${blankToNull(contact.body) ?? null},
           ${contact.occurredAt}::timestamptz, ${contact.country ?? null}, ${blankToNull(contact.city) ?? null}, ${blankToNull(contact.place) ?? null},
           ${recordedBy}::uuid, ${officeId}::uuid, ${contact.followUpOn ?? null}::date, ${blankToNull(contact.followUpNote) ?? null},
           ${contact.confidential ?? false}::boolean
      from contacts.contact_type t where t.id = ${contact.typeId} and t.active
    returning ${CONTACT_COLUMNS}`;
  if (people.length === 0) return write;
  return sql`with c as (${write}), p as (${peopleInsertion(people, sql`c.id`, sql`c`)}) select * from c`;
}

/** Adds people to contacts that the same statement writes; those there already stay. */
export function peopleInsertion(people: readonly string[], contactId: Sql, from: Sql, rest: Sql = empty): Sql {
  return sql`insert into contacts.contact_person (id, contact_id, person_id)
    select p.id, ${contactId}, p.person_id
      from ${from}, unnest(${people.map(() => uuidv7())}::uuid[], ${people}::uuid[]) as p (id, person_id) ${rest}`;
}
