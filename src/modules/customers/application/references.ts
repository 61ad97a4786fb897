import { Injectable } from '@nestjs/common';
import { IdentityApi, type Employee, type Office } from '#modules/identity';
import { Database, sql } from '#platform/database';

type Ids = Iterable<string | null | undefined>;

/** What commands refer to. */
export interface Mentioned {
  readonly offices?: Ids;
  readonly employees?: Ids;
  readonly sectors?: Ids;
  readonly customers?: Ids;
  readonly branches?: Ids;
}

/** Those of them that exist. */
export interface Known {
  readonly offices: ReadonlyMap<string, Office>;
  readonly employees: ReadonlyMap<string, Employee>;
  readonly sectors: ReadonlyMap<string, { readonly active: boolean }>;
  readonly customers: ReadonlyMap<string, { readonly officeId: string }>;
  readonly branches: ReadonlyMap<string, { readonly customerId: string; readonly country: string }>;
}

const given = (ids: Ids | undefined): string[] => [
  ...new Set([...(ids ?? [])].filter((id): id is string => id !== null && id !== undefined)),
];

/** Looks up everything that a batch of commands refers to, one statement per kind that is mentioned. */
@Injectable()
export class References {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  async load(mentioned: Mentioned): Promise<Known> {
    const [offices, employees, sectors, customers, branches] = [
      given(mentioned.offices),
      given(mentioned.employees),
      given(mentioned.sectors),
      given(mentioned.customers),
      given(mentioned.branches),
    ];
    return {
      sectors: await this.rows<{ id: string; active: boolean }>(
        sectors,
        () => sql`select s.id, s.active from customers.sector s where s.id = any(${sectors}::uuid[])`,
      ),
      customers: await this.rows<{ id: string; officeId: string }>(
        customers,
        () =>
          sql`select c.id, c.office_id as "officeId" from customers.customer c where c.id = any(${customers}::uuid[])`,
      ),
      branches: await this.rows<{ id: string; customerId: string; country: string }>(
        branches,
        () =>
          sql`select b.id, b.customer_id as "customerId", b.country from customers.branch b where b.id = any(${branches}::uuid[])`,
      ),
      offices: offices.length > 0 ? await this.identity.offices(offices) : new Map(),
      employees: employees.length > 0 ? await this.identity.employees(employees) : new Map(),
    };
  }

  private async rows<R extends { id: string }>(
    ids: readonly string[],
    statement: () => Parameters<Database['query']>[0],
  ): Promise<Map<string, R>> {
    return new Map(ids.length === 0 ? [] : (await this.db.query<R>(statement())).map((r) => [r.id, r]));
  }
}
