import { Injectable } from '@nestjs/common';
import { lineOrNull, blankToNull, err, type CheckCode, type Err, type Result } from '#kernel';
import { canonicalZone } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, type Row } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { branchChanged } from '../customers.events.js';
import { checkNewBranch, type BranchChanges, type NewBranch } from '../domain/checks.js';
import { type Taken } from '../domain/facts.js';
import { createMany, type Accepted } from './bulk.js';
import { CustomersPolicy } from './customers.policy.js';
import { References } from './references.js';

export type BranchRuleCode = 'OFFICE_NOT_FOUND' | 'AT_MOST_ONE_OF';
export type CreateBranchCode = CheckCode | 'ALREADY_IN_USE' | 'CUSTOMER_NOT_FOUND' | BranchRuleCode;

export const BRANCH_CONSTRAINTS = {
  branch_code_key: err('ALREADY_IN_USE' as const, 'code'),
  branch_customer_fk: err('CUSTOMER_NOT_FOUND' as const, 'customerId'),
  branch_office_fk: err('OFFICE_NOT_FOUND' as const, 'officeId'),
  branch_served_check: err('AT_MOST_ONE_OF' as const, 'incumbent', { fields: 'officeId, incumbent' }),
};

/** The columns that a command sets; undefined ones stay. */
export function branchRow(cmd: BranchChanges): Row {
  return {
    name: lineOrNull(cmd.name),
    name_native: lineOrNull(cmd.nameNative),
    country: cmd.country,
    city: lineOrNull(cmd.city),
    address: blankToNull(cmd.address),
    time_zone: cmd.timeZone === undefined ? undefined : canonicalZone(cmd.timeZone),
    office_id: cmd.officeId,
    incumbent: lineOrNull(cmd.incumbent),
    active: cmd.active,
  };
}

const COLUMNS = [
  'id',
  'customer_id',
  'code',
  'name',
  'name_native',
  'country',
  'city',
  'address',
  'time_zone',
  'office_id',
  'incumbent',
  'active',
  'external_ref',
];

/** Creates branches, one or many, by the same rules. A code (`C-000123/HK1`) is made when none is given. */
@Injectable()
export class CreateBranches {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
  ) {}

  async run(ctx: Ctx, cmd: NewBranch): Promise<Result<Taken, CreateBranchCode>> {
    return (await this.runMany(ctx, [cmd]))[0] as Result<Taken, CreateBranchCode>;
  }

  /** Throws ForbiddenError unless `customers.write` reaches the office that serves, or that of the customer when none does. */
  runMany(ctx: Ctx, cmds: readonly NewBranch[]): Promise<Result<Taken, CreateBranchCode>[]> {
    return createMany<NewBranch, CreateBranchCode>(
      this.db,
      ctx,
      {
        table: 'customers.branch',
        columns: COLUMNS,
        constraints: BRANCH_CONSTRAINTS,
        check: (batch) => this.check(ctx, batch),
        row: (cmd, id) => ({
          ...branchRow(cmd),
          id,
          customer_id: cmd.customerId,
          code: cmd.code ?? null,
          active: cmd.active ?? true,
          external_ref: cmd.externalRef || null,
        }),
        created: (accepted) => this.tell(ctx, accepted),
      },
      cmds,
    );
  }

  private async check(ctx: Ctx, cmds: readonly NewBranch[]): Promise<(Err<CreateBranchCode> | undefined)[]> {
    const wrong = cmds.map((cmd) => checkNewBranch(cmd).err());
    const sound = cmds.filter((_, i) => !wrong[i]);
    const known = await this.references.load({ customers: sound.map((c) => c.customerId) });
    const { offices } = await this.references.load({
      offices: sound.map((c) => c.officeId),
    });
    const reach = await this.policy.writable(ctx);
    return cmds.map((cmd, i): Err<CreateBranchCode> | undefined => {
      if (wrong[i]) return wrong[i];
      const customer = known.customers.get(cmd.customerId);
      if (!customer) return err('CUSTOMER_NOT_FOUND', 'customerId');
      if (cmd.officeId != null && !offices.has(cmd.officeId)) return err('OFFICE_NOT_FOUND', 'officeId');
      if (cmd.officeId != null && lineOrNull(cmd.incumbent))
        return err('AT_MOST_ONE_OF', 'incumbent', { fields: 'officeId, incumbent' });
      if (!reach.includes(cmd.officeId ?? customer.officeId)) this.policy.refuse();
      return undefined;
    });
  }

  private tell(ctx: Ctx, accepted: readonly Accepted<NewBranch>[]): Promise<void> {
    return this.outbox.addMany(
      ctx,
      branchChanged,
      accepted.map(({ id, cmd }) => ({ branchId: id, customerId: cmd.customerId })),
    );
  }
}
