import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { PeriodFinder } from '../domain/credits-period.js';
import { Catalogues, type Catalogue } from './catalogue.js';
import { officesOf } from './judge-requests.js';
import { type RequestCase } from './request-case.js';
import { WhatIfHistory, type HistoryPage, type StoredClock } from './what-if-history.js';
import { createdScopeOf, hypothetical } from './what-if-question.js';
import { clocksUnder, paired, type ClockPair } from './what-if-replay.js';
import { WhatIfScopes } from './what-if-scopes.js';
import { WhatIfStore, type ChangeRow, type Cursor, type OpenWhatIf } from './what-if-store.js';
import { Tally, type ClockSide, type Counted } from './what-if-tally.js';

/** Requests per page: some tenths of a second of arithmetic, between which the process does its other work. */
const PAGE = 2_000;

/** What is published now, and what would have been. */
interface Worlds {
  readonly asIs: Catalogue;
  readonly whatIf: Catalogue;
}

/**
 * Replays history for those who asked what would have been. Writes nothing but the answer: no clock, no ledger, no
 * breach that anybody is told of. While one page is worked out the database gathers the next.
 */
@Injectable()
export class RunWhatIfs {
  constructor(
    private readonly store: WhatIfStore,
    private readonly history: WhatIfHistory,
    private readonly scopes: WhatIfScopes,
    private readonly catalogues: Catalogues,
  ) {}

  /** Works off all questions, the oldest first; tells how many requests were replayed. */
  async run(ctx: Ctx, { page = PAGE, now }: { page?: number; now?: Date } = {}): Promise<{ replayed: number }> {
    for (let replayed = 0; ;) {
      const run = await this.store.take(ctx, now ?? systemClock.now());
      if (!run) return { replayed };
      try {
        replayed += await this.answer(ctx, run, page, now);
      } catch (error) {
        await this.store.note(ctx, run.id, error as Error).catch(() => undefined);
        throw error;
      }
    }
  }

  private async answer(ctx: Ctx, run: OpenWhatIf, limit: number, now: Date | undefined): Promise<number> {
    const { question, askedAt } = run;
    const scope = createdScopeOf(question, await this.scopes.customersOf(question));
    const read = (after: Cursor | null): Promise<HistoryPage> => {
      const reading = this.history.page(scope, after, limit, askedAt);
      // It may come to nobody any more.
      reading.catch(() => undefined);
      return reading;
    };
    const asIs = await this.catalogues.current();
    let worlds: Worlds = { asIs, whatIf: hypothetical(asIs, question) };
    const replay = new Replay(run);
    let cursor = run.cursor;
    for (let reading = read(cursor); ;) {
      const page = await reading;
      if (!page.cursor) break;
      reading = read(page.cursor);
      const offices = officesOf(page.cases);
      if (![...offices].every((id) => worlds.asIs.hasOffice(id))) {
        const latest = await this.catalogues.current(offices);
        worlds = { asIs: latest, whatIf: hypothetical(latest, question) };
      }
      await this.history.learnZones(
        replay.zones,
        page.cases.map((c) => c.facts.customerId),
      );
      const changes = replay.add(page, worlds);
      const { done, replayed, tally } = replay;
      if (!(await this.store.keep(ctx, run, cursor, { cursor: page.cursor, done, replayed, tally, changes })))
        return replay.replayed - run.replayed;
      cursor = page.cursor;
    }
    const credits = replay.sums.credits((id) => worlds.whatIf.byId(id) ?? worlds.asIs.byId(id));
    await this.store.finish(ctx, run, cursor, replay.sums.results(credits), credits, now ?? systemClock.now());
    return replay.replayed - run.replayed;
  }
}

/** One answer as it grows. */
class Replay {
  readonly zones = new Map<string, string>();
  readonly sums: Tally;
  done: number;
  replayed: number;
  private changes: number;
  private readonly months = new PeriodFinder();

  constructor(private readonly run: OpenWhatIf) {
    const { changes = 0, ...state } = run.tally ?? {};
    this.changes = changes;
    this.sums = new Tally('figures' in state ? state : undefined);
    this.done = run.done;
    this.replayed = run.replayed;
  }

  get tally() {
    return { ...this.sums.state, changes: this.changes };
  }

  /** Counts a page; gives what differs in it. */
  add(page: HistoryPage, worlds: Worlds): ChangeRow[] {
    const { tier } = this.run.question.scope;
    const rows: ChangeRow[] = [];
    for (const request of page.cases) {
      this.done++;
      if (tier !== null && request.tier !== tier) continue;
      const pairs = this.pairsOf(request, page, worlds);
      if (!pairs) continue;
      this.replayed++;
      const of = this.countedOf(request);
      for (const { before, after } of pairs) {
        this.sums.add(of, before, after);
        if (before && after && before.state === after.state && before.dueAt === after.dueAt) continue;
        rows.push(this.changeOf(request, before, after));
      }
    }
    return rows;
  }

  /** Undefined for a request that cannot be judged (an instant no calendar knows), which has no verdicts at all. */
  private pairsOf(request: RequestCase, page: HistoryPage, { asIs, whatIf }: Worlds): ClockPair[] | undefined {
    const at = this.run.askedAt.getTime();
    try {
      const stored = page.clocks.get(request.facts.id) ?? [];
      const judged = page.judgements.get(request.facts.id);
      const settled =
        judged?.firstJudgedAt != null &&
        judged.clockVersion === request.facts.clockVersion &&
        stored.every((c) => c.stoppedAt !== null && c.stoppedAt.getTime() <= at);
      // What is still open, or not judged yet, is as it is shown everywhere: worked out from its events.
      const before = settled ? stored.map((c) => sideOf(c, asIs)) : clocksUnder(request, asIs, at);
      return paired(before, clocksUnder(request, whatIf, at));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return undefined;
    }
  }

  private countedOf({ facts }: RequestCase): Counted {
    const { customerId, priority, createdAt } = facts;
    const month = this.months.startAt('MONTH', this.run.question.timeZone, createdAt.getTime());
    return { customerId, priority, month, zone: this.zones.get(customerId) ?? 'UTC' };
  }

  private changeOf({ facts }: RequestCase, before: ClockSide | undefined, after: ClockSide | undefined): ChangeRow {
    const { metric, cycle } = (before ?? after) as ClockSide;
    return {
      run_id: this.run.id,
      no: ++this.changes,
      request_id: facts.id,
      request_number: facts.number,
      customer_id: facts.customerId,
      priority: facts.priority,
      metric,
      cycle,
      state_before: before?.state ?? null,
      state_after: after?.state ?? null,
      due_before: dateOf(before?.dueAt),
      due_after: dateOf(after?.dueAt),
      late_before: before?.lateSeconds ?? null,
      late_after: after?.lateSeconds ?? null,
      verdict_differs: before?.state !== after?.state,
    };
  }
}

function sideOf(clock: StoredClock, catalogue: Catalogue): ClockSide {
  return {
    metric: clock.metric,
    cycle: clock.cycle,
    state: clock.state,
    dueAt: clock.dueAt?.getTime() ?? null,
    breachedAt: clock.breachedAt?.getTime() ?? null,
    lateSeconds: Math.max(0, -clock.remainingSeconds),
    terms: clock.termsVersionId === null ? undefined : catalogue.byId(clock.termsVersionId),
  };
}

const dateOf = (ms: number | null | undefined): Date | null => (ms == null ? null : new Date(ms));
