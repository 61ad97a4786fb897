import { Injectable } from '@nestjs/common';
import { err, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { personChanged } from '../customers.events.js';
import { CustomersPolicy } from './customers.policy.js';

export interface LinkCommand {
  readonly personId: string;
  readonly branchId: string;
}

export type LinkCode = 'PERSON_NOT_FOUND' | 'BRANCH_NOT_FOUND' | 'OTHER_CUSTOMER';

interface Ends {
  readonly customerId: string | null;
  readonly officeId: string | null;
  readonly branchCustomerId: string | null;
}

/** The person was moved to another customer while this one looked. */
const MOVED = { person_branch_person_fk: err('OTHER_CUSTOMER' as const, 'branchId') };

/** Says at which branches a person is met. Linking what is linked, and unlinking what is not, changes nothing. */
@Injectable()
export class LinkPerson {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: CustomersPolicy,
  ) {}

  link(ctx: Ctx, cmd: LinkCommand): Promise<Result<{ id: string }, LinkCode>> {
    return this.run(ctx, cmd, (customerId) =>
      this.db.execute(
        sql`${insert('customers.person_branch', {
          id: uuidv7(),
          person_id: cmd.personId,
          branch_id: cmd.branchId,
          customer_id: customerId,
        })} on conflict on constraint person_branch_key do nothing`,
      ),
    );
  }

  unlink(ctx: Ctx, cmd: LinkCommand): Promise<Result<{ id: string }, LinkCode>> {
    return this.run(ctx, cmd, () =>
      this.db.execute(
        sql`delete from customers.person_branch where person_id = ${cmd.personId} and branch_id = ${cmd.branchId}`,
      ),
    );
  }

  private run(
    ctx: Ctx,
    { personId, branchId }: LinkCommand,
    work: (customerId: string) => Promise<number>,
  ): Promise<Result<{ id: string }, LinkCode>> {
    return this.db.transaction<{ id: string }, LinkCode>(
      ctx,
      async () => {
        const ends = await this.db.one<Ends>(
          sql`select p.customer_id as "customerId", c.office_id as "officeId", b.customer_id as "branchCustomerId"
              from (select) nothing
              left join customers.person p on p.id = ${personId}
              left join customers.customer c on c.id = p.customer_id
              left join customers.branch b on b.id = ${branchId}`,
        );
        if (ends.customerId === null) return err('PERSON_NOT_FOUND', 'personId');
        if (ends.branchCustomerId === null) return err('BRANCH_NOT_FOUND', 'branchId');
        if (ends.branchCustomerId !== ends.customerId) return err('OTHER_CUSTOMER', 'branchId');
        await this.policy.assertMayWrite(ctx, [ends.officeId]);
        const touched = await work(ends.customerId);
        if (touched > 0) await this.outbox.add(ctx, personChanged, { personId, customerId: ends.customerId });
        return ok({ id: personId });
      },
      { constraints: MOVED },
    );
  }
}
