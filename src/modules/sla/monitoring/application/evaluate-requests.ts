import { Injectable, Logger } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { ServicesApi } from '#modules/services';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { slaBreached } from '../sla.events.js';
import { type EvaluationReport } from '../clock.types.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { AlertSchedule } from './alert-schedule.js';
import { changeOf, removalOf, type ClockChange } from './clock-diff.js';
import {
  ClockStore,
  type ClockRow,
  type FormerClock,
  type EvaluationEntry,
  type EvaluationRow,
  type LedgerEntry,
} from './clock-store.js';
import { officesOf, SlaSubjects } from './sla-subjects.js';
import { buildTimeline, type SlaSubject } from './build-timeline.js';

/** Requests per transaction. */
const BATCH = 500;
/** What was evaluated at an instant is not evaluated again as of an earlier one, unless our clock was set back further than that. */
const LONGEST_STEP_BACK_MS = 86_400_000;

export const NOTHING_EVALUATED: EvaluationReport = { evaluated: 0, written: 0, breached: 0, withdrawn: 0, failed: 0 };

export interface EvaluationOptions {
  /** The instant to evaluate at; defaults to the present. */
  readonly now?: Date;
  /** Leaves alone requests whose stored clocks stand on their latest events. */
  readonly onlyStale?: boolean;
}

interface Outcome {
  readonly request: SlaSubject;
  /** As of when it was evaluated. */
  readonly at: Date;
  readonly againAt: Date | null;
  readonly changes: readonly ClockChange[];
  readonly removed: readonly ClockRow[];
  readonly removals: readonly LedgerEntry[];
  /** Whether there is a clock that was not stored. */
  readonly begins: boolean;
  readonly open: boolean;
  readonly error: string | null;
}

/**
 * Brings the stored clocks of requests to what their events, terms and calendars say now: the rows, the ledger's entries
 * about what changed, and the announcement of breaches, in one transaction. Doing it again changes nothing; an older
 * delivery cannot overwrite a newer state, because what is evaluated is always read afresh under the lock.
 */
