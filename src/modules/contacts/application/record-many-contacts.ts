import { Injectable } from '@nestjs/common';
import {
  oneLine,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { assertFirm } from '#modules/identity';
import { contactRecorded, type ContactEvent } from '../contacts.events.js';
import { checkContact, LIMITS, type RecordInBulk } from '../domain/contact.js';
import { distinctPeople, REFERENCES, type ReferenceCode } from './contact.rows.js';
import { ContactReferences, type KnownReferences } from './contact-references.js';

export interface RecordedContact {
  readonly id: string;
  /** False when a contact with this external reference existed already. */
  readonly created: boolean;
}

export type RecordManyCode = CheckCode | ReferenceCode | 'TYPE_RETIRED' | 'OFFICE_NOT_FOUND' | 'EMPLOYEE_NOT_FOUND';

interface Prepared {
  readonly index: number;
  readonly id: string;
  readonly command: RecordInBulk;
  readonly officeId: string;
  readonly regionId: string;
}

type Outcome = Result<RecordedContact, RecordManyCode>;

const COLUMNS = [
  ...['id', 'customer_id', 'branch_id', 'job_id', 'type_id', 'channel', 'direction', 'subject', 'body', 'occurred_at'],
  ...['country', 'city', 'place', 'recorded_by', 'office_id', 'recorded_at', 'follow_up_on', 'follow_up_note'],
  ...['confidential', 'external_ref', 'version'],
];
const PERSON_COLUMNS = ['id', 'contact_id', 'person_id'];

/** Records contacts by the thousand: the rules of RecordContact, set by set instead of one by one. */
@Injectable()
export class RecordManyContacts {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: ContactReferences,
  ) {}

  async run(ctx: Ctx, commands: readonly RecordInBulk[]): Promise<Outcome[]> {
    assertFirm(ctx, 'contacts.record', 'Recording for others');
    if (commands.length === 0) return [];
    const known = await this.references.of(commands);
    const outcomes = new Map<number, Outcome>();
    const prepared: Prepared[] = [];
    commands.forEach((command, index) => {
      const one = prepare(command, index, known);
      if ('ok' in one) outcomes.set(index, one);
      else prepared.push(one);
    });
    const written = await this.db.transaction<readonly [number, RecordedContact][], RecordManyCode>(
      ctx,
      async () => ok(await this.write(ctx, prepared)),
      { constraints: REFERENCES },
    );
    // Something vanished since it was looked up: nothing was written, and all of them say so.
    if (!written.ok) for (const { index } of prepared) outcomes.set(index, written);
    else for (const [index, contact] of written.value) outcomes.set(index, ok(contact));
    return commands.map((_, index) => outcomes.get(index) as Outcome);
  }

  private async write(ctx: Ctx, prepared: readonly Prepared[]): Promise<[number, RecordedContact][]> {
    const firsts = onePerReference(prepared);
    if (firsts.length === 0) return [];
    const rows = await this.db.query<{ id: string }>(
      sql`${insertMany('contacts.contact', COLUMNS, firsts.map(rowOf))}
          on conflict on constraint contact_external_ref_key do nothing returning id`,
    );
    const created = new Set(rows.map((r) => r.id));
    const fresh = firsts.filter((p) => created.has(p.id));
    const people = fresh.flatMap((p) =>
      distinctPeople(p.command).map((person_id) => ({ id: uuidv7(), contact_id: p.id, person_id })),
    );
    if (people.length > 0) await this.db.execute(insertMany('contacts.contact_person', PERSON_COLUMNS, people));
    await this.outbox.addMany(ctx, contactRecorded, fresh.map(eventOf));
    const idOf = await this.idsByReference(prepared, fresh);
    return prepared.map((p) => {
      const id = created.has(p.id) ? p.id : (idOf.get(p.command.externalRef ?? '') as string);
      return [p.index, { id, created: created.has(p.id) }];
    });
  }

  private async idsByReference(
    prepared: readonly Prepared[],
    fresh: readonly Prepared[],
  ): Promise<Map<string, string>> {
    const idOf = new Map<string, string>();
    for (const { id, command } of fresh) if (command.externalRef != null) idOf.set(command.externalRef, id);
    const elsewhere = prepared.map((p) => p.command.externalRef).filter((r): r is string => r != null && !idOf.has(r));
    if (elsewhere.length > 0) {
      const rows = await this.db.query<{ id: string; ref: string }>(
        sql`select c.id, c.external_ref as ref from contacts.contact c where c.external_ref = any(${elsewhere}::text[])`,
      );
      for (const { id, ref } of rows) idOf.set(ref, id);
    }
    return idOf;
  }
}

/** What would be written, or what is wrong with it. */
function prepare(command: RecordInBulk, index: number, known: KnownReferences): Prepared | Outcome {
  const now = systemClock.now();
  const wrong = checkContact(command, now)
    .text('externalRef', command.externalRef, { ...LIMITS.externalRef, optional: true })
    .instant('recordedAt', command.recordedAt, { from: command.occurredAt, to: now })
    .err();
  if (wrong) return wrong;
  const failures: Failure<RecordManyCode>[] = [...known.failures(command)];
  const recorder = command.recordedById == null ? undefined : known.employees.get(command.recordedById);
  if (command.recordedById != null && !recorder) failures.push({ code: 'EMPLOYEE_NOT_FOUND', field: 'recordedById' });
  const officeId = command.officeId ?? recorder?.officeId ?? known.customers.get(command.customerId)?.officeId;
  const office = officeId === undefined ? undefined : known.offices.get(officeId);
  if (failures.length > 0) return errs(failures);
  if (!office) return err('OFFICE_NOT_FOUND', 'officeId');
  return { index, id: uuidv7(), command, officeId: office.id, regionId: office.regionId };
}

/** The first of those that name the same external reference; later ones are retries of it. */
function onePerReference(prepared: readonly Prepared[]): Prepared[] {
  const seen = new Set<string>();
  return prepared.filter(({ command: { externalRef } }) => {
    if (externalRef == null) return true;
    if (seen.has(externalRef)) return false;
    seen.add(externalRef);
    return true;
  });
}

function rowOf({ id, command: c, officeId }: Prepared): Record<string, unknown> {
  return {
    id,
    customer_id: c.customerId,
    branch_id: c.branchId,
    job_id: c.jobId,
    type_id: c.typeId,
    channel: c.channel,
    direction: c.direction,
    subject: oneLine(c.subject),
    body: blankToNull(c.body) ?? null,
    occurred_at: c.occurredAt,
    country: c.country,
    city: blankToNull(c.city) ?? null,
    place: blankToNull(c.place) ?? null,
    recorded_by: c.recordedById,
    office_id: officeId,
    recorded_at: c.recordedAt ?? systemClock.now(),
    follow_up_on: c.followUpOn,
    follow_up_note: blankToNull(c.followUpNote) ?? null,
    confidential: c.confidential ?? false,
    external_ref: c.externalRef ?? null,
    version: 1,
  };
}

function eventOf({ id, command, officeId, regionId }: Prepared): ContactEvent {
  const { customerId, confidential = false } = command;
  return { contactId: id, customerId, officeId, regionId, confidential };
}
