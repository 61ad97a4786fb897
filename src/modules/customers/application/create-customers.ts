import { Injectable } from '@nestjs/common';
import { lineOrNull, err, type CheckCode, type Err, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, type Row } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { customerCreated } from '../customers.events.js';
import { checkNewCustomer, type CustomerChanges, type NewCustomer } from '../domain/checks.js';
import { type Taken } from '../domain/facts.js';
import { MAX_DEPTH } from '../domain/values.js';
import { createMany, type Accepted } from './bulk.js';
import { CustomersPolicy } from './customers.policy.js';
import { References, type Known } from './references.js';
import { TellAppointments } from './tell-appointments.js';

export type CustomerReferenceCode =
  'OFFICE_NOT_FOUND' | 'EMPLOYEE_NOT_FOUND' | 'SECTOR_NOT_FOUND' | 'SECTOR_INACTIVE' | 'PARENT_NOT_FOUND';
export type CreateCustomerCode = CheckCode | 'ALREADY_IN_USE' | 'TOO_DEEP' | CustomerReferenceCode;

/** What violated constraints of the customer table mean. */
export const CUSTOMER_CONSTRAINTS = {
  customer_code_key: err('ALREADY_IN_USE' as const, 'code'),
  customer_office_fk: err('OFFICE_NOT_FOUND' as const, 'officeId'),
  customer_account_manager_fk: err('EMPLOYEE_NOT_FOUND' as const, 'accountManagerId'),
  customer_sector_fk: err('SECTOR_NOT_FOUND' as const, 'sectorId'),
  customer_parent_fk: err('PARENT_NOT_FOUND' as const, 'parentId'),
  customer_depth_check: err('TOO_DEEP' as const, 'parentId', { max: MAX_DEPTH }),
};

/** Whether everything a customer refers to exists and may be used. */
export function checkCustomerReferences(
  cmd: CustomerChanges & { readonly parentId?: string | null },
  known: Known,
): Err<CustomerReferenceCode> | undefined {
  if (cmd.officeId != null && !known.offices.has(cmd.officeId)) return err('OFFICE_NOT_FOUND', 'officeId');
  if (cmd.accountManagerId != null && !known.employees.has(cmd.accountManagerId))
    return err('EMPLOYEE_NOT_FOUND', 'accountManagerId');
  if (cmd.parentId != null && !known.customers.has(cmd.parentId)) return err('PARENT_NOT_FOUND', 'parentId');
  if (cmd.sectorId == null) return undefined;
  const sector = known.sectors.get(cmd.sectorId);
  if (!sector) return err('SECTOR_NOT_FOUND', 'sectorId');
  return sector.active ? undefined : err('SECTOR_INACTIVE', 'sectorId');
}

/** The columns that a command sets; undefined ones stay. */
export function customerRow(cmd: CustomerChanges): Row {
  return {
    name: lineOrNull(cmd.name),
    name_native: lineOrNull(cmd.nameNative),
    sector_id: cmd.sectorId,
    stage: cmd.stage,
    office_id: cmd.officeId,
    account_manager_id: cmd.accountManagerId,
    website: lineOrNull(cmd.website),
    active: cmd.active,
  };
}

const COLUMNS = [
  'id',
  'code',
  'name',
  'name_native',
  'parent_id',
  'sector_id',
  'stage',
  'office_id',
  'account_manager_id',
  'website',
  'active',
  'external_ref',
];

/** Creates customers, one or many, by the same rules. A code is made when none is given. */
@Injectable()
export class CreateCustomers {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly references: References,
    private readonly policy: CustomersPolicy,
    private readonly appointments: TellAppointments,
  ) {}

  async run(ctx: Ctx, cmd: NewCustomer): Promise<Result<Taken, CreateCustomerCode>> {
    return (await this.runMany(ctx, [cmd]))[0] as Result<Taken, CreateCustomerCode>;
  }

  /**
   * Throws ForbiddenError when one of them, or the one above it, belongs to an office that `customers.write` does not reach,
   * or is given an account manager whom the actor may not appoint.
   */
  runMany(ctx: Ctx, cmds: readonly NewCustomer[]): Promise<Result<Taken, CreateCustomerCode>[]> {
    return createMany<NewCustomer, CreateCustomerCode>(
      this.db,
      ctx,
      {
        table: 'customers.customer',
        columns: COLUMNS,
        constraints: CUSTOMER_CONSTRAINTS,
        check: (batch) => this.check(ctx, batch),
        row: (cmd, id) => ({
          ...customerRow(cmd),
          id,
          code: cmd.code ?? null,
          parent_id: cmd.parentId ?? null,
          stage: cmd.stage ?? 'ATTRACTED',
          active: cmd.active ?? true,
          external_ref: cmd.externalRef || null,
        }),
        created: (accepted) => this.tell(ctx, accepted),
      },
      cmds,
    );
  }

  private async check(ctx: Ctx, cmds: readonly NewCustomer[]): Promise<(Err<CreateCustomerCode> | undefined)[]> {
    const wrong = cmds.map((cmd) => checkNewCustomer(cmd).err());
    const sound = cmds.filter((_, i) => !wrong[i]);
    const known = await this.references.load({
      offices: sound.map((c) => c.officeId),
      employees: sound.map((c) => c.accountManagerId),
      sectors: sound.map((c) => c.sectorId),
      customers: sound.map((c) => c.parentId),
    });
    const reach = await this.policy.writable(ctx);
    for (const cmd of cmds)
      if (cmd.accountManagerId != null) await this.policy.assertMayAppoint(ctx, cmd.accountManagerId, [cmd.officeId]);
    return cmds.map((cmd, i) => {
      const failure = wrong[i] ?? checkCustomerReferences(cmd, known);
      const parentOfficeId = cmd.parentId == null ? null : known.customers.get(cmd.parentId)?.officeId;
      if (!failure && !(reach.includes(cmd.officeId) && (parentOfficeId == null || reach.includes(parentOfficeId))))
        this.policy.refuse();
      return failure;
    });
  }

  private async tell(ctx: Ctx, accepted: readonly Accepted<NewCustomer>[]): Promise<void> {
    await this.appointments.tell(
      ctx,
      accepted.map(({ id, cmd }) => ({ customerId: id, before: null, after: cmd.accountManagerId ?? null })),
    );
    return this.outbox.addMany(
      ctx,
      customerCreated,
      accepted.map(({ id }) => ({ customerId: id })),
    );
  }
}
