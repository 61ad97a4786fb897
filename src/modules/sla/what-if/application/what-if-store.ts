import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql, type Row, type Sql } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { slaWhatIfProgressed } from '../what-if.events.js';
import { type SimulationSpec } from './simulation-spec.js';
import { type CreditResult, type FigureResult, type TallyState } from './tally-what-if.js';

/** A simulation that is worked off, and how far that has got. */
export interface OpenWhatIf {
  readonly id: string;
  readonly simulation: SimulationSpec;
  readonly askedAt: Date;
  readonly total: number;
  /** The last request of the last checkpoint, and what those up to it came to. */
  readonly cursor: Cursor | null;
  readonly tally: WhatIfTally | null;
}

export interface Cursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** What the requests up to the cursor came to. */
export interface WhatIfTally extends TallyState {
  readonly done: number;
  readonly replayed: number;
  /** Changes kept. */
  readonly changes: number;
}

/** A row of sla.what_if_change, to be written. */
export interface ChangeRow extends Row {
  readonly run_id: string;
  readonly no: number;
  readonly request_id: string;
  readonly request_number: string;
  readonly customer_id: string;
  readonly priority: string;
  readonly metric: string;
  readonly cycle: number;
  readonly state_before: string | null;
  readonly state_after: string | null;
  readonly due_before: Date | null;
  readonly due_after: Date | null;
  readonly late_before: number | null;
  readonly late_after: number | null;
  readonly verdict_differs: boolean;
}

/** Where a run has got to, kept for good. */
export interface Checkpoint {
  readonly cursor: Cursor;
  readonly tally: WhatIfTally;
  /** Since the checkpoint before. */
  readonly changes: readonly ChangeRow[];
}

const CHANGE = [
  'run_id', 'no', 'request_id', 'request_number', 'customer_id', 'priority', 'metric', 'cycle', 'state_before',
  'state_after', 'due_before', 'due_after', 'late_before', 'late_after', 'verdict_differs',
]; // prettier-ignore
const FIGURE = ['run_id', 'dimension', 'key', 'before', 'after', 'changed', 'moved', 'credits'];
const CREDIT = ['run_id', 'no', 'customer_id', 'terms_id', 'period', 'period_start', 'currency', 'before', 'after'];

/** Beginnings without getting on, after which a simulation is given up. */
const MAX_ATTEMPTS = 5;
const CHANGES_AT_ONCE = 10_000;
const KEPT_MS = 7 * 86_400_000;

/** When the answer of a what-if that ended then is deleted. */
export const expiryOf = (finishedAt: Date): Date => new Date(finishedAt.getTime() + KEPT_MS);

/** The run, while it stands at that checkpoint. */
const at = (id: string, cursor: Cursor | null): Sql =>
  sql`id = ${id} and status = 'RUNNING' and cursor_id is not distinct from ${cursor?.id ?? null}`;

/**
 * Keeps what-ifs. At a checkpoint the cursor, the changes and the tally are kept in one transaction that first makes sure
 * that nobody else has moved the cursor: a worker that dies loses what came after, and two never count anything twice.
 */
@Injectable()
export class WhatIfStore {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The oldest simulation that waits or was left behind; undefined when there is none. */
  async take(ctx: Ctx, now: Date): Promise<OpenWhatIf | undefined> {
    const result = await this.db.transaction<OpenWhatIf | undefined>(ctx, async () => {
      const found = await this.db.maybeOne<
        Omit<OpenWhatIf, 'cursor'> & { attempts: number; at: Date | null; last: string | null }
      >(
        sql`select r.id, r.simulation, r.asked_at as "askedAt", r.total, r.cursor_at as at,
                   r.cursor_id as last, r.tally, r.attempts from sla.what_if_run r
             where r.status in ('QUEUED', 'RUNNING') order by r.asked_at, r.id limit 1 for update skip locked`,
      );
      if (!found) return ok(undefined);
      if (found.attempts >= MAX_ATTEMPTS) {
        await this.end(ctx, found.id, 'FAILED', now);
        return ok(undefined);
      }
      await this.db.execute(
        sql`update sla.what_if_run set status = 'RUNNING', started_at = coalesce(started_at, ${now}),
                   attempts = attempts + 1 where id = ${found.id}`,
      );
      const { at: cursorAt, last, attempts: _attempts, ...run } = found;
      return ok({ ...run, cursor: cursorAt && last ? { createdAt: cursorAt, id: last } : null });
    });
    return result.ok ? result.value : undefined;
  }

