import { Injectable } from '@nestjs/common';
import { officesOf } from '../../monitoring/application/sla-subjects.js';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { PeriodFinder } from '../../credits/domain/credits-period.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { type SlaSubject } from '../../monitoring/application/build-timeline.js';
import { WhatIfHistory, type HistoryPage, type StoredClock } from './what-if-history.js';
import { createdScopeOf, hypothetical } from './simulation-spec.js';
import { clocksUnder, paired } from './what-if-replay.js';
import { WhatIfScopes } from './what-if-scopes.js';
import { WhatIfStore, type ChangeRow, type Checkpoint, type Cursor, type OpenWhatIf } from './what-if-store.js';
import { Tally, type ClockPair, type ClockSide, type Counted } from './tally-what-if.js';

/** Requests per page: some tenths of a second of arithmetic, between which the process does its other work. */
const PAGE = 2_000;
/** Requests between two checkpoints: what a worker that dies costs. */
const CHECKPOINT = 20_000;

export interface RunOptions {
  readonly page?: number;
  readonly checkpoint?: number;
  readonly now?: Date;
}

/** What is published now, and what would have been. */
interface Worlds {
  readonly asIs: PublishedSlaConfig;
  readonly whatIf: PublishedSlaConfig;
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
    private readonly configs: PublishedSlaConfigs,
  ) {}

  /** Works off all questions, the oldest first; tells how many requests were replayed. */
  async run(ctx: Ctx, options: RunOptions = {}): Promise<{ replayed: number }> {
    for (let replayed = 0; ;) {
      const run = await this.store.take(ctx, options.now ?? systemClock.now());
      if (!run) return { replayed };
      try {
        replayed += await this.answer(ctx, run, options);
      } catch (error) {
        await this.store.note(ctx, run.id, error as Error).catch(() => undefined);
        throw error;
      }
    }
  }

  private async answer(
    ctx: Ctx,
    run: OpenWhatIf,
    { page: limit = PAGE, checkpoint = CHECKPOINT, now }: RunOptions,
  ): Promise<number> {
    const { simulation, askedAt } = run;
    const scope = createdScopeOf(simulation, await this.scopes.customersOf(simulation));
    const read = (after: Cursor | null): Promise<HistoryPage> => {
      const reading = this.history.page(scope, after, limit, askedAt);
      // It may come to nobody any more.
      reading.catch(() => undefined);
      return reading;
    };
    const asIs = await this.configs.current();
    let worlds: Worlds = { asIs, whatIf: hypothetical(asIs, simulation) };
    const replay = new Replay(run);
    let kept = run.cursor;
    let reached = kept;
    for (let reading = read(kept); ;) {
      const page = await reading;
      if (!page.cursor) break;
      reading = read(page.cursor);
      worlds = await this.complete(worlds, page, run);
      await this.history.learnZones(
        replay.zones,
        page.cases.map((c) => c.facts.customerId),
      );
      replay.add(page, worlds);
      reached = page.cursor;
      const due = replay.tally.done - replay.keptAt >= checkpoint;
      const goesOn = due
        ? await this.store.keep(ctx, run, kept, replay.checkpoint(reached))
        : await this.store.progress(ctx, run, kept, replay.tally);
      if (!goesOn) return replay.tally.replayed;
      if (due) kept = reached;
    }
    if (reached && reached !== kept && !(await this.store.keep(ctx, run, kept, replay.checkpoint(reached))))
      return replay.tally.replayed;
    const credits = replay.sums.credits((id) => worlds.whatIf.byId(id) ?? worlds.asIs.byId(id));
    const figures = replay.sums.results(credits);
    await this.store.finish(ctx, run, reached, figures, credits, now ?? systemClock.now());
    return replay.tally.replayed;
  }

  /** The worlds with the offices of a page, one of which may be younger than they are. */
  private async complete(worlds: Worlds, page: HistoryPage, { simulation }: OpenWhatIf): Promise<Worlds> {
    const offices = officesOf(page.cases);
    if ([...offices].every((id) => worlds.asIs.hasOffice(id))) return worlds;
    const latest = await this.configs.current(offices);
    return { asIs: latest, whatIf: hypothetical(latest, simulation) };
  }
}

