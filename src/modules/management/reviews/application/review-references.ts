import { Injectable } from '@nestjs/common';
import { type Failure } from '#kernel';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { ServicesApi, type ReferenceCode } from '#modules/services';

/** What reviews refer to, with the fields that say so. */
export interface ReviewReference {
  readonly customerId: string;
  readonly jobId?: string | null;
  readonly officeId?: string | null;
  /** Field → employee. */
  readonly employees?: Readonly<Record<string, string | null | undefined>>;
  /** Field → person of the customer or of its group. */
  readonly persons?: Readonly<Record<string, string | null | undefined>>;
}

/** Looks up what reviews refer to, everything of one kind with one statement. */
@Injectable()
export class ReviewReferences {
  constructor(
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  async check(r: ReviewReference): Promise<{ failures: Failure<ReferenceCode>[]; officeId: string | undefined }> {
    const { customerId, jobId = null } = r;
    const personFields = Object.entries(r.persons ?? {}).flatMap(([field, id]) => (id == null ? [] : [{ field, id }]));
    const found = await this.services.checkReferences({
      ...{ customerId, jobId, officeId: r.officeId ?? undefined },
      personIds: personFields.map((p) => p.id),
    });
    const failures = found.failures.filter((f) => f.field !== 'personId');
    if (found.failures.length > failures.length)
      failures.push(...(await this.personFailures(customerId, personFields)));
    failures.push(...(await this.employeeFailures(r.employees ?? {})));
    return { failures, officeId: found.officeId };
  }

  private async employeeFailures(
    fields: Readonly<Record<string, string | null | undefined>>,
  ): Promise<Failure<ReferenceCode>[]> {
    const ids = Object.values(fields).filter((id) => id != null);
    if (ids.length === 0) return [];
    const employees = await this.identity.employees([...new Set(ids)]);
    return Object.entries(fields).flatMap(([field, id]): Failure<ReferenceCode>[] => {
      if (id == null) return [];
      const employee = employees.get(id);
      if (!employee) return [{ code: 'EMPLOYEE_NOT_FOUND', field }];
      return employee.active ? [] : [{ code: 'EMPLOYEE_INACTIVE', field }];
    });
  }

  /** Which of them is at fault: the common check only says that one is. */
  private async personFailures(
    customerId: string,
    fields: readonly { readonly field: string; readonly id: string }[],
  ): Promise<Failure<ReferenceCode>[]> {
    const persons = await this.customers.persons(fields.map((p) => p.id));
    const owners = [...new Set([...persons.values()].map((p) => p.customerId))];
    const above = await this.customers.ancestors([customerId, ...owners]);
    const related = (owner: string): boolean =>
      owner === customerId ||
      (above.get(owner) ?? []).includes(customerId) ||
      (above.get(customerId) ?? []).includes(owner);
    return fields.flatMap(({ field, id }): Failure<ReferenceCode>[] => {
      const person = persons.get(id);
      if (!person) return [{ code: 'PERSON_NOT_FOUND', field }];
      return related(person.customerId) ? [] : [{ code: 'OTHER_GROUP', field }];
    });
  }
}
