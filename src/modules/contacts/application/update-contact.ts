import { Injectable } from '@nestjs/common';
import { oneLine, blankToNull, err, ok, systemClock, type CheckCode, type Err, type Result } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { checkContact, type ContactDetails } from '../domain/contact.js';
import { ContactChanges } from './contact-changes.js';
import { ContactPolicy } from './contact.policy.js';
import { ContactQueries } from './contact.queries.js';
import { CONTACT_COLUMNS, distinctPeople, REFERENCES, type ContactRow, type ReferenceCode } from './contact.rows.js';
import { peopleInsertion } from './record-contact.js';

/** Corrections; what is left out stays. */
export interface UpdateContactCommand extends Partial<ContactDetails> {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
}

export type UpdateContactCode = CheckCode | ReferenceCode | 'NOT_FOUND' | 'STALE_VERSION' | 'TYPE_RETIRED';

/** Corrects a contact: its recorder may, and whoever `contacts.update` lets reach the office that recorded it. */
@Injectable()
export class UpdateContact {
  constructor(
    private readonly db: Database,
    private readonly queries: ContactQueries,
    private readonly policy: ContactPolicy,
    private readonly changes: ContactChanges,
  ) {}

  run(ctx: Ctx, command: UpdateContactCommand): Promise<Result<ContactRow, UpdateContactCode>> {
    return this.db.transaction<ContactRow, UpdateContactCode>(
      ctx,
      async () => {
        const before = await this.queries.byId(ctx, command.id);
        if (!before) return err('NOT_FOUND', 'id');
        if (!(await this.policy.mayUpdate(ctx, before)))
          throw new ForbiddenError('A contact is corrected by its recorder, or with contacts.update for its office.');
        if (before.version !== command.version) return this.changes.stale(before);
        const details = merge(before, command);
        const wrong = checkContact(details, systemClock.now()).err();
        if (wrong) return wrong;
        const [after] = await this.db.query<ContactRow>(correction(before, details));
        if (!after) return this.whyNot(ctx, command);
        await this.changes.tell(ctx, after);
        return ok(after);
      },
      { constraints: REFERENCES },
    );
  }

  private async whyNot(ctx: Ctx, { id, version, typeId }: UpdateContactCommand): Promise<Err<UpdateContactCode>> {
    const now = await this.queries.byId(ctx, id);
    if (!now) return err('NOT_FOUND', 'id');
    if (now.version !== version) return this.changes.stale(now);
    const type = await this.db.maybeOne(
      sql`select t.id from contacts.contact_type t where t.id = ${typeId ?? null}::uuid`,
    );
    return type ? err('TYPE_RETIRED', 'typeId') : err('CONTACT_TYPE_NOT_FOUND', 'typeId');
  }
}

function merge(before: ContactRow, change: UpdateContactCommand): ContactDetails {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const details: ContactDetails = { ...before, ...given };
  // Without a date there is nothing to note, unless the note came with this very change, which is then refused.
  return change.followUpOn === null && change.followUpNote === undefined ? { ...details, followUpNote: null } : details;
}

/** Changes contact and people in one statement; nothing when the version is stale or a newly chosen type not in use. */
function correction(before: ContactRow, d: ContactDetails): Sql {
  const change = sql`update contacts.contact c set customer_id = ${d.customerId}, branch_id = ${d.branchId ?? null},
      job_id = ${d.jobId ?? null}, type_id = ${d.typeId}, channel = ${d.channel}, direction = ${d.direction},
      subject = ${oneLine(d.subject)}, body = ${blankToNull(d.body) ?? null}, occurred_at = ${d.occurredAt}, country = ${d.country ?? null},
      city = ${blankToNull(d.city) ?? null}, place = ${blankToNull(d.place) ?? null}, follow_up_on = ${d.followUpOn ?? null},
      follow_up_note = ${blankToNull(d.followUpNote) ?? null}, confidential = ${d.confidential ?? false}, version = c.version + 1,
      follow_up_done_at = case when ${d.followUpOn ?? null}::date = c.follow_up_on then c.follow_up_done_at end,
      follow_up_done_by = case when ${d.followUpOn ?? null}::date = c.follow_up_on then c.follow_up_done_by end
     where c.id = ${before.id} and c.version = ${before.version}
       and (c.type_id = ${d.typeId} or exists (select from contacts.contact_type t where t.id = ${d.typeId} and t.active))
    returning ${CONTACT_COLUMNS}`;
  if (d.personIds === undefined) return change;
  const people = distinctPeople(d);
  return sql`with c as (${change}),
    gone as (delete from contacts.contact_person p using c where p.contact_id = c.id and p.person_id <> all(${people}::uuid[])),
    come as (${peopleInsertion(people, sql`c.id`, sql`c`, sql`on conflict on constraint contact_person_key do nothing`)})
    select * from c`;
}
