import { Injectable } from '@nestjs/common';
import { type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type ServiceLine } from '#modules/vocabulary';
import { type RequestValues } from '../domain/request.js';

export type ReferenceCode =
  | 'CUSTOMER_NOT_FOUND'
  | 'BRANCH_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'PERSON_NOT_FOUND'
  | 'CONTACT_NOT_FOUND'
  | 'CONTACT_TYPE_NOT_FOUND'
  | 'TYPE_RETIRED'
  | 'OFFICE_NOT_FOUND'
  | 'OFFICE_CLOSED'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE'
  | 'TEAM_NOT_FOUND'
  | 'TEAM_DISSOLVED'
  | 'OTHER_GROUP'
  | 'JOB_OF_OTHER_LINE';

type Referring = Pick<
  RequestValues,
  'branchId' | 'jobId' | 'requesterId' | 'contactId' | 'contactTypeId' | 'officeId' | 'assigneeId' | 'teamId'
>;

/** What a request (or a change to it) refers to; absent ids are not looked at. */
export interface Reference extends Partial<Referring> {
  readonly customerId: string;
  readonly serviceLine?: ServiceLine;
  /** Further people that are named: authors of messages, actors. */
  readonly personIds?: readonly string[];
  readonly employeeIds?: readonly string[];
}

type Maps = {
  customers: Awaited<ReturnType<CustomersApi['customers']>>;
  branches: Awaited<ReturnType<CustomersApi['branches']>>;
  jobs: Awaited<ReturnType<CustomersApi['jobs']>>;
  persons: Awaited<ReturnType<CustomersApi['persons']>>;
  contacts: Awaited<ReturnType<ContactsApi['contacts']>>;
  types: Awaited<ReturnType<ContactsApi['contactTypes']>>;
  offices: Awaited<ReturnType<IdentityApi['offices']>>;
  employees: Awaited<ReturnType<IdentityApi['employees']>>;
  teams: Awaited<ReturnType<IdentityApi['teams']>>;
  ancestors: ReadonlyMap<string, readonly string[]>;
};

/**
 * Looks up everything that requests refer to, all of one kind with one statement, whether for one request or for
 * hundreds. Existence alone would be the foreign keys' affair; whose branch or job it is, is ours.
 */
@Injectable()
export class References {
  constructor(
    private readonly db: Database,
    private readonly customersApi: CustomersApi,
    private readonly contactsApi: ContactsApi,
    private readonly identity: IdentityApi,
  ) {}

  /** With `seenBy`, contacts that the actor may not see are as if there were none. */
  async look(references: readonly Reference[], seenBy?: Ctx): Promise<KnownReferences> {
    const ids = (pick: (r: Reference) => readonly (string | null | undefined)[]): string[] => [
      ...new Set(references.flatMap(pick).filter((id) => id != null)),
    ];
    // A transaction has one connection, which takes one statement at a time.
    const apart = this.db.inTransaction;
    let before: Promise<unknown> = Promise.resolve();
    const some = <V>(wanted: string[], fetch: (ids: string[]) => Promise<Map<string, V>>): Promise<Map<string, V>> => {
      if (wanted.length === 0) return Promise.resolve(new Map<string, V>());
      if (!apart) return fetch(wanted);
      const found = before.then(() => fetch(wanted));
      before = found;
      return found;
    };
    const [customers, branches, jobs, persons, contacts, types, offices, employees, teams] = await Promise.all([
      some(
        ids((r) => [r.customerId]),
        (x) => this.customersApi.customers(x),
      ),
      some(
        ids((r) => [r.branchId]),
        (x) => this.customersApi.branches(x),
      ),
      some(
        ids((r) => [r.jobId]),
        (x) => this.customersApi.jobs(x),
      ),
      some(
        ids((r) => [r.requesterId, ...(r.personIds ?? [])]),
        (x) => this.customersApi.persons(x),
      ),
      some(
        ids((r) => [r.contactId]),
        (x) => this.contactsApi.contacts(x, seenBy),
      ),
      some(
        ids((r) => [r.contactTypeId]),
        (x) => this.contactsApi.contactTypes(x),
      ),
      some(
        ids((r) => [r.officeId]),
        (x) => this.identity.offices(x),
      ),
      some(
        ids((r) => [r.assigneeId, ...(r.employeeIds ?? [])]),
        (x) => this.identity.employees(x),
      ),
      some(
        ids((r) => [r.teamId]),
        (x) => this.identity.teams(x),
      ),
    ]);
    const maps: Maps = {
      customers,
      branches,
      jobs,
      persons,
      contacts,
      types,
      offices,
      employees,
      teams,
      ancestors: new Map(),
    };
    // Only things of another customer make the tree of customers matter.
    const strangers = references.flatMap((r) => {
      const owners = ownersOf(r, maps).filter((owner) => owner !== r.customerId);
      return owners.length > 0 ? [r.customerId, ...owners] : [];
    });
    const ancestors = await some([...new Set(strangers)], (x) => this.customersApi.ancestors(x));
    return new KnownReferences({ ...maps, ancestors });
  }
}

