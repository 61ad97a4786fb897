import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, moneyText, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { LIMITS } from '../domain/limits.js';
import { type RevenueCode, type RevenueCommand, type RevenueOutcome } from '../pyramid.types.js';
import { CheckRevenue } from './check-revenue.js';

type One = Result<RevenueOutcome, RevenueCode>;

/**
 * Records what customers brought in. An entry is not changed by hand afterwards: a CREDIT or CORRECTION mends it, so
 * that the books show both. Only the source it was imported from may restate it, under the same externalRef.
 */
@Injectable()
export class RecordRevenue {
  constructor(
    private readonly db: Database,
    private readonly check: CheckRevenue,
  ) {}

  /** One entry, audited as such. Throws ForbiddenError for a customer out of the actor's reach. */
  async run(ctx: Ctx, cmd: RevenueCommand): Promise<One> {
    const [wrong] = await this.check.run(ctx, [cmd]);
    if (wrong) return wrong;
    return this.db.transaction<RevenueOutcome, RevenueCode>(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(
          insert('pyramid.revenue_entry', {
            id,
            customer_id: cmd.customerId,
            job_id: cmd.jobId,
            branch_id: cmd.branchId,
            month: cmd.month,
            amount: moneyText(cmd.amount, cmd.currency),
            currency: cmd.currency,
            kind: cmd.kind ?? 'REVENUE',
            note: blankToNull(cmd.note) ?? null,
            external_ref: cmd.externalRef || null,
          }),
        );
        return ok({ id, outcome: 'RECORDED' as const });
      },
      {
        constraints: {
          revenue_entry_external_ref_key: err('EXTERNAL_REF_TAKEN', 'externalRef'),
          revenue_entry_customer_fk: err('CUSTOMER_NOT_FOUND', 'customerId'),
          revenue_entry_job_fk: err('JOB_NOT_FOUND', 'jobId'),
          revenue_entry_branch_fk: err('BRANCH_NOT_FOUND', 'branchId'),
        },
      },
    );
  }

  /**
   * Any number in one transaction, a Result per command. New entries are audited by their batch, because an audit row
   * for each of half a million would cost more than the entries; a restated entry is audited by itself.
   */
  async runMany(ctx: Ctx, commands: readonly RevenueCommand[], source: string): Promise<One[]> {
    const unnamed = new Checks().text('source', source, LIMITS.source).err();
    if (unnamed) return commands.map(() => unnamed);
    const results: One[] = [];
    await this.db.transaction(ctx, async () => {
      const wrong = await this.check.run(ctx, commands);
      const sound = commands.filter((_, i) => wrong[i] === undefined);
      const outcomes = sound.length > 0 ? await this.write(sound, source) : [];
      results.length = 0;
      let next = 0;
      for (const failure of wrong) results.push(failure ?? ok(outcomes[next++] as RevenueOutcome));
      return ok();
    });
    return results;
  }

  private async write(commands: readonly RevenueCommand[], source: string): Promise<RevenueOutcome[]> {
    const ids = commands.map(() => uuidv7());
    const batchId = uuidv7();
    // The batch is written after its entries, when it is known which are new; foreign keys are checked at the end.
    const written = await this.db.query<{ id: string; ref: string | null }>(sql`
      with given as materialized (
        select * from unnest(${ids}::uuid[], ${commands.map((c) => c.customerId)}::uuid[],
          ${commands.map((c) => c.jobId ?? null)}::uuid[], ${commands.map((c) => c.branchId ?? null)}::uuid[],
          ${commands.map((c) => c.month)}::date[], ${commands.map((c) => moneyText(c.amount, c.currency))}::numeric[],
          ${commands.map((c) => c.currency)}::char(3)[], ${commands.map((c) => c.kind ?? 'REVENUE')}::text[],
          ${commands.map((c) => blankToNull(c.note) ?? null)}::text[], ${commands.map((c) => c.externalRef || null)}::text[]
        ) as g(id, customer_id, job_id, branch_id, month, amount, currency, kind, note, external_ref)
      ), written as (
        insert into pyramid.revenue_entry as e
               (id, customer_id, job_id, branch_id, month, amount, currency, kind, note, external_ref, batch_id)
        select g.*, ${batchId}::uuid from given g
        on conflict (external_ref) do update
           set customer_id = excluded.customer_id, job_id = excluded.job_id, branch_id = excluded.branch_id,
               month = excluded.month, amount = excluded.amount, currency = excluded.currency, kind = excluded.kind,
               note = excluded.note, version = e.version + 1
         where (e.customer_id, e.job_id, e.branch_id, e.month, e.amount, e.currency, e.kind, e.note)
               is distinct from (excluded.customer_id, excluded.job_id, excluded.branch_id, excluded.month,
                                 excluded.amount, excluded.currency, excluded.kind, excluded.note)
        returning e.id, e.external_ref, e.month, e.amount, e.currency, e.batch_id
      ), fresh as (
        select * from written w where w.batch_id = ${batchId}
      ), batch as (
        insert into pyramid.revenue_batch (id, source, entries, first_month, last_month, totals)
        select ${batchId}::uuid, ${source.trim()}::text, sum(t.n), min(t.first_month), max(t.last_month),
               jsonb_object_agg(t.currency, t.total)
          from (select f.currency, count(*) as n, min(f.month) as first_month, max(f.month) as last_month,
                       sum(f.amount)::text as total
                  from fresh f group by f.currency) t
        having count(*) > 0
      )
      select w.id, w.external_ref as ref from written w`);
    if (written.length === commands.length && written.every((w, i) => w.id === ids[i]))
      return ids.map((id) => ({ id, outcome: 'RECORDED' }));
    return this.outcomes(commands, ids, written);
  }

  private async outcomes(
    commands: readonly RevenueCommand[],
    ids: readonly string[],
    written: readonly { id: string; ref: string | null }[],
  ): Promise<RevenueOutcome[]> {
    const recorded = new Set(written.map((w) => w.id));
    const changed = new Map(written.map((w) => [w.ref, w.id]));
    const open = commands
      .filter((c, i) => !recorded.has(ids[i] as string) && !changed.has(c.externalRef ?? null))
      .map((c) => c.externalRef);
    const known = new Map<string | null, string>();
    if (open.length > 0) {
      const rows = await this.db.query<{ id: string; ref: string }>(sql`
        select e.id, e.external_ref as ref from pyramid.revenue_entry e where e.external_ref = any(${open}::text[])`);
      for (const row of rows) known.set(row.ref, row.id);
    }
    return commands.map((cmd, i): RevenueOutcome => {
      const id = ids[i] as string;
      if (recorded.has(id)) return { id, outcome: 'RECORDED' };
      const ref = cmd.externalRef ?? null;
      const restated = changed.get(ref);
      return restated === undefined
        ? { id: known.get(ref) as string, outcome: 'UNCHANGED' }
        : { id: restated, outcome: 'CHANGED' };
    });
  }
}
