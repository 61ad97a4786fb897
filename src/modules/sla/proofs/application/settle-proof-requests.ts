import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { type ProofClock, type ProofRequest } from '../domain/proof-format.js';
import { calendarVersionsOf } from '../../monitoring/clock.types.js';
import { Catalogues, type Catalogue } from '../../terms/application/catalogue.js';
import { ClockStore, type ClockRow, type JudgementRow } from '../../monitoring/application/clock-store.js';
import { JudgeRequests, officesOf } from '../../monitoring/application/evaluate-requests.js';
import { statedRequest } from './proof-contents.js';
import { clockOf } from './proof-judging.js';
import { RequestCases } from '../../monitoring/application/load-request-histories.js';
import { timetableOf, type RequestCase } from '../../monitoring/application/request-history.js';

/** Requests as they may be stated: judged up to their latest events, with the verdicts that are stored. */
export interface SettledPage {
  readonly cases: readonly RequestCase[];
  readonly requests: readonly ProofRequest[];
  readonly catalogue: Catalogue;
}

/** Rounds in which requests may go on changing while they are read. */
const MAX_ROUNDS = 5;

/** Reads requests with their stored verdicts, and has judged first what waits to be judged. */
@Injectable()
export class ProofSettling {
  constructor(
    private readonly db: Database,
    private readonly judge: JudgeRequests,
    private readonly store: ClockStore,
    private readonly catalogues: Catalogues,
    private readonly cases: RequestCases,
  ) {}

  /**
   * What has ended is stated as it is stored, what has not as it stands at the instant. Only requests that have events
   * newer than their judgement are judged first. A stored verdict that does not follow from what is on record is left as
   * it is: whoever verifies the proof will say so, and first of all we ourselves.
   */
  async page(ctx: Ctx, ids: readonly string[], asOf: number): Promise<SettledPage> {
    let unsettled: readonly string[] = ids;
    for (let round = 1; ; round++) {
      const again = unsettled;
      const read = await this.db.transaction(ctx, async () => {
        await this.judge.run(ctx, again, { onlyStale: true });
        return ok(await this.read(ids, asOf));
      });
      if (!read.ok) throw new Error('reading never fails by itself');
      if (read.value.unsettled.length === 0 || round === MAX_ROUNDS) return read.value;
      unsettled = read.value.unsettled;
    }
  }

  private async read(ids: readonly string[], asOf: number): Promise<SettledPage & { unsettled: string[] }> {
    const judgements = await this.store.judgements(ids);
    const stored = await this.store.clocks(ids);
    const cases = await this.cases.of(ids, judgements, systemClock.now());
    const catalogue = await this.catalogues.current(officesOf(cases));
    const byId = new Map(cases.map((c) => [c.facts.id, c]));
    const ordered = ids.flatMap((id) => byId.get(id) ?? []);
    const unsettled: string[] = [];
    const requests = ordered.map((request) => {
      const { id, clockVersion } = request.facts;
      if (!isJudged(judgements.get(id), clockVersion)) unsettled.push(id);
      return { ...statedRequest(request, asOf), clocks: verdictsOf(request, catalogue, stored.get(id) ?? [], asOf) };
    });
    return { cases: ordered, requests, catalogue, unsettled };
  }
}

function isJudged(judgement: JudgementRow | undefined, clockVersion: number): boolean {
  return judgement?.firstJudgedAt != null && judgement.clockVersion === clockVersion;
}

/** The verdicts to be stated. */
function verdictsOf(
  request: RequestCase,
  catalogue: Catalogue,
  stored: readonly ClockRow[],
  asOf: number,
): ProofClock[] {
  const final = new Map<string, ProofClock>();
  for (const row of stored)
    if (row.stoppedAt !== null && row.stoppedAt.getTime() <= asOf)
      final.set(`${row.metric}/${row.cycle}`, statedClock(row));
  const clocks: ProofClock[] = [];
  try {
    const timetable = timetableOf(request, catalogue, asOf);
    for (const clock of inspectClocks(timetable.input, asOf)) {
      const fresh = clockOf(clock, timetable.standingOf(clock.metric, clock.stoppedAt));
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