/** One answer as it grows. */
class Replay {
  readonly zones = new Map<string, string>();
  readonly sums: Tally;
  readonly tally: { done: number; replayed: number };
  /** Requests done at the last checkpoint. */
  keptAt: number;
  private changes: number;
  private pending: ChangeRow[] = [];
  private readonly months = new PeriodFinder();

  constructor(private readonly run: OpenWhatIf) {
    const { done = 0, replayed = 0, changes = 0 } = run.tally ?? {};
    this.tally = { done, replayed };
    this.keptAt = done;
    this.changes = changes;
    this.sums = new Tally(run.tally ?? undefined);
  }

  /** All since the last one, to be kept. */
  checkpoint(cursor: Cursor): Checkpoint {
    const changes = this.pending;
    this.pending = [];
    this.keptAt = this.tally.done;
    return { cursor, changes, tally: { ...this.sums.state, ...this.tally, changes: this.changes } };
  }

  /** Counts a page and remembers what differs in it. */
  add(page: HistoryPage, worlds: Worlds): void {
    const { tier } = this.run.simulation.scope;
    for (const request of page.cases) {
      this.tally.done++;
      if (tier !== null && request.tier !== tier) continue;
      const pairs = this.pairsOf(request, page, worlds);
      if (!pairs) continue;
      this.tally.replayed++;
      this.sums.add(this.countedOf(request), pairs);
      for (const { before, after } of pairs)
        if (differs(before, after)) this.pending.push(this.changeOf(request, before, after));
    }
  }

  /** Undefined for a request that cannot be evaluated (an instant no calendar knows), which has no verdicts at all. */
  private pairsOf(request: SlaSubject, page: HistoryPage, { asIs, whatIf }: Worlds): ClockPair[] | undefined {
    const at = this.run.askedAt.getTime();
    try {
      const stored = page.clocks.get(request.facts.id) ?? [];
      const evaluated = page.evaluations.get(request.facts.id);
      const settled =
        evaluated?.firstEvaluatedAt != null &&
        evaluated.clockVersion === request.facts.clockVersion &&
        stored.every((c) => c.stoppedAt !== null && c.stoppedAt.getTime() <= at);
      // What is still open, or not evaluated yet, is as it is shown everywhere: worked out from its events.
      const before = settled ? stored.map((c) => sideOf(c, asIs)) : clocksUnder(request, asIs, at);
      return paired(before, clocksUnder(request, whatIf, at));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return undefined;
    }
  }

  private countedOf({ facts }: SlaSubject): Counted {
    const { customerId, priority, createdAt } = facts;
    const month = this.months.startAt('MONTH', this.run.simulation.timeZone, createdAt.getTime());
    return { customerId, priority, month, zone: this.zones.get(customerId) ?? 'UTC' };
  }

  private changeOf({ facts }: SlaSubject, before: ClockSide | undefined, after: ClockSide | undefined): ChangeRow {
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

/** Another verdict, or late by more or less. Due times that move and are kept all the same are only counted. */
function differs(before: ClockSide | undefined, after: ClockSide | undefined): boolean {
  if (before?.state !== after?.state) return true;
  return (before?.breachedAt ?? null) !== (after?.breachedAt ?? null);
}

function sideOf(clock: StoredClock, config: PublishedSlaConfig): ClockSide {
  return {
    metric: clock.metric,
    cycle: clock.cycle,
    state: clock.state,
    dueAt: clock.dueAt?.getTime() ?? null,
    breachedAt: clock.breachedAt?.getTime() ?? null,
    lateSeconds: Math.max(0, -clock.remainingSeconds),
    terms: clock.termsVersionId === null ? undefined : config.byId(clock.termsVersionId),
    priority: clock.priority,
  };
}

const dateOf = (ms: number | null | undefined): Date | null => (ms == null ? null : new Date(ms));
