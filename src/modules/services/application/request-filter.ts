import { Injectable } from '@nestjs/common';
import { Checks } from '#kernel';
import { and, containing, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type Channel, type Priority, type ServiceLine } from '#modules/vocabulary';
import { type StatusCategory } from '../domain/life-cycle.js';
import { LIMITS } from '../domain/request.js';

/** Which requests; what is left out does not matter. Ids are UUIDs. */
export interface RequestFilter {
  readonly customerId?: string | null;
  /** With customerId: those of all customers below it too. */
  readonly includeBelow?: boolean | null;
  readonly branchId?: string | null;
  readonly jobId?: string | null;
  readonly requesterId?: string | null;
  readonly contactId?: string | null;
  /** Of this type or any below it. */
  readonly contactTypeId?: string | null;
  readonly officeId?: string | null;
  readonly regionId?: string | null;
  readonly serviceLine?: ServiceLine | null;
  readonly channel?: Channel | null;
  readonly statuses?: readonly string[] | null;
  readonly statusCategories?: readonly StatusCategory[] | null;
  readonly priorities?: readonly Priority[] | null;
  readonly assigneeId?: string | null;
  /** Only those without (true) or with (false) an assignee who is an active employee. */
  readonly unassigned?: boolean | null;
  /** Only those whose customer waits for a public reply (true), or waits for none (false). */
  readonly awaitingReply?: boolean | null;
  readonly teamId?: string | null;
  /** In the queue of a team that this employee belongs to. */
  readonly teamMemberId?: string | null;
  readonly watcherId?: string | null;
  /** Parts of this request. */
  readonly parentId?: string | null;
  /** Only parts of others (true), or only those that stand alone or at the top (false). */
  readonly part?: boolean | null;
  /** Those that were merged into others too; left out otherwise, unless somebody asks for them by number. */
  readonly includeMerged?: boolean | null;
  /** Only those whose priority was (true) or was not (false) given by hand. */
  readonly priorityOverridden?: boolean | null;
  /** At this instant or later. */
  readonly createdFrom?: Date | null;
  /** Before this instant. */
  readonly createdBefore?: Date | null;
  /** Part of number, subject or description, whatever its case. */
  readonly text?: string | null;
}

/** Whoever types a whole number means that request, whatever became of it. */
const NUMBER = /^R-\d{6,}$/i;

/** Turns filters of requests into conditions on `REQUEST_FROM`. */
@Injectable()
export class RequestFilters {
  constructor(
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly identity: IdentityApi,
  ) {}

  /** Whether requests that were merged into others are left out. */
  hidesMerged({ includeMerged, text }: RequestFilter): boolean {
    return includeMerged !== true && !NUMBER.test(text?.trim() ?? '');
  }

  async matching(f: RequestFilter): Promise<Sql> {
    return and([await this.matchingAll(f), this.hidesMerged(f) && sql`r.merged_into_id is null`]);
  }

  /** The same, whether merged or not. */
  async matchingAll(f: RequestFilter): Promise<Sql> {
    const wrong = new Checks()
      .text('filter.text', f.text?.trim(), { ...LIMITS.search, optional: true })
      .atMost('filter.statuses', f.statuses, LIMITS.statuses)
      .err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const below =
      f.customerId != null && f.includeBelow === true ? await this.customers.descendants(f.customerId) : null;
    const types = f.contactTypeId == null ? null : await this.contacts.typeDescendants(f.contactTypeId);
    const teams =
      f.teamMemberId == null ? null : ((await this.identity.teamsOf([f.teamMemberId])).get(f.teamMemberId) ?? []);
    const gone = f.unassigned == null ? null : await this.identity.formerEmployees();
    const text = f.text?.trim() ?? '';
    return and([
      below !== null && sql`r.customer_id = any(${below}::uuid[])`,
      below === null && f.customerId != null && sql`r.customer_id = ${f.customerId}`,
      f.branchId != null && sql`r.branch_id = ${f.branchId}`,
      f.jobId != null && sql`r.job_id = ${f.jobId}`,
      f.requesterId != null && sql`r.requester_id = ${f.requesterId}`,
      f.contactId != null && sql`r.contact_id = ${f.contactId}`,
      types !== null && sql`r.contact_type_id = any(${types}::uuid[])`,
      f.officeId != null && sql`r.office_id = ${f.officeId}`,
      f.regionId != null && sql`r.office_id = any(${await this.identity.officesOfRegion(f.regionId)}::uuid[])`,
      f.serviceLine != null && sql`r.service_line = ${f.serviceLine}`,
      f.channel != null && sql`r.channel = ${f.channel}`,
      f.statuses != null && sql`s.key = any(${f.statuses}::text[])`,
      f.statusCategories != null && sql`r.status_category = any(${f.statusCategories}::text[])`,
      f.priorities != null && sql`r.priority = any(${f.priorities}::text[])`,
      f.assigneeId != null && sql`r.assignee_id = ${f.assigneeId}`,
      gone !== null && f.unassigned === true && sql`(r.assignee_id is null or r.assignee_id = any(${gone}::uuid[]))`,
      gone !== null &&
        f.unassigned === false &&
        sql`(r.assignee_id is not null and r.assignee_id <> all(${gone}::uuid[]))`,
      f.awaitingReply === true && sql`r.awaiting_reply_since is not null`,
      f.awaitingReply === false && sql`r.awaiting_reply_since is null`,
      f.teamId != null && sql`r.team_id = ${f.teamId}`,
      teams !== null && sql`r.team_id = any(${teams}::uuid[])`,
      f.parentId != null && sql`r.parent_id = ${f.parentId}`,
      f.part === true && sql`r.parent_id is not null`,
      f.part === false && sql`r.parent_id is null`,
      f.priorityOverridden != null && sql`r.priority_overridden = ${f.priorityOverridden}`,
      f.watcherId != null &&
        sql`r.id = any(array(select w.request_id from services.request_watcher w where w.employee_id = ${f.watcherId}))`,
      f.createdFrom != null && sql`r.created_at >= ${f.createdFrom}`,
      f.createdBefore != null && sql`r.created_at < ${f.createdBefore}`,
      text !== '' &&
        sql`(r.number || ' ' || r.subject || ' ' || coalesce(r.description, '')) ilike ${containing(text)}`,
    ]);
  }
}
