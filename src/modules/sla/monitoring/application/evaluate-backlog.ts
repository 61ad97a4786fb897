import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { ServicesApi } from '#modules/services';
import { type EvaluationReport } from '../clock.types.js';
import { ClockStore } from './clock-store.js';
import { addReports, needsEvaluation, EvaluateSla, NOTHING_EVALUATED } from './evaluate-requests.js';

/** Ids looked at together. */
const PAGE = 500;

export interface BacklogOptions {
  readonly now?: Date;
  /** Only requests whose stored clocks are missing or older than their events. */
  readonly onlyStale?: boolean;
  /** Told after each page how many requests have been looked at so far. */
  readonly onProgress?: (seen: number) => void;
}

/** Evaluates requests in bulk: those that events told of, or all there are. */
@Injectable()
export class EvaluateBacklog {
  constructor(
    private readonly db: Database,
    private readonly store: ClockStore,
    private readonly evaluate: EvaluateSla,
    private readonly services: ServicesApi,
  ) {}

  /**
   * Notes that a request has got to a version; tells whether it waits to be evaluated now. Call it in a transaction.
   */
  async note(requestId: string, clockVersion: number): Promise<boolean> {
    const row = await this.db.maybeOne<{ waits: boolean }>(
      sql`insert into sla.evaluation (request_id, pending_version) values (${requestId}, ${clockVersion})
          on conflict (request_id) do update set pending_version = excluded.pending_version
           where sla.evaluation.pending_version < excluded.pending_version
          returning pending_version > clock_version as waits`,
    );
    return row?.waits ?? false;
  }

  /** Evaluates whatever waits, several hundred at a time, until nothing does. */
  async waiting(ctx: Ctx, now?: Date): Promise<EvaluationReport> {
    let total = NOTHING_EVALUATED;
    for (;;) {
      const at = now ?? systemClock.now();
      let evaluated: EvaluationReport = NOTHING_EVALUATED;
      const result = await this.db.transaction(ctx, async () => {
        const ids = await this.takeWaiting(at);
        evaluated = await this.evaluate.run(ctx, ids, { now });
        return ok(ids.length);
      });
      total = addReports(total, evaluated);
      if (!result.ok || result.value === 0) return total;
    }
  }

  /**
   * Some of what waits, locked: what has news first, then what changes by itself. Each in an order that only its index
   * gives, because a plan that cannot know how few there are would read the whole table.
   */
  private async takeWaiting(now: Date): Promise<string[]> {
    const told = await this.db.query<{ id: string }>(
      sql`select j.request_id as id from sla.evaluation j where j.pending_version > j.clock_version
           order by j.pending_version - j.clock_version limit ${PAGE} for update skip locked`,
    );
    if (told.length === PAGE) return told.map((r) => r.id);
    const again = await this.db.query<{ id: string }>(
      sql`select j.request_id as id from sla.evaluation j where j.again_at <= ${now}
           order by j.again_at limit ${PAGE} for update skip locked`,
    );
    return [...told, ...again].map((r) => r.id);
  }

  /** Goes through all requests in the order of their ids. */
  async all(ctx: Ctx, { now, onlyStale, onProgress }: BacklogOptions = {}): Promise<EvaluationReport> {
    let total = NOTHING_EVALUATED;
    let seen = 0;
    for (let last: string | null = null; ;) {
      const ids: string[] = await this.services.requestIdsAfter(last, PAGE);
      if (ids.length === 0) return total;
      const wanted = onlyStale ? await this.staleOf(ids, now ?? systemClock.now()) : ids;
      total = addReports(total, await this.evaluate.run(ctx, wanted, { now, onlyStale }));
      seen += ids.length;
      onProgress?.(seen);
      last = ids[ids.length - 1] as string;
    }
  }

  private async staleOf(ids: readonly string[], now: Date): Promise<string[]> {
    const versions = await this.services.clockVersions(ids);
    const evaluations = await this.store.evaluations(ids);
    return ids.filter((id) => versions.has(id) && needsEvaluation(evaluations.get(id), versions.get(id) ?? 0, now));
  }
}
