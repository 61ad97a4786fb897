import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql, type Row } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { slaWhatIfProgressed } from '../what-if.events.js';
import { type WhatIfQuestion } from './what-if-question.js';
import { type CreditResult, type FigureResult, type TallyState } from './what-if-tally.js';

/** A question that is worked off, and how far that has got. */
export interface OpenWhatIf {
  readonly id: string;
  readonly question: WhatIfQuestion;
  readonly askedAt: Date;
  readonly total: number;
  readonly done: number;
  readonly replayed: number;
  /** The last request that is done. */
  readonly cursor: Cursor | null;
  readonly tally: WhatIfTally | null;
}

export interface Cursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** What the requests up to the cursor came to. */
export interface WhatIfTally extends TallyState {
  /** Changes kept so far. */
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

/** A page that is done. */
export interface DonePage {
  readonly cursor: Cursor;
  readonly done: number;
  readonly replayed: number;
  readonly tally: WhatIfTally;
  readonly changes: readonly ChangeRow[];
}

const CHANGE = [
  'run_id', 'no', 'request_id', 'request_number', 'customer_id', 'priority', 'metric', 'cycle', 'state_before',
  'state_after', 'due_before', 'due_after', 'late_before', 'late_after', 'verdict_differs',
]; // prettier-ignore
const FIGURE = ['run_id', 'dimension', 'key', 'before', 'after', 'changed', 'moved', 'credits'];
const CREDIT = ['run_id', 'no', 'customer_id', 'terms_id', 'period', 'period_start', 'currency', 'before', 'after'];

/** Beginnings without getting on, after which a question is given up. */
const MAX_ATTEMPTS = 5;
const KEPT_MS = 7 * 86_400_000;

/** When the answer of a what-if that ended then is deleted. */
export const expiryOf = (finishedAt: Date): Date => new Date(finishedAt.getTime() + KEPT_MS);

/**
 * Keeps what-ifs. A page is kept with its cursor, its changes and the tally in one transaction that first makes sure
 * that nobody else has moved the cursor: a worker that dies loses a page, and two workers never count one twice.
 */
@Injectable()
export class WhatIfStore {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The oldest question that waits or was left behind; undefined when there is none. */
  async take(ctx: Ctx, now: Date): Promise<OpenWhatIf | undefined> {
    const result = await this.db.transaction<OpenWhatIf | undefined>(ctx, async () => {
      const found = await this.db.maybeOne<OpenWhatIf & { attempts: number; at: Date | null; last: string | null }>(
        sql`select r.id, r.question, r.asked_at as "askedAt", r.total, r.done, r.replayed, r.cursor_at as at,
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
      const { at, last, attempts: _attempts, ...run } = found;
      return ok({ ...run, cursor: at && last ? { createdAt: at, id: last } : null });
    });
    return result.ok ? result.value : undefined;
  }

  /** Keeps a page; false when somebody else has done it, or the question was given up. */
  async keep(ctx: Ctx, run: OpenWhatIf, before: Cursor | null, page: DonePage): Promise<boolean> {
    const result = await this.db.transaction<void, 'OVERTAKEN'>(ctx, async () => {
      const { cursor, done, replayed, tally, changes } = page;
      const moved = await this.db.execute(
        sql`update sla.what_if_run
               set cursor_at = ${cursor.createdAt}, cursor_id = ${cursor.id}, done = ${done}, replayed = ${replayed},
                   tally = ${JSON.stringify(tally)}::jsonb, attempts = 0, error = null
             where id = ${run.id} and status = 'RUNNING' and cursor_id is not distinct from ${before?.id ?? null}`,
      );
      if (moved === 0) return err('OVERTAKEN');
      if (changes.length > 0) await this.db.execute(insertMany('sla.what_if_change', CHANGE, changes));
      await this.outbox.add(ctx, slaWhatIfProgressed, { runId: run.id });
      return ok();
    });
    return result.ok;
  }

  /** Keeps the answer; nothing when somebody else did, or the question was given up. */
  async finish(
    ctx: Ctx,
    run: OpenWhatIf,
    at: Cursor | null,
    figures: readonly FigureResult[],
    credits: readonly CreditResult[],
    now: Date,
  ): Promise<void> {
    await this.db.transaction<void, 'OVERTAKEN'>(ctx, async () => {
      const held = await this.db.query(
        sql`select 1 from sla.what_if_run where id = ${run.id} and status = 'RUNNING'
               and cursor_id is not distinct from ${at?.id ?? null} for update`,
      );
      if (held.length === 0) return err('OVERTAKEN');
      const rows = figures.map((f) => ({ ...f, run_id: run.id }));
      if (rows.length > 0) await this.db.execute(insertMany('sla.what_if_figure', FIGURE, rows));
      // Terms that exist only in the question have no row of their own.
      const invented = run.question.terms?.termsId === null ? run.question.terms.versionId : null;
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
