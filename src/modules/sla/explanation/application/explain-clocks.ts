import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type RequestEvent } from '#modules/services';
import { type ClockDetail, inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { PublishedSlaConfigs } from '../../terms/application/published-sla-configs.js';
import { changeOf } from '../../monitoring/application/clock-diff.js';
import { ClockStore } from '../../monitoring/application/clock-store.js';
import { ExplainedClock, type ClockAdjustment } from './explained-clock.js';
import { ExplanationSources, type NamedCalendar } from './explanation-sources.js';
import { officesOf, SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import {
  buildTimeline,
  type SlaSubject,
  type SlaTimeline,
  type ApplicableTerms,
} from '../../monitoring/application/build-timeline.js';
import { LedgerQueries, type LedgerRow } from '../../monitoring/application/ledger.queries.js';

/** What the clocks of a request stood on during a segment of its life. */
export interface ExplainedTerms {
  readonly applicable: ApplicableTerms;
  readonly calendars: readonly NamedCalendar[];
}

/** Why the clocks of a request stand as they stand. */
export interface RequestExplanation {
  readonly requestId: string;
  /** As of when. */
  readonly at: Date;
  /** In order; the last is in force. */
  readonly applicableTerms: readonly ExplainedTerms[];
  /** By metric and cycle. */
  readonly clocks: readonly ExplainedClock[];
}

const VALUES = ['priority', 'contactTypeId', 'jobId', 'branchId', 'officeId'] as const;

/** Explains the clocks of one request: the same walk that decides about them, told step by step. */
@Injectable()
export class ExplainClocks {
  constructor(
    private readonly store: ClockStore,
    private readonly configs: PublishedSlaConfigs,
    private readonly cases: SlaSubjects,
    private readonly queries: LedgerQueries,
    private readonly sources: ExplanationSources,
  ) {}

  /** Undefined when there is no such request, or an instant of its that no calendar knows. */
  async of(requestId: string, now: Date = systemClock.now()): Promise<RequestExplanation | undefined> {
    const evaluations = await this.store.evaluations([requestId]);
    const [request] = await this.cases.of([requestId], evaluations, now);
    if (!request) return undefined;
    const config = await this.configs.current(officesOf([request]));
    const [stored, ledger, moves] = await Promise.all([
      this.store.clocks([requestId]),
      this.queries.ledgerOf(requestId),
      this.sources.movesOf(request.facts),
    ]);
    const at = now.getTime();
    let timeline: SlaTimeline;
    let details: ClockDetail[];
    try {
      timeline = buildTimeline(request, config, at);
      details = inspectClocks(timeline.input, at);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
    const { applicableTerms } = timeline;
    const calendars = await this.sources.calendarsOf(applicableTerms, request.facts.createdAt.getTime(), at);
    const before = stored.get(requestId) ?? [];
    return {
      requestId,
      at: now,
      applicableTerms: applicableTerms.map((applicable) => ({
        applicable,
        calendars: calendars.get(applicable) ?? [],
      })),
      clocks: details.map((detail) => {
        const applicable = timeline.applicableTermsOf(detail.metric, detail.stoppedAt);
        const known = before.find((c) => c.metric === detail.metric && c.cycle === detail.cycle);
        const { row } = changeOf(known, detail, applicable, request.facts, request.facts.clockVersion, now);
        return new ExplainedClock({
          ...{ detail, applicable, moves, at, clock: row },
          calendars: calendars.get(applicable) ?? [],
          adjustments: turnsOf(request, detail, calendars, ledger),
        });
      }),
    };
  }
}

/** What moved a clock on its way: every change of what it stood on, and what the ledger says that came of it. */
function turnsOf(
  request: SlaSubject,
  clock: ClockDetail,
  applicableTerms: ReadonlyMap<ApplicableTerms, readonly NamedCalendar[]>,
  ledger: readonly LedgerRow[],
): ClockAdjustment[] {
  const replays = ledger.filter((e) => e.kind === 'REPLAYED' && e.metric === clock.metric && e.cycle === clock.cycle);
  const told = new Set<LedgerRow>();
  const adjustments = [...applicableTerms].flatMap(([applicable, calendars]): ClockAdjustment[] => {
    const { from, cause } = applicable;
    if (cause === 'CREATED' || from < clock.startedAt || (clock.stoppedAt !== null && from > clock.stoppedAt))
      return [];
    const replay = replays.find((e) => e.at.getTime() === from && !told.has(e));
    if (replay) told.add(replay);
    const changed = cause === 'REQUEST_CHANGED' ? changedAt(request.events, from) : [];
    return [{ at: new Date(from), cause, changed, applicable, calendars, effect: effectOf(replay) }];
  });
  for (const replay of replays)
    if (!told.has(replay))
      adjustments.push({
        at: replay.recordedAt,
        cause: causeOf(replay),
        ...{ changed: [], applicable: null, calendars: [], effect: effectOf(replay) },
      });
  return adjustments.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What a replay that no change of terms or calendars accounts for came from. */
function causeOf({ details }: LedgerRow): ClockAdjustment['cause'] {
  const { before, after } = details as Partial<Record<'before' | 'after', { readonly marks?: string } | null>>;
  if (after === null) return 'TARGET_REMOVED';
  // Only a merge makes a clock start at another time.
  const start = (side: { readonly marks?: string } | null | undefined): string | undefined =>
    side?.marks?.split(' ')[0];
  return start(before) === start(after) ? 'RECALCULATED' : 'DUPLICATE_MERGED';
}

function changedAt(events: readonly RequestEvent[], at: number): ClockAdjustment['changed'] {
  const set = events.filter((e) => e.at.getTime() === at && e.kind !== 'CREATED');
  return VALUES.filter((value) => set.some((e) => e[value] !== undefined));
}

function effectOf(replay: LedgerRow | undefined): ClockAdjustment['effect'] {
  if (!replay) return undefined;
  const { before, after } = replay.details as Record<'before' | 'after', { dueAt: string | null } | null | undefined>;
  const date = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);
  return { before: date(before?.dueAt), after: date(after?.dueAt) };
}