function ownersOf(r: Reference, maps: Maps): string[] {
  const things = [
    r.branchId != null && maps.branches.get(r.branchId),
    r.jobId != null && maps.jobs.get(r.jobId),
    r.contactId != null && maps.contacts.get(r.contactId),
    ...[r.requesterId, ...(r.personIds ?? [])].map((id) => id != null && maps.persons.get(id)),
  ];
  return things.flatMap((thing) => (thing ? [thing.customerId] : []));
}

/** What was found, and what is wrong with it. */
export class KnownReferences {
  constructor(private readonly maps: Maps) {}

  /** Who is responsible when nobody says so: the office of the job, of the branch, of the customer. */
  defaultOfficeId({
    customerId,
    branchId,
    jobId,
  }: Pick<Reference, 'customerId' | 'branchId' | 'jobId'>): string | undefined {
    return (
      (jobId != null ? this.maps.jobs.get(jobId)?.officeId : undefined) ??
      (branchId != null ? this.maps.branches.get(branchId)?.officeId : undefined) ??
      this.maps.customers.get(customerId)?.officeId
    );
  }

  defaultServiceLine({ jobId }: Pick<Reference, 'jobId'>): ServiceLine | undefined {
    return jobId != null ? this.maps.jobs.get(jobId)?.serviceLine : undefined;
  }

  /** `current`: what is retired, closed or gone is refused too; history may name it. */
  failures(r: Reference, { current }: { current: boolean }): Failure<ReferenceCode>[] {
    const found: Failure<ReferenceCode>[] = [];
    const wrong = (code: ReferenceCode, field: string, params?: Failure['params']): void =>
      void found.push({ code, field, params });
    const { maps } = this;
    const check = <V>(
      field: string,
      id: string | null | undefined,
      map: ReadonlyMap<string, V>,
      missing: ReferenceCode,
      more?: (thing: V) => void,
    ): void => {
      if (id == null) return;
      const thing = map.get(id);
      if (thing === undefined) wrong(missing, field);
      else more?.(thing);
    };
    const related = (field: string) => (thing: { customerId: string }) => {
      if (!this.related(r.customerId, thing.customerId)) wrong('OTHER_GROUP', field);
    };
    check('customerId', r.customerId, maps.customers, 'CUSTOMER_NOT_FOUND');
    if (found.length > 0) return found;
    check('branchId', r.branchId, maps.branches, 'BRANCH_NOT_FOUND', related('branchId'));
    check('jobId', r.jobId, maps.jobs, 'JOB_NOT_FOUND', (job) => {
      related('jobId')(job);
      if (r.serviceLine !== undefined && job.serviceLine !== r.serviceLine)
        wrong('JOB_OF_OTHER_LINE', 'jobId', { jobLine: job.serviceLine, requestLine: r.serviceLine });
    });
    check('requesterId', r.requesterId, maps.persons, 'PERSON_NOT_FOUND', related('requesterId'));
    for (const id of r.personIds ?? []) check('personId', id, maps.persons, 'PERSON_NOT_FOUND', related('personId'));
    check('contactId', r.contactId, maps.contacts, 'CONTACT_NOT_FOUND', related('contactId'));
    check('contactTypeId', r.contactTypeId, maps.types, 'CONTACT_TYPE_NOT_FOUND', (type) => {
      if (current && !type.active) wrong('TYPE_RETIRED', 'contactTypeId');
    });
    check('officeId', r.officeId, maps.offices, 'OFFICE_NOT_FOUND', (office) => {
      if (current && !office.active) wrong('OFFICE_CLOSED', 'officeId');
    });
    check('assigneeId', r.assigneeId, maps.employees, 'EMPLOYEE_NOT_FOUND', (employee) => {
      if (current && !employee.active) wrong('EMPLOYEE_INACTIVE', 'assigneeId');
    });
    check('teamId', r.teamId, maps.teams, 'TEAM_NOT_FOUND', (team) => {
      if (current && !team.active) wrong('TEAM_DISSOLVED', 'teamId');
    });
    for (const id of r.employeeIds ?? []) check('actorId', id, maps.employees, 'EMPLOYEE_NOT_FOUND');
    return found;
  }

  /** Whether both are one customer, or one is above the other in its group. */
  private related(a: string, b: string): boolean {
    const { ancestors } = this.maps;
    return a === b || (ancestors.get(a) ?? []).includes(b) || (ancestors.get(b) ?? []).includes(a);
  }
}
