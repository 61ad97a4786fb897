import { Injectable } from '@nestjs/common';
import { Checks } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql, type Sql, type Wanted } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { pageOf, pagesOf, type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type Channel } from '#modules/vocabulary';
import { type Direction, LIMITS } from '../domain/contact.js';
import { ContactPolicy } from './contact.policy.js';
import { CONTACT, CONTACT_COLUMNS, type ContactRow } from './contact.rows.js';

/** Which contacts; what is left out does not matter. Ids are UUIDs. */
export interface ContactFilter {
  readonly customerId?: string | null;
  /** With customerId: those of all customers below it too. */
  readonly includeBelow?: boolean | null;
  readonly branchId?: string | null;
  readonly jobId?: string | null;
  readonly personId?: string | null;
  /** Of this type or any below it. */
  readonly typeId?: string | null;
  readonly channel?: Channel | null;
  readonly direction?: Direction | null;
  readonly officeId?: string | null;
  readonly regionId?: string | null;
  readonly recordedById?: string | null;
  /** At this instant or later. */
  readonly occurredFrom?: Date | null;
  /** Before this instant. */
  readonly occurredBefore?: Date | null;
  /** Only open follow-ups (true) or only contacts without one (false). */
  readonly followUpOpen?: boolean | null;
  /** Only open follow-ups due before this date. */
  readonly followUpDueBefore?: string | null;
  /** Part of subject or body, whatever its case. */
  readonly text?: string | null;
}

export interface ContactOrder {
  readonly field: 'OCCURRED_AT' | 'RECORDED_AT';
  readonly direction: 'ASC' | 'DESC';
}

const ID = { column: sql`c.id`, type: 'uuid' as const, value: (c: ContactRow) => c.id };
const KEYS: Record<ContactOrder['field'], Order<ContactRow>['keys']> = {
  OCCURRED_AT: [{ column: sql`c.occurred_at`, type: 'timestamptz', value: (c) => c.occurredAt }, ID],
  RECORDED_AT: [{ column: sql`c.recorded_at`, type: 'timestamptz', value: (c) => c.recordedAt }, ID],
};
const LAST_FIRST: ContactOrder = { field: 'OCCURRED_AT', direction: 'DESC' };
const lastFirst: Order<ContactRow> = { list: 'contacts', keys: KEYS.OCCURRED_AT, direction: 'DESC' };

/** What contacts can be listed under. */
export type Parent = 'customer' | 'branch' | 'job' | 'person';
const FROM = sql`contacts.contact c`;
/** Where the contacts of each are listed from, and the column that names it. */
const OF: Record<Parent, readonly [from: Sql, parent: Sql]> = {
  customer: [FROM, sql`c.customer_id`],
  branch: [FROM, sql`c.branch_id`],
  job: [FROM, sql`c.job_id`],
  person: [sql`contacts.contact_person cp join contacts.contact c on c.id = cp.contact_id`, sql`cp.person_id`],
};

/** Reads for the API; every one of them shows the actor only what it may see. */
@Injectable()
export class ContactQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: ContactPolicy,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ContactRow>> {
    const rows = await this.db.query<ContactRow>(
      sql`select ${CONTACT_COLUMNS} from contacts.contact c
           where c.id = any(${ids}::uuid[]) and ${await this.policy.visible(ctx)}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async byId(ctx: Ctx, id: string): Promise<ContactRow | null> {
    const row = await this.db.maybeOne<ContactRow>(
      sql`select ${CONTACT_COLUMNS} from contacts.contact c where c.id = ${id} and ${await this.policy.visible(ctx)}`,
    );
    return row ?? null;
  }

  async list(
    ctx: Ctx,
    filter: ContactFilter,
    page: PageRequest,
    { field, direction }: ContactOrder = LAST_FIRST,
  ): Promise<Connection<ContactRow>> {
    const wrong = new Checks().text('filter.text', filter.text, { ...LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const where = and([await this.matching(filter), await this.policy.visible(ctx)]);
    const order: Order<ContactRow> = { list: 'contacts', keys: KEYS[field], direction };
    return pageOf(this.db, { columns: CONTACT_COLUMNS, from: FROM, where, order }, page);
  }

  /** A page of the contacts of each parent, last contacts first, all of them with one statement. */
  async listOf(
    ctx: Ctx,
    parent: Parent,
    ids: readonly string[],
    page: PageRequest,
    wanted: Wanted = null,
  ): Promise<Connection<ContactRow>[]> {
    const [from, column] = OF[parent];
    const list = { columns: CONTACT.of(wanted), from, where: await this.policy.visible(ctx), order: lastFirst };
    return pagesOf(this.db, list, column, ids, page);
  }

  /** Ids of the people of each contact, in the order they were named. */
  async peopleOf(contactIds: readonly string[]): Promise<{ contactId: string; personId: string }[]> {
    return this.db.query(
      sql`select p.contact_id as "contactId", p.person_id as "personId" from contacts.contact_person p
           where p.contact_id = any(${contactIds}::uuid[]) order by p.contact_id, p.id`,
    );
  }

  private async matching(f: ContactFilter): Promise<Sql> {
    const below =
      f.customerId != null && f.includeBelow === true ? await this.customers.descendants(f.customerId) : null;
    return and([
      below !== null && sql`c.customer_id = any(${below}::uuid[])`,
      below === null && f.customerId != null && sql`c.customer_id = ${f.customerId}`,
      f.branchId != null && sql`c.branch_id = ${f.branchId}`,
      f.jobId != null && sql`c.job_id = ${f.jobId}`,
      f.personId != null &&
        sql`c.id = any(array(select cp.contact_id from contacts.contact_person cp where cp.person_id = ${f.personId}))`,
      f.typeId != null &&
        sql`c.type_id = any(array(select t.id from contacts.contact_type t where t.path @> array[${f.typeId}::uuid]))`,
      f.channel != null && sql`c.channel = ${f.channel}`,
      f.direction != null && sql`c.direction = ${f.direction}`,
      f.officeId != null && sql`c.office_id = ${f.officeId}`,
      f.regionId != null && sql`c.office_id = any(${await this.identity.officesOfRegion(f.regionId)}::uuid[])`,
      f.recordedById != null && sql`c.recorded_by = ${f.recordedById}`,
      f.occurredFrom != null && sql`c.occurred_at >= ${f.occurredFrom}`,
      f.occurredBefore != null && sql`c.occurred_at < ${f.occurredBefore}`,
      f.followUpOpen === true && sql`c.follow_up_on is not null and c.follow_up_done_at is null`,
      f.followUpOpen === false && sql`(c.follow_up_on is null or c.follow_up_done_at is not null)`,
      f.followUpDueBefore != null && sql`c.follow_up_on < ${f.followUpDueBefore}::date and c.follow_up_done_at is null`,
      (f.text ?? '').trim() !== '' &&
        sql`(c.subject || ' ' || coalesce(c.body, '')) ilike ${containing((f.text ?? '').trim())}`,
    ]);
  }
}
