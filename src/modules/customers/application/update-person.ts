import { Injectable } from '@nestjs/common';
import { blankToNull, ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { IdentityApi } from '#modules/identity';
import { Database, sql, updateVersioned, lockVersion, type VersionCode, type VersionedId } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { personChanged } from '../customers.events.js';
import { checkPerson, type PersonChanges } from '../domain/checks.js';
import { type Person } from '../domain/facts.js';
import { PERSON_COLUMNS } from './columns.js';
import { personRow } from './create-persons.js';
import { CustomersPolicy } from './customers.policy.js';
import { e164Of } from './phones.js';

export type UpdatePersonCode = CheckCode | VersionCode;

@Injectable()
export class UpdatePerson {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: CustomersPolicy,
    private readonly identity: IdentityApi,
  ) {}

  run(ctx: Ctx, cmd: PersonChanges & VersionedId): Promise<Result<{ id: string }, UpdatePersonCode>> {
    const wrong = checkPerson(cmd, false).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, UpdatePersonCode>(ctx, async () => {
      const found = await lockVersion<Person & { customerOfficeId: string }>(
        this.db,
        sql`select ${PERSON_COLUMNS},
                   (select c.office_id from customers.customer c where c.id = p.customer_id) as "customerOfficeId"
              from customers.person p where p.id = ${cmd.id}`,
        cmd.version,
      );
      if (!found.ok) return found;
      await this.policy.assertMayWrite(ctx, [found.value.customerOfficeId]);
      await updateVersioned(this.db, 'customers.person', cmd.id, personRow(cmd, await this.number(cmd, found.value)));
      await this.outbox.add(ctx, personChanged, { personId: cmd.id, customerId: found.value.customerId });
      return ok({ id: cmd.id });
    });
  }

  /** The new number of a person, dialled where the person is met or, failing that, from the responsible office. */
  private async number(
    { phone }: PersonChanges,
    { id, customerOfficeId }: Person & { customerOfficeId: string },
  ): Promise<string | null> {
    if (blankToNull(phone) == null) return null;
    const met = await this.db.maybeOne<{ country: string }>(
      sql`select b.country from customers.person_branch pb join customers.branch b on b.id = pb.branch_id
           where pb.person_id = ${id} order by pb.id limit 1`,
    );
    const office = (await this.identity.offices([customerOfficeId])).get(customerOfficeId);
    return e164Of(phone as string, met?.country ?? office?.country);
  }
}
