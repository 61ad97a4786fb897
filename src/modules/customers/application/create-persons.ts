import { Injectable } from '@nestjs/common';
import { blankToNull, emailOf, err, lineOrNull, uuidv7, type CheckCode, type Err, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql, type Row } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { personChanged } from '../customers.events.js';
import { checkNewPerson, type NewPerson, type PersonChanges } from '../domain/checks.js';
import { type Taken } from '../domain/facts.js';
import { createMany, type Accepted } from './bulk.js';
import { CustomersPolicy } from './customers.policy.js';
import { e164Of } from './phones.js';
import { References } from './references.js';

export type CreatePersonCode = CheckCode | 'CUSTOMER_NOT_FOUND' | 'BRANCH_NOT_FOUND' | 'OTHER_CUSTOMER';

const CONSTRAINTS = {
  person_customer_fk: err('CUSTOMER_NOT_FOUND' as const, 'customerId'),
  person_branch_branch_fk: err('OTHER_CUSTOMER' as const, 'branchIds'),
};

/** The columns that a command sets; undefined ones stay. `phoneE164` is that of its number, null when it has none. */
export function personRow(cmd: PersonChanges, phoneE164: string | null): Row {
  const email = lineOrNull(cmd.email);
  return {
    name: lineOrNull(cmd.name),
    name_native: lineOrNull(cmd.nameNative),
    email: typeof email === 'string' ? emailOf(email) : email,
    phone: lineOrNull(cmd.phone),
    phone_e164: cmd.phone === undefined ? undefined : phoneE164,
    language: lineOrNull(cmd.language),
    role_title: lineOrNull(cmd.roleTitle),
    active: cmd.active,
  };
}

const COLUMNS = [
  'id',
  'customer_id',
  'name',
  'name_native',
  'email',
  'phone',
  'phone_e164',
  'language',
  'role_title',
  'active',
  'external_ref',
];

/** Creates persons, one or many, by the same rules, and links them to branches of their customer. */
@Injectable()
export class CreatePersons {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
  ) {}

  async run(ctx: Ctx, cmd: NewPerson): Promise<Result<Taken, CreatePersonCode>> {
    return (await this.runMany(ctx, [cmd]))[0] as Result<Taken, CreatePersonCode>;
  }

  /** Throws ForbiddenError when `customers.write` does not reach the office of one of the customers. */
  runMany(ctx: Ctx, cmds: readonly NewPerson[]): Promise<Result<Taken, CreatePersonCode>[]> {
    const numbers = new Map<NewPerson, string | null>();
    return createMany<NewPerson, CreatePersonCode>(
      this.db,
      ctx,
      {
        table: 'customers.person',
        columns: COLUMNS,
        constraints: CONSTRAINTS,
        check: (batch) => this.check(ctx, batch, numbers),
        row: (cmd, id) => ({
          ...personRow(cmd, numbers.get(cmd) ?? null),
          id,
          customer_id: cmd.customerId,
          active: cmd.active ?? true,
          external_ref: cmd.externalRef || null,
        }),
        created: (accepted) => this.finish(ctx, accepted),
      },
      cmds,
    ) as Promise<Result<Taken, CreatePersonCode>[]>;
  }

  /** What is wrong with each; notes the telephone numbers of those that have one. */
  private async check(
    ctx: Ctx,
    cmds: readonly NewPerson[],
    numbers: Map<NewPerson, string | null>,
  ): Promise<(Err<CreatePersonCode> | undefined)[]> {
    const wrong = cmds.map((cmd) => checkNewPerson(cmd).err());
    const sound = cmds.filter((_, i) => !wrong[i]);
    const { customers, branches } = await this.references.load({
      customers: sound.map((c) => c.customerId),
      branches: sound.flatMap((c) => c.branchIds ?? []),
    });
    const reach = await this.policy.writable(ctx);
    const withPhone = sound.filter((cmd) => blankToNull(cmd.phone) != null);
    const { offices } = await this.references.load({
      offices: withPhone.map((cmd) => customers.get(cmd.customerId)?.officeId),
    });
    for (const cmd of withPhone) {
      const met = (cmd.branchIds ?? []).map((id) => branches.get(id)?.country).find((country) => country !== undefined);
      const office = offices.get(customers.get(cmd.customerId)?.officeId ?? '');
      numbers.set(cmd, await e164Of(cmd.phone as string, met ?? office?.country));
    }
    return cmds.map((cmd, i): Err<CreatePersonCode> | undefined => {
      if (wrong[i]) return wrong[i];
      const customer = customers.get(cmd.customerId);
      if (!customer) return err('CUSTOMER_NOT_FOUND', 'customerId');
      for (const [n, branchId] of (cmd.branchIds ?? []).entries()) {
        const branch = branches.get(branchId);
        if (!branch) return err('BRANCH_NOT_FOUND', `branchIds.${n}`);
        if (branch.customerId !== cmd.customerId) return err('OTHER_CUSTOMER', `branchIds.${n}`);
      }
      if (!reach.includes(customer.officeId)) this.policy.refuse();
      return undefined;
    });
  }

  private async finish(ctx: Ctx, accepted: readonly Accepted<NewPerson>[]): Promise<void> {
    const links = accepted.flatMap(({ id, cmd }) =>
      [...new Set(cmd.branchIds ?? [])].map((branchId) => ({
        id: uuidv7(),
        person_id: id,
        branch_id: branchId,
        customer_id: cmd.customerId,
      })),
    );
    if (links.length > 0)
      await this.db.execute(
        sql`${insertMany('customers.person_branch', ['id', 'person_id', 'branch_id', 'customer_id'], links)}`,
      );
    await this.outbox.addMany(
      ctx,
      personChanged,
      accepted.map(({ id, cmd }) => ({ personId: id, customerId: cmd.customerId })),
    );
  }
}
