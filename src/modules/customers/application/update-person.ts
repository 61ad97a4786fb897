import { Injectable } from '@nestjs/common';
import { ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, updateVersioned, lockVersion, type VersionCode, type VersionedId } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { personChanged } from '../customers.events.js';
import { checkPerson, type PersonChanges } from '../domain/checks.js';
import { type Person } from '../domain/facts.js';
import { PERSON_COLUMNS } from './columns.js';
import { personRow } from './create-persons.js';
import { CustomersPolicy } from './customers.policy.js';

export type UpdatePersonCode = CheckCode | VersionCode;

@Injectable()
export class UpdatePerson {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: CustomersPolicy,
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
      await updateVersioned(this.db, 'customers.person', cmd.id, personRow(cmd));
      await this.outbox.add(ctx, personChanged, { personId: cmd.id, customerId: found.value.customerId });
      return ok({ id: cmd.id });
    });
  }
}
