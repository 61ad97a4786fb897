import { Injectable } from '@nestjs/common';
import { Checks, err, errs, type Err, type Failure } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { LIMITS } from '../domain/limits.js';
import { FIRST_MONTH, LAST_MONTH, lastDayOf } from '../domain/window.js';
import { REVENUE_KINDS, type RevenueCode, type RevenueCommand } from '../pyramid.types.js';
import { PyramidPolicy } from './pyramid.policy.js';

/** What must hold for revenue to be recorded; the same for one entry and for half a million. */
@Injectable()
export class CheckRevenue {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
    private readonly policy: PyramidPolicy,
  ) {}

  /**
   * For each command what is wrong with it, or undefined; a handful of statements whatever the number. Throws
   * ForbiddenError when one is for a customer out of the actor's reach.
   */
  async run(ctx: Ctx, commands: readonly RevenueCommand[]): Promise<(Err<RevenueCode> | undefined)[]> {
    const found = commands.map((cmd) => formOf(cmd));
    const sound = commands.filter((_, i) => found[i] === undefined);
    const ids = (of: (c: RevenueCommand) => string | null | undefined): string[] => [
      ...new Set(sound.map(of).filter((id): id is string => id != null)),
    ];
    const customerIds = ids((c) => c.customerId);
    const jobIds = ids((c) => c.jobId);
    const branchIds = ids((c) => c.branchId);
    const customers = await this.customers.customers(customerIds);
    const reached = await this.policy.reached(ctx, 'pyramid.record-revenue', customerIds);
    const jobs = jobIds.length > 0 ? await this.customers.jobs(jobIds) : undefined;
    const branches = branchIds.length > 0 ? await this.customers.branches(branchIds) : undefined;
    const unconvertible = await this.withoutRate(sound);
    const refs = new Set<string>();
    return commands.map((cmd, i) => {
      if (found[i]) return found[i];
      if (!customers.has(cmd.customerId)) return err('CUSTOMER_NOT_FOUND', 'customerId');
      if (!reached.has(cmd.customerId))
        throw new ForbiddenError('Revenue can only be recorded for customers of the offices within your reach.');
      const failures: Failure<RevenueCode>[] = [];
      if (cmd.jobId != null) {
        const job = jobs?.get(cmd.jobId);
        if (!job) failures.push({ code: 'JOB_NOT_FOUND', field: 'jobId' });
        else if (job.customerId !== cmd.customerId) failures.push({ code: 'OTHER_CUSTOMER', field: 'jobId' });
      }
      if (cmd.branchId != null) {
        const branch = branches?.get(cmd.branchId);
        if (!branch) failures.push({ code: 'BRANCH_NOT_FOUND', field: 'branchId' });
        else if (branch.customerId !== cmd.customerId) failures.push({ code: 'OTHER_CUSTOMER', field: 'branchId' });
      }
      if (unconvertible.has(cmd.currency + cmd.month))
        failures.push({
          code: 'RATE_MISSING',
          field: 'currency',
          params: { currency: cmd.currency, until: lastDayOf(cmd.month) },
        });
      if (cmd.externalRef != null) {
        const ref = cmd.externalRef;
        if (refs.has(ref)) failures.push({ code: 'DUPLICATE_ITEM', field: 'externalRef', params: { item: ref } });
        refs.add(ref);
      }
      return failures.length > 0 ? errs(failures) : undefined;
    });
  }

  /** Currency and month (`CAD2020-04-01`) of the commands for which there is no rate. */
  private async withoutRate(commands: readonly RevenueCommand[]): Promise<ReadonlySet<string>> {
    const pairs = new Map<string, RevenueCommand>();
    for (const cmd of commands) if (cmd.currency !== 'GBP') pairs.set(cmd.currency + cmd.month, cmd);
    if (pairs.size === 0) return new Set();
    const wanted = [...pairs.values()];
    const rows = await this.db.query<{ key: string }>(sql`
      select g.currency || g.month as key
        from unnest(${wanted.map((c) => c.currency)}::char(3)[], ${wanted.map((c) => c.month)}::date[]) g(currency, month)
       where not exists (select from pyramid.exchange_rate r
                          where r.currency = g.currency and r.valid_from < g.month + interval '1 month')`);
    return new Set(rows.map((r) => r.key));
  }
}

/** What is wrong with the form of a command, whatever the database holds. */
function formOf(cmd: RevenueCommand): Err<RevenueCode> | undefined {
  const wrong = new Checks()
    .date('month', cmd.month, { from: FIRST_MONTH, to: LAST_MONTH })
    .amount('amount', cmd.amount, cmd.currency, { sign: 'ANY', digits: 12 })
    .currency('currency', cmd.currency)
    .oneOf('kind', cmd.kind, REVENUE_KINDS)
    .text('note', cmd.note, { ...LIMITS.note, optional: true })
    .text('externalRef', cmd.externalRef ?? '', { ...LIMITS.externalRef, optional: true })
    .err();
  if (wrong) return wrong;
  if (!cmd.month.endsWith('-01'))
    return err('MONTH_NOT_FIRST_DAY', 'month', { expected: `${cmd.month.slice(0, 8)}01` });
  // A month in which a currency ended, or began, is its time as well.
  const unusable = new Checks().currency('currency', cmd.currency, { from: cmd.month, to: lastDayOf(cmd.month) }).err();
  if (unusable) return unusable;
  const kind = cmd.kind ?? 'REVENUE';
  const zero = !/[1-9]/.test(cmd.amount);
  const negative = cmd.amount.startsWith('-') && !zero;
  if ((kind === 'REVENUE' && negative) || (kind === 'CREDIT' && !negative && !zero))
    return err('AMOUNT_SIGN', 'amount');
  return undefined;
}