@Injectable()
export class EvaluateSla {
  private readonly logger = new Logger('SLA');

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly store: ClockStore,
    private readonly configs: PublishedSlaConfigs,
    private readonly cases: SlaSubjects,
    private readonly services: ServicesApi,
  ) {}

  /** Unknown requests are passed over. */
  async run(ctx: Ctx, requestIds: readonly string[], options: EvaluationOptions = {}): Promise<EvaluationReport> {
    let total = NOTHING_EVALUATED;
    const ids = [...new Set(requestIds)].sort();
    for (let i = 0; i < ids.length; i += BATCH) {
      const batch = ids.slice(i, i + BATCH);
      const result = await this.db.transaction(ctx, () => this.evaluate(ctx, batch, options));
      if (!result.ok) throw new Error('evaluation never fails by itself');
      total = addReports(total, result.value);
    }
    return total;
  }

  private async evaluate(
    ctx: Ctx,
    batch: readonly string[],
    options: EvaluationOptions,
  ): Promise<Result<EvaluationReport, never>> {
    const now = options.now ?? systemClock.now();
    const versions = await this.services.clockVersions(batch);
    const evaluations = await this.store.lockEvaluations([...versions.keys()]);
    const wanted = options.onlyStale
      ? [...versions].filter(([id, version]) => needsEvaluation(evaluations.get(id), version, now)).map(([id]) => id)
      : [...versions.keys()];
    if (wanted.length === 0) return ok(NOTHING_EVALUATED);

    const requests = await this.cases.of(wanted, evaluations, now);
    const config = await this.configs.current(officesOf(requests), { hold: true });
    const stored = await this.store.clocks(wanted);
    const evaluateIt = (request: SlaSubject, former?: ReadonlyMap<string, FormerClock>): Outcome => {
      const before = stored.get(request.facts.id) ?? [];
      return this.evaluateOne(request, config, before, asOf(now, evaluations.get(request.facts.id), before), former);
    };
    let outcomes = requests.map((request) => evaluateIt(request));
    // What begins with a request that is known may have been there before.
    const begun = outcomes.filter((o) => o.begins && evaluations.get(o.request.facts.id)?.firstEvaluatedAt);
    const former = begun.length > 0 ? await this.store.formerClocks(begun.map((o) => o.request.facts.id)) : new Map();
    if (former.size > 0)
      outcomes = outcomes.map((o) =>
        former.has(o.request.facts.id) ? evaluateIt(o.request, former.get(o.request.facts.id)) : o,
      );

    const changes = outcomes.flatMap((o) => o.changes);
    const changed = changes.filter((c) => c.changed);
    await this.store.removeClocks(outcomes.flatMap((o) => o.removed.map((row) => row.id)));
    await this.store.writeClocks(
      changed.map((c) => c.row),
      now,
    );
    await this.services.noteNextDue(
      outcomes
        .filter((o) => o.error === null)
        .map((o) => ({
          requestId: o.request.facts.id,
          dueAt: firstDue(o.changes.map((c) => c.row)),
          before: firstDue(stored.get(o.request.facts.id) ?? []),
        }))
        .filter(({ dueAt, before }) => dueAt?.getTime() !== before?.getTime()),
    );
    await this.store.writeLedger([...outcomes.flatMap((o) => o.removals), ...changed.flatMap((c) => c.entries)]);
    await this.store.writeEvaluations(
      outcomes.filter((o) => hasNews(o, evaluations.get(o.request.facts.id))).map(evaluationOf),
    );
    const breached = outcomes.flatMap((o) =>
      o.changes.filter((c) => c.breached && !isHistory(o.request, evaluations, c)),
    );
    await this.outbox.addMany(
      ctx,
      slaBreached,
      breached.map(({ row }) => breachPayload(row)),
    );
    return ok({
      evaluated: outcomes.length,
      written: changed.length,
      breached: changes.filter((c) => c.breached).length,
      withdrawn: changes.filter((c) => c.withdrawn).length,
      failed: outcomes.filter((o) => o.error !== null).length,
    });
  }

  private evaluateOne(
    request: SlaSubject,
    config: PublishedSlaConfig,
    stored: readonly ClockRow[],
    at: Date,
    former?: ReadonlyMap<string, FormerClock>,
  ): Outcome {
    const { facts } = request;
    let open = facts.completedAt === null && facts.cancelledAt === null;
    try {
      const timeline = buildTimeline(request, config, at.getTime());
      const left = new Map(stored.map((c) => [`${c.metric}/${c.cycle}`, c]));
      const alerts = new AlertSchedule(request, timeline);
      let begins = false;
      const changes = inspectClocks(timeline.input, at.getTime(), alerts.milestones).map((clock) => {
        const key = `${clock.metric}/${clock.cycle}`;
        const before = left.get(key);
        left.delete(key);
        begins ||= !before;
        const applicable = timeline.applicableTermsOf(clock.metric, clock.stoppedAt);
        return alerts.apply(
          changeOf(before, clock, applicable, facts, facts.clockVersion, at, former?.get(key)),
          before,
          clock,
        );
      });
      // A question on a completed request keeps its clock running.
      open ||= changes.some((c) => c.row.stoppedAt === null);
      const removed = [...left.values()];
      const removals = removed.flatMap((row) => removalOf(row, timeline.applicableTerms.at(-1), at));
      const againAt = nextOf(request, open ? timeline.movesAt : null, at);
      return { request, at, againAt, changes, removed, removals, begins, open, error: null };
    } catch (error) {
      // One request that cannot be evaluated must not hold up the others: that an instant lies beyond all calendars is a
      // matter of its data, anything else is ours to mend.
      if (!(error instanceof RangeError))
        this.logger.error({ err: error, requestId: facts.id }, 'a request cannot be evaluated');
      const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      return {
        request,
        at,
        againAt: null,
        changes: [],
        removed: [],
        removals: [],
        begins: false,
        open,
        error: message,
      };
    }
  }
}

/**
 * As of when to evaluate: now, or the latest instant as of which it was evaluated before. A clock that is set back, or that of
 * another node that is behind, makes nothing that was decided not have happened yet.
 */
