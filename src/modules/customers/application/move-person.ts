import { Injectable } from '@nestjs/common';
import { Checks, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import {
  Database,
  insert,
  insertMany,
  lockVersion,
  sql,
  updateVersioned,
  type VersionCode,
  type VersionedId,
} from '#platform/database';
import { Outbox } from '#platform/outbox';
import { personChanged } from '../customers.events.js';
import { LIMITS } from '../domain/checks.js';
import { type Person } from '../domain/facts.js';
import { PERSON_COLUMNS } from './columns.js';
import { CustomersPolicy } from './customers.policy.js';
import { References } from './references.js';

export interface MovePersonCommand extends VersionedId {
  /** The customer that the person belongs to from now on. */
  readonly customerId: string;
  /** Where the person is met there; nowhere in particular when left out. */
  readonly branchIds?: readonly string[] | null;
}

export type MovePersonCode =
  CheckCode | VersionCode | 'CUSTOMER_NOT_FOUND' | 'BRANCH_NOT_FOUND' | 'OTHER_CUSTOMER' | 'ALREADY_THERE';

/**
 * Moves a person to another customer: somebody who changed employers, or was entered in the wrong place. Contacts,
 * requests and all else that was recorded with the person stay with the customer of then; the links to its branches end.
 * Needs the right to change both customers.
 */
@Injectable()
export class MovePerson {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
  ) {}

  run(ctx: Ctx, cmd: MovePersonCommand): Promise<Result<{ id: string }, MovePersonCode>> {
    const branchIds = [...new Set(cmd.branchIds ?? [])];
    const wrong = new Checks().atMost('branchIds', branchIds, LIMITS.branches).err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, MovePersonCode>(
      ctx,
      async () => {
        const found = await lockVersion<Person>(
          this.db,
          sql`select ${PERSON_COLUMNS} from customers.person p where p.id = ${cmd.id}`,
          cmd.version,
        );
        if (!found.ok) return found;
        const from = found.value.customerId;
        const { customers, branches } = await this.references.load({
          customers: [from, cmd.customerId],
          branches: branchIds,
        });
        const target = customers.get(cmd.customerId);
        await this.policy.assertMayWriteAll(ctx, [customers.get(from)?.officeId, target?.officeId]);
        if (!target) return err('CUSTOMER_NOT_FOUND', 'customerId');
        if (from === cmd.customerId) return err('ALREADY_THERE', 'customerId');
        for (const [i, id] of branchIds.entries()) {
          const branch = branches.get(id);
          if (!branch) return err('BRANCH_NOT_FOUND', `branchIds.${i}`);
          if (branch.customerId !== cmd.customerId) return err('OTHER_CUSTOMER', `branchIds.${i}`);
        }
        await this.db.execute(sql`delete from customers.person_branch where person_id = ${cmd.id}`);
        await updateVersioned(this.db, 'customers.person', cmd.id, { customer_id: cmd.customerId });
        await this.db.execute(
          insert('customers.person_move', {
            id: uuidv7(),
            person_id: cmd.id,
            from_customer_id: from,
            to_customer_id: cmd.customerId,
            moved_by: ctx.actor.id,
          }),
        );
        const links = branchIds.map((branchId) => ({
          id: uuidv7(),
          person_id: cmd.id,
          branch_id: branchId,
          customer_id: cmd.customerId,
        }));
        if (links.length > 0)
          await this.db.execute(
            insertMany('customers.person_branch', ['id', 'person_id', 'branch_id', 'customer_id'], links),
          );
        await this.outbox.add(ctx, personChanged, { personId: cmd.id, customerId: cmd.customerId });
        return ok({ id: cmd.id });
      },
      {
        constraints: {
          person_customer_fk: err('CUSTOMER_NOT_FOUND', 'customerId'),
          person_branch_branch_fk: err('OTHER_CUSTOMER', 'branchIds'),
        },
      },
    );
  }
}