  /** Shows how far it is; false when somebody else has got further, or the simulation was given up. */
  async progress(
    ctx: Ctx,
    { id }: OpenWhatIf,
    before: Cursor | null,
    { done, replayed }: Pick<WhatIfTally, 'done' | 'replayed'>,
  ): Promise<boolean> {
    const result = await this.db.transaction<void, 'OVERTAKEN'>(ctx, async () => {
      const shown = await this.db.execute(
        sql`update sla.what_if_run set done = ${done}, replayed = ${replayed} where ${at(id, before)}`,
      );
      if (shown === 0) return err('OVERTAKEN');
      await this.outbox.add(ctx, slaWhatIfProgressed, { runId: id });
      return ok();
    });
    return result.ok;
  }

  /** Keeps a checkpoint after the one before; false likewise. */
  async keep(
    ctx: Ctx,
    { id }: OpenWhatIf,
    before: Cursor | null,
    { cursor, tally, changes }: Checkpoint,
  ): Promise<boolean> {
    const result = await this.db.transaction<void, 'OVERTAKEN'>(ctx, async () => {
      const moved = await this.db.execute(
        sql`update sla.what_if_run
               set cursor_at = ${cursor.createdAt}, cursor_id = ${cursor.id}, done = ${tally.done},
                   replayed = ${tally.replayed}, tally = ${JSON.stringify(tally)}::jsonb, attempts = 0, error = null
             where ${at(id, before)}`,
      );
      if (moved === 0) return err('OVERTAKEN');
      for (let i = 0; i < changes.length; i += CHANGES_AT_ONCE)
        await this.db.execute(insertMany('sla.what_if_change', CHANGE, changes.slice(i, i + CHANGES_AT_ONCE)));
      await this.outbox.add(ctx, slaWhatIfProgressed, { runId: id });
      return ok();
    });
    return result.ok;
  }

  /** Keeps the answer; nothing when somebody else did, or the simulation was given up. */
  async finish(
    ctx: Ctx,
    run: OpenWhatIf,
    before: Cursor | null,
    figures: readonly FigureResult[],
    credits: readonly CreditResult[],
    now: Date,
  ): Promise<void> {
    await this.db.transaction<void, 'OVERTAKEN'>(ctx, async () => {
      const held = await this.db.query(sql`select 1 from sla.what_if_run where ${at(run.id, before)} for update`);
      if (held.length === 0) return err('OVERTAKEN');
      const rows = figures.map((f) => ({ ...f, run_id: run.id }));
      if (rows.length > 0) await this.db.execute(insertMany('sla.what_if_figure', FIGURE, rows));
      // Terms that exist only in the simulation have no row of their own.
      const invented = run.simulation.terms?.termsId === null ? run.simulation.terms.versionId : null;
      const lines = credits.map((c, i) => ({
        ...{
          run_id: run.id,
          no: i + 1,
          customer_id: c.customerId,
          terms_id: c.termsId === invented ? null : c.termsId,
        },
        ...{ period: c.period, period_start: c.periodStart, currency: c.currency, before: c.before, after: c.after },
      }));
      if (lines.length > 0) await this.db.execute(insertMany('sla.what_if_credit', CREDIT, lines));
      await this.end(ctx, run.id, 'DONE', now);
      return ok();
    });
  }

  /** Remembers why work on it stopped; it is taken up again. */
  async note(ctx: Ctx, id: string, error: Error): Promise<void> {
    await this.db.transaction(ctx, async () => {
      const text = (error.stack ?? error.message).slice(0, 4_000);
      await this.db.execute(sql`update sla.what_if_run set error = ${text} where id = ${id} and status = 'RUNNING'`);
      return ok();
    });
  }

  /** Deletes what ended long enough ago; tells how many answers that were. */
  async prune(ctx: Ctx, now: Date): Promise<{ deleted: number }> {
    const result: Result<number, never> = await this.db.transaction(ctx, async () =>
      ok(
        await this.db.execute(
          sql`delete from sla.what_if_run where finished_at < ${new Date(now.getTime() - KEPT_MS)}`,
        ),
      ),
    );
    return { deleted: result.ok ? result.value : 0 };
  }

  private async end(ctx: Ctx, id: string, status: 'DONE' | 'FAILED', now: Date): Promise<void> {
    await this.db.execute(
      sql`update sla.what_if_run set status = ${status}, finished_at = ${now}, tally = null where id = ${id}`,
    );
    await this.outbox.add(ctx, slaWhatIfProgressed, { runId: id });
  }
}
