import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { ServicesApi } from '#modules/services';
import { inspectClocks } from '../domain/evaluate-clocks.js';
import { slaBreached } from '../sla.events.js';
import { type JudgeReport } from '../sla.types.js';
import { Catalogues, type Catalogue } from './catalogue.js';
import { changeOf, removalOf, type ClockChange } from './clock-diff.js';
import { ClockStore, type ClockRow, type JudgementRow, type LedgerEntry } from './clock-store.js';
import { RequestCases } from './request-cases.js';
import { timetableOf, type RequestCase } from './request-case.js';

/** Requests per transaction. */
const BATCH = 500;

export const NOTHING_JUDGED: JudgeReport = { judged: 0, written: 0, breached: 0, withdrawn: 0, failed: 0 };

export interface JudgeOptions {
  /** The instant to judge at; the present unless told. */
  readonly now?: Date;
  /** Leaves alone requests whose stored clocks stand on their latest events. */
  readonly onlyStale?: boolean;
}

interface Outcome {
  readonly changes: readonly ClockChange[];
  readonly removed: readonly ClockRow[];
  readonly removals: readonly LedgerEntry[];
  readonly open: boolean;
  readonly error: string | null;
}

/**
 * Brings the stored clocks of requests to what their events, terms and calendars say now: the rows, the ledger's entries
 * about what changed, and the announcement of breaches, in one transaction. Doing it again changes nothing; an older
 * delivery cannot overwrite a newer state, because what is judged is always read afresh under the lock.
 */
@Injectable()
export class JudgeRequests {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly store: ClockStore,
    private readonly catalogues: Catalogues,
    private readonly cases: RequestCases,
    private readonly services: ServicesApi,
  ) {}

  /** Unknown requests are passed over. */
  async run(ctx: Ctx, requestIds: readonly string[], options: JudgeOptions = {}): Promise<JudgeReport> {
    let total = NOTHING_JUDGED;
    const ids = [...new Set(requestIds)].sort();
    for (let i = 0; i < ids.length; i += BATCH) {
      const batch = ids.slice(i, i + BATCH);
      const result = await this.db.transaction(ctx, () => this.judge(ctx, batch, options));
      if (!result.ok) throw new Error('judging never fails by itself');
      total = addReports(total, result.value);
    }
    return total;
  }

  private async judge(ctx: Ctx, batch: readonly string[], options: JudgeOptions): Promise<Result<JudgeReport, never>> {
    const now = options.now ?? systemClock.now();
    const versions = await this.services.clockVersions(batch);
    const judgements = await this.store.lockJudgements([...versions.keys()]);
    const wanted = options.onlyStale
      ? [...versions].filter(([id, version]) => isStale(judgements.get(id), version, now)).map(([id]) => id)
      : [...versions.keys()];
    if (wanted.length === 0) return ok(NOTHING_JUDGED);

    const requests = await this.cases.of(wanted, judgements, now);
    const catalogue = await this.catalogues.current(officesOf(requests));
    const stored = await this.store.clocks(wanted);
    const outcomes = requests.map((request) => ({
      request,
      ...judgeOne(request, catalogue, stored.get(request.facts.id) ?? [], now),
    }));

    const changes = outcomes.flatMap((o) => o.changes);
    const changed = changes.filter((c) => c.changed);
    await this.store.removeClocks(outcomes.flatMap((o) => o.removed.map((row) => row.id)));
    await this.store.writeClocks(
      changed.map((c) => c.row),
      now,
    );
    await this.store.writeLedger([...outcomes.flatMap((o) => o.removals), ...changed.flatMap((c) => c.entries)]);
    await this.store.writeJudgements(
      outcomes.map(({ request, open, error }) => ({
        request_id: request.facts.id,
        clock_version: request.facts.clockVersion,
        request_created_at: request.facts.createdAt,
        open,
        tier: request.tier,
        customer_path: request.customerPath,
        first_judged_at: new Date(request.firstJudgedAt),
        judged_at: now,
        again_at: firstAfter(request, now),
        error,
      })),
    );
    const breached = outcomes.flatMap((o) =>
      o.changes.filter((c) => c.breached && !isHistory(o.request, judgements, c)),
    );
    await this.outbox.addMany(
      ctx,
      slaBreached,
      breached.map(({ row }) => breachPayload(row)),
    );
    return ok({
      judged: outcomes.length,
      written: changed.length,
      breached: changes.filter((c) => c.breached).length,
      withdrawn: changes.filter((c) => c.withdrawn).length,
      failed: outcomes.filter((o) => o.error !== null).length,
    });
  }
}

/** Whether stored clocks are behind the events of their request. */
export function isStale(
  judgement: Pick<JudgementRow, 'clockVersion' | 'againAt'> | undefined,
  clockVersion: number,
  now: Date,
): boolean {
  return (
    !judgement || judgement.clockVersion < clockVersion || (judgement.againAt !== null && judgement.againAt <= now)
  );
}

/** The first thing that is told to happen after an instant: sources' clocks may be ahead of ours. */
function firstAfter({ events }: RequestCase, now: Date): Date | null {
  return events.find((e) => e.at > now)?.at ?? null;
}

export function addReports(a: JudgeReport, b: JudgeReport): JudgeReport {
  return {
    judged: a.judged + b.judged,
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

export function officesOf(requests: readonly RequestCase[]): Set<string> {
  const offices = new Set<string>();
  for (const { facts, events } of requests) {
    offices.add(facts.officeId);
    for (const { officeId } of events) if (officeId) offices.add(officeId);
  }
  return offices;
}

function judgeOne(request: RequestCase, catalogue: Catalogue, stored: readonly ClockRow[], now: Date): Outcome {
  const { facts } = request;
  const open = facts.completedAt === null && facts.cancelledAt === null;
  try {
    const timetable = timetableOf(request, catalogue, now.getTime());
    const left = new Map(stored.map((c) => [`${c.metric}/${c.cycle}`, c]));
    const changes = inspectClocks(timetable.input, now.getTime()).map((clock) => {
      const key = `${clock.metric}/${clock.cycle}`;
      const before = left.get(key);
      left.delete(key);
      return changeOf(
        before,
        clock,
        timetable.standingOf(clock.metric, clock.stoppedAt),
        facts,
        facts.clockVersion,
        now,
      );
    });
    const removed = [...left.values()];
    const removals = removed.flatMap((row) => removalOf(row, timetable.standings.at(-1), now));
    return { changes, removed, removals, open, error: null };
  } catch (error) {
    // One request that cannot be judged (an instant no calendar knows) must not hold up the others.
    if (!(error instanceof RangeError)) throw error;
    return { changes: [], removed: [], removals: [], open, error: error.message.slice(0, 500) };
  }
}

/**
 * Whether the breach was over before we first heard of the request: history that an import brought. It stands in the
 * ledger and counts in reports, but there was never a moment at which telling somebody would have been news.
 */
function isHistory(request: RequestCase, judgements: ReadonlyMap<string, JudgementRow>, { row }: ClockChange): boolean {
  if (judgements.get(request.facts.id)?.firstJudgedAt) return false;
  return row.stoppedAt !== null && row.stoppedAt.getTime() < request.recordedAt;
}