export function asOf(now: Date, evaluation: EvaluationRow | undefined, stored: readonly ClockRow[]): Date {
  let latest = evaluation?.evaluatedAt?.getTime() ?? 0;
  for (const { breachedAt } of stored) if (breachedAt) latest = Math.max(latest, breachedAt.getTime() + 1);
  return latest > now.getTime() && latest - now.getTime() <= LONGEST_STEP_BACK_MS ? new Date(latest) : now;
}

/** When the first of the clocks that are open is due; null when none is. */
function firstDue(clocks: readonly ClockRow[]): Date | null {
  const due = clocks.flatMap((c) => (c.stoppedAt === null && c.dueAt !== null ? [c.dueAt.getTime()] : []));
  return due.length > 0 ? new Date(Math.min(...due)) : null;
}

/** What is known to happen to it next by itself: an event of a source whose clock is ahead of ours, a move to other terms. */
function nextOf({ events }: SlaSubject, movesAt: number | null, at: Date): Date | null {
  const event = events.find((e) => e.at > at)?.at.getTime();
  const next = Math.min(event ?? Infinity, movesAt ?? Infinity);
  return next === Infinity ? null : new Date(next);
}

/** Whether the stored evaluation says anything that is not so any more; most replays find that nothing has changed. */
function hasNews(
  { request, changes, removed, open, error, againAt }: Outcome,
  stored: EvaluationRow | undefined,
): boolean {
  return (
    !stored?.firstEvaluatedAt ||
    removed.length > 0 ||
    changes.some((c) => c.changed) ||
    stored.clockVersion !== request.facts.clockVersion ||
    stored.pendingVersion !== request.facts.clockVersion ||
    stored.open !== open ||
    stored.error !== error ||
    Object.keys(request.typePaths).some((id) => !stored.typePaths?.[id]) ||
    stored.againAt?.getTime() !== againAt?.getTime()
  );
}

function evaluationOf({ request, at, againAt, open, error }: Outcome): EvaluationEntry {
  return {
    request_id: request.facts.id,
    clock_version: request.facts.clockVersion,
    request_created_at: request.facts.createdAt,
    open,
    tier: request.tier,
    customer_path: request.customerPath,
    type_paths: request.typePaths,
    carried: request.events.some((e) => e.kind === 'MERGED_INTO') ? request.carried : null,
    first_evaluated_at: new Date(request.firstEvaluatedAt),
    evaluated_at: at,
    again_at: againAt,
    error,
  };
}

/** Whether stored clocks are behind the events of their request. */
export function isStale(
  evaluation: Pick<EvaluationRow, 'clockVersion' | 'againAt'> | undefined,
  clockVersion: number,
  now: Date,
): boolean {
  return (
    !evaluation || evaluation.clockVersion < clockVersion || (evaluation.againAt !== null && evaluation.againAt <= now)
  );
}

/** The same, or that evaluation failed: its cause may be fixed since. */
export function needsEvaluation(evaluation: EvaluationRow | undefined, clockVersion: number, now: Date): boolean {
  return evaluation?.error != null || isStale(evaluation, clockVersion, now);
}

export function addReports(a: EvaluationReport, b: EvaluationReport): EvaluationReport {
  return {
    evaluated: a.evaluated + b.evaluated,
    written: a.written + b.written,
    breached: a.breached + b.breached,
    withdrawn: a.withdrawn + b.withdrawn,
    failed: a.failed + b.failed,
  };
}

export function breachPayload(
  clock: Pick<ClockRow, 'id' | 'requestId' | 'customerId' | 'officeId' | 'metric' | 'breachedAt'>,
) {
  const { id: clockId, requestId, customerId, officeId, metric, breachedAt } = clock;
  return { clockId, requestId, customerId, officeId, metric, dueAt: (breachedAt as Date).toISOString() };
}

/**
 * Whether the breach was over before we first heard of the request: history that an import brought. It stands in the
 * ledger and counts in reports, but there was never a moment at which telling somebody would have been news.
 */
function isHistory(
  request: SlaSubject,
  evaluations: ReadonlyMap<string, EvaluationRow>,
  { row }: ClockChange,
): boolean {
  if (evaluations.get(request.facts.id)?.firstEvaluatedAt) return false;
  return row.stoppedAt !== null && row.stoppedAt.getTime() < request.recordedAt;
}
