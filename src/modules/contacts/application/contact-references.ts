import { Injectable } from '@nestjs/common';
import { type Failure } from '#kernel';
import { Database, sql } from '#platform/database';
import { CustomersApi, type Customer } from '#modules/customers';
import { IdentityApi, type Employee, type Office } from '#modules/identity';
import { type RecordInBulk } from '../domain/contact.js';
import { type ReferenceCode } from './contact.rows.js';

interface Owned {
  readonly id: string;
  readonly customerId: string;
}

/** What many contacts refer to, looked up at once. */
export interface KnownReferences {
  readonly customers: ReadonlyMap<string, Customer>;
  readonly employees: ReadonlyMap<string, Employee>;
  readonly offices: ReadonlyMap<string, Office>;
  /** What is wrong with the references of one contact. */
  failures(contact: RecordInBulk): Failure<ReferenceCode | 'TYPE_RETIRED'>[];
}

const ids = <T>(list: readonly T[], of: (one: T) => string | null | undefined): string[] => [
  ...new Set(list.map(of).filter((id): id is string => id != null)),
];

/**
 * Tells contact by contact which references are wrong. In the database one wrong row undoes the whole statement, which
 * is right for one contact and wrong for a thousand; it still has the last word.
 */
@Injectable()
export class ContactReferences {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  async of(contacts: readonly RecordInBulk[]): Promise<KnownReferences> {
    const [customers, branches, jobs, persons, employees, types] = await Promise.all([
      this.customers.customers(ids(contacts, (c) => c.customerId)),
      this.customers.branches(ids(contacts, (c) => c.branchId)),
      this.customers.jobs(ids(contacts, (c) => c.jobId)),
      this.customers.persons([...new Set(contacts.flatMap((c) => c.personIds ?? []))]),
      this.identity.employees(ids(contacts, (c) => c.recordedById)),
      this.types(ids(contacts, (c) => c.typeId)),
    ]);
    const [offices, groups] = await Promise.all([
      this.identity.offices([
        ...new Set([
          ...ids(contacts, (c) => c.officeId),
          ...ids([...employees.values()], (e) => e.officeId),
          ...ids([...customers.values()], (c) => c.officeId),
        ]),
      ]),
      this.groups(contacts, branches, jobs),
    ]);
    const sameGroup = (a: string, b: string): boolean => a === b || (groups.has(a) && groups.get(a) === groups.get(b));
    const failures = (c: RecordInBulk): Failure<ReferenceCode | 'TYPE_RETIRED'>[] => {
      const found: Failure<ReferenceCode | 'TYPE_RETIRED'>[] = [];
      if (!customers.has(c.customerId)) found.push({ code: 'CUSTOMER_NOT_FOUND', field: 'customerId' });
      const active = types.get(c.typeId);
      if (active !== true)
        found.push({ code: active === false ? 'TYPE_RETIRED' : 'CONTACT_TYPE_NOT_FOUND', field: 'typeId' });
      const branch = c.branchId == null ? undefined : branches.get(c.branchId);
      if (c.branchId != null && !branch) found.push({ code: 'BRANCH_NOT_FOUND', field: 'branchId' });
      if (branch && !sameGroup(branch.customerId, c.customerId)) found.push({ code: 'OTHER_GROUP', field: 'branchId' });
      const job = c.jobId == null ? undefined : jobs.get(c.jobId);
      if (c.jobId != null && !job) found.push({ code: 'JOB_NOT_FOUND', field: 'jobId' });
      if (job && !sameGroup(job.customerId, c.customerId)) found.push({ code: 'OTHER_GROUP', field: 'jobId' });
      c.personIds?.forEach((id, i) => {
        const person = persons.get(id);
        if (!person) found.push({ code: 'PERSON_NOT_FOUND', field: `personIds.${i}` });
        else if (person.customerId !== c.customerId) found.push({ code: 'OTHER_CUSTOMER', field: `personIds.${i}` });
      });
      return found;
    };
    return { customers, employees, offices, failures };
  }

  /** Whether each type is in use. */
  private async types(typeIds: readonly string[]): Promise<Map<string, boolean>> {
    const rows = await this.db.query<{ id: string; active: boolean }>(
      sql`select t.id, t.active from contacts.contact_type t where t.id = any(${typeIds}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r.active]));
  }

  /** The group (topmost customer) of those customers whose branch or job is not plainly the contact's customer's. */
  private async groups(
    contacts: readonly RecordInBulk[],
    branches: ReadonlyMap<string, Owned>,
    jobs: ReadonlyMap<string, Owned>,
  ): Promise<Map<string, string>> {
    const doubtful = new Set<string>();
    for (const { customerId, branchId, jobId } of contacts)
      for (const owned of [branches.get(branchId ?? ''), jobs.get(jobId ?? '')])
        if (owned && owned.customerId !== customerId) doubtful.add(owned.customerId).add(customerId);
    if (doubtful.size === 0) return new Map();
    const above = await this.customers.ancestors([...doubtful]);
    return new Map([...doubtful].map((id) => [id, above.get(id)?.at(-1) ?? id]));
  }
}
