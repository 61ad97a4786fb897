import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { type ProofClock, type ProofRequest } from '../domain/proof-format.js';
import { calendarVersionsOf } from '../../monitoring/clock.types.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { ClockStore, type ClockRow, type EvaluationRow } from '../../monitoring/application/clock-store.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { statedRequest } from './proof-contents.js';
import { clockOf } from './proof-evaluation.js';
import { officesOf, SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import { buildTimeline, type SlaSubject } from '../../monitoring/application/build-timeline.js';

/** Requests as they may be stated: evaluated up to their latest events, with the verdicts that are stored. */
export interface SettledPage {
  readonly cases: readonly SlaSubject[];
  readonly requests: readonly ProofRequest[];
  readonly config: PublishedSlaConfig;
}

/** Rounds in which requests may go on changing while they are read. */
const MAX_ROUNDS = 5;

/** Reads requests with their stored verdicts, and has evaluated first what waits to be evaluated. */
@Injectable()
export class ProofSettling {
  constructor(
    private readonly db: Database,
    private readonly evaluate: EvaluateSla,
    private readonly store: ClockStore,
    private readonly configs: PublishedSlaConfigs,
    private readonly cases: SlaSubjects,
  ) {}

  /**
   * What has ended is stated as it is stored, what has not as it stands at the instant. Only requests that have events
   * newer than their evaluation are evaluated first. A stored verdict that does not follow from what is on record is left as
   * it is: whoever verifies the proof will say so, and first of all we ourselves.
   */
  async page(ctx: Ctx, ids: readonly string[], asOf: number): Promise<SettledPage> {
    let unsettled: readonly string[] = ids;
    for (let round = 1; ; round++) {
      const again = unsettled;
      const read = await this.db.transaction(ctx, async () => {
        await this.evaluate.run(ctx, again, { onlyStale: true });
        return ok(await this.read(ids, asOf));
      });
      if (!read.ok) throw new Error('reading never fails by itself');
      if (read.value.unsettled.length === 0 || round === MAX_ROUNDS) return read.value;
      unsettled = read.value.unsettled;
    }
  }

  private async read(ids: readonly string[], asOf: number): Promise<SettledPage & { unsettled: string[] }> {
    const evaluations = await this.store.evaluations(ids);
    const stored = await this.store.clocks(ids);
    const cases = await this.cases.of(ids, evaluations, systemClock.now());
    const config = await this.configs.current(officesOf(cases));
    const byId = new Map(cases.map((c) => [c.facts.id, c]));
    const ordered = ids.flatMap((id) => byId.get(id) ?? []);
    const unsettled: string[] = [];
    const requests = ordered.map((request) => {
      const { id, clockVersion } = request.facts;
      if (!isEvaluated(evaluations.get(id), clockVersion)) unsettled.push(id);
      return { ...statedRequest(request, asOf), clocks: verdictsOf(request, config, stored.get(id) ?? [], asOf) };
    });
    return { cases: ordered, requests, config, unsettled };
  }
}

function isEvaluated(evaluation: EvaluationRow | undefined, clockVersion: number): boolean {
  return evaluation?.firstEvaluatedAt != null && evaluation.clockVersion === clockVersion;
}

/** The verdicts to be stated. */
function verdictsOf(
  request: SlaSubject,
  config: PublishedSlaConfig,
  stored: readonly ClockRow[],
  asOf: number,
): ProofClock[] {
  const final = new Map<string, ProofClock>();
  for (const row of stored)
    if (row.stoppedAt !== null && row.stoppedAt.getTime() <= asOf)
      final.set(`${row.metric}/${row.cycle}`, statedClock(row));
  const clocks: ProofClock[] = [];
  try {
    const timeline = buildTimeline(request, config, asOf);
    for (const clock of inspectClocks(timeline.input, asOf)) {
      const fresh = clockOf(clock, timeline.applicableTermsOf(clock.metric, clock.stoppedAt));
      const key = `${clock.metric}/${clock.cycle}`;
      const kept = final.get(key);
      final.delete(key);
      clocks.push(kept ?? fresh);
    }
  } catch (error) {
    // An instant that no calendar knows: there are no verdicts on such a request.
    if (!(error instanceof RangeError)) throw error;
    return [];
  }
  return [...clocks, ...final.values()];
}

function statedClock(row: ClockRow): ProofClock {
  const { metric, cycle, state, targetSeconds, elapsedSeconds, remainingSeconds, pausedSeconds } = row;
  return {
    ...{ metric, cycle, state, targetSeconds, elapsedSeconds, remainingSeconds, pausedSeconds },
    startedAt: row.startedAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    breachedAt: row.breachedAt?.toISOString() ?? null,
    terms: row.termsVersionId,
    calendars: calendarVersionsOf(row),
  };
}
