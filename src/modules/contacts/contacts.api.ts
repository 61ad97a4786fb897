import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type Channel } from '#modules/vocabulary';
import {
  CreateContactTypes,
  type CreateTypeInBulk,
  type CreatedType,
  type CreateTypesCode,
} from './application/create-contact-types.js';
import { ContactPolicy } from './application/contact.policy.js';
import { RecordManyContacts, type RecordedContact, type RecordManyCode } from './application/record-many-contacts.js';
import { CONTACT_TYPE_COLUMNS, type ContactTypeNode } from './application/contact-type.rows.js';
import { type Direction, type RecordInBulk } from './domain/contact.js';

/** A contact, as other modules see it. */
export interface ContactFacts {
  readonly id: string;
  readonly customerId: string;
  readonly branchId: string | null;
  readonly jobId: string | null;
  readonly typeId: string;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly subject: string;
  readonly occurredAt: Date;
  /** Null when the system recorded it. */
  readonly recordedById: string | null;
  readonly officeId: string;
  readonly recordedAt: Date;
  readonly confidential: boolean;
  readonly version: number;
}

/** What other modules may ask of contacts. Everything batched; unknown ids are simply absent from the answer. */
@Injectable()
export class ContactsApi {
  constructor(
    private readonly db: Database,
    private readonly recordManyContacts: RecordManyContacts,
    private readonly createContactTypes: CreateContactTypes,
    private readonly policy: ContactPolicy,
  ) {}

  /** Without those that `seenBy`, if given, may not see. */
  async contacts(ids: readonly string[], seenBy?: Ctx): Promise<Map<string, ContactFacts>> {
    const visible = seenBy ? await this.policy.visible(seenBy) : sql`true`;
    const rows = await this.db.query<ContactFacts>(
      sql`select c.id, c.customer_id as "customerId", c.branch_id as "branchId", c.job_id as "jobId", c.type_id as "typeId",
                 c.channel, c.direction, c.subject, c.occurred_at as "occurredAt", c.recorded_by as "recordedById",
                 c.office_id as "officeId", c.recorded_at as "recordedAt", c.confidential, c.version
            from contacts.contact c where c.id = any(${ids}::uuid[]) and ${visible}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async contactTypes(ids: readonly string[]): Promise<Map<string, ContactTypeNode>> {
    const rows = await this.db.query<ContactTypeNode>(
      sql`select ${CONTACT_TYPE_COLUMNS} from contacts.contact_type t where t.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async typesByCode(codes: readonly string[]): Promise<Map<string, ContactTypeNode>> {
    const rows = await this.db.query<ContactTypeNode>(
      sql`select ${CONTACT_TYPE_COLUMNS} from contacts.contact_type t where t.code = any(${codes}::text[])`,
    );
    return new Map(rows.map((r) => [r.code, r]));
  }

  /** The types above each, parent first, upwards, without itself. */
  async typeAncestors(ids: readonly string[]): Promise<Map<string, string[]>> {
    const types = await this.contactTypes(ids);
    return new Map([...types.values()].map((t) => [t.id, t.path.slice(0, -1).reverse()]));
  }

  /** All types below that one, with itself; empty when there is no such type. */
  async typeDescendants(id: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`select t.id from contacts.contact_type t where t.path @> array[${id}::uuid] order by t.path`,
    );
    return rows.map((r) => r.id);
  }

  /** Ids of the contacts that were taken over from elsewhere, by their reference there ("source:key"). */
  async findByExternalRefs(refs: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; ref: string }>(
      sql`select c.id, c.external_ref as ref from contacts.contact c where c.external_ref = any(${refs}::text[])`,
    );
    return new Map(rows.map((r) => [r.ref, r.id]));
  }

  /**
   * Records many contacts by the same rules as one, in one transaction, and tells how each fared, in order. One whose
   * external reference is known already is left as it is (`created: false`). A thousand at a time are quickest.
   */
  recordMany(ctx: Ctx, commands: readonly RecordInBulk[]): Promise<Result<RecordedContact, RecordManyCode>[]> {
    return this.recordManyContacts.run(ctx, commands);
  }

  /**
   * Creates many contact types, parents before or after their children; a code that exists already is left as it is
   * (`created: false`).
   */
  createTypes(ctx: Ctx, commands: readonly CreateTypeInBulk[]): Promise<Result<CreatedType, CreateTypesCode>[]> {
    return this.createContactTypes.run(ctx, commands);
  }
}
