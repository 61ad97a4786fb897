import { type SlaMetric, type SlaClockStatus } from './clock-types.js';
import { decodeMarks, encodeMarks, statesAfter, type Mark, type MarkKind } from './clock-marks.js';

/** An entry of the ledger, as far as it tells what became of a clock. Instants are epoch milliseconds. */
export interface FoldedEntry {
  readonly clockId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly kind: string;
  readonly at: number;
  readonly breach: number | null;
  readonly state: SlaClockStatus;
  readonly dueAt: number | null;
  readonly details: object;
  readonly termsVersionId: string | null;
  readonly calendarVersionIds: readonly string[];
}

/** A clock as its entries leave it. */
export interface FoldedClock {
  readonly clockId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly state: SlaClockStatus;
  readonly startedAt: number;
  readonly dueAt: number | null;
  readonly stoppedAt: number | null;
  readonly breachedAt: number | null;
  /** How many breaches were recorded, withdrawn ones included. */
  readonly breaches: number;
  readonly targetSeconds: number;
  /** Open seconds it ran and stood still; known once it has ended. */
  readonly elapsedSeconds: number | null;
  readonly pausedSeconds: number | null;
  readonly marks: string;
  readonly termsVersionId: string | null;
  readonly calendarVersionIds: readonly string[];
  /** The customer with its groups upward, and its tier, by which its terms were chosen. */
  readonly customerPath: readonly string[];
  readonly tier: string | null;
}

interface Grounds {
  readonly customerPath: readonly string[];
  readonly tier: string | null;
}

/** What REPLAYED says beside its columns. `after` is null when the clock is there no more. */
interface ReplayDetails extends Grounds {
  readonly after: {
    readonly state: SlaClockStatus;
    readonly breachedAt: string | null;
    readonly targetSeconds: number;
    readonly marks: string;
    readonly elapsedSeconds?: number;
    readonly pausedSeconds?: number;
  } | null;
}

const MARKS: Readonly<Partial<Record<string, MarkKind>>> = {
  STARTED: 'S',
  PAUSED: 'P',
  RESUMED: 'R',
  BREACHED: 'B',
  STOPPED: 'E',
};

/**
 * The clocks of one request as its ledger alone tells them, from its entries in the order in which they were recorded:
 * the same states, times and figures that are stored. Clocks that went away are not in the answer. What only tells
 * somebody (warnings, escalations) moves nothing.
 */
export function foldLedger(entries: readonly FoldedEntry[]): FoldedClock[] {
  const clocks = new Map<string, FoldedClock>();
  const breachesBefore = new Map<string, number>();
  for (const entry of entries) {
    const { clockId } = entry;
    const before = clocks.get(clockId);
    const next = follow(before, entry, breachesBefore.get(clockId) ?? 0);
    if (next) clocks.set(clockId, next);
    else {
      // Should it come back, its breaches are counted on.
      if (before) breachesBefore.set(clockId, before.breaches);
      clocks.delete(clockId);
    }
  }
  return [...clocks.values()];
}

function follow(clock: FoldedClock | undefined, entry: FoldedEntry, breaches: number): FoldedClock | undefined {
  const { kind } = entry;
  if (kind === 'REPLAYED') return replayed(clock, entry);
  // A withdrawn breach is gone from the marks of the replay that is written beside it.
  if (kind === 'WITHDRAWN') return clock;
  const mark = MARKS[kind];
  if (mark === undefined) return clock;
  const known = clock ?? begun(entry, breaches);
  const cancelled = kind === 'STOPPED' && entry.state === 'CANCELLED';
  const counted = entry.details as { no?: number; elapsedSeconds?: number; pausedSeconds?: number };
  const marks = decodeMarks(known.marks);
  // Of a replay's own entries the marks are known already; the breach that the sweep finds is always the latest.
  if ((counted.no ?? marks.length) >= marks.length) marks.push({ kind: cancelled ? 'C' : mark, at: entry.at });
  return {
    ...known,
    ...lifeOf(marks),
    dueAt: entry.dueAt,
    breaches: entry.breach ?? known.breaches,
    ...(kind === 'STOPPED' && counted.elapsedSeconds !== undefined
      ? { elapsedSeconds: counted.elapsedSeconds, pausedSeconds: counted.pausedSeconds ?? null }
      : {}),
    ...(kind === 'RESUMED' && { elapsedSeconds: null, pausedSeconds: null }),
    termsVersionId: entry.termsVersionId,
    calendarVersionIds: entry.calendarVersionIds,
  };
}

function begun({ clockId, metric, cycle, at, details }: FoldedEntry, breaches: number): FoldedClock {
  const { targetSeconds, customerPath, tier } = details as { targetSeconds: number } & Grounds;
  return {
    clockId,
    metric,
    cycle,
    state: 'RUNNING',
    startedAt: at,
    dueAt: null,
    stoppedAt: null,
    breachedAt: null,
    breaches,
    targetSeconds,
    elapsedSeconds: null,
    pausedSeconds: null,
    marks: '',
    termsVersionId: null,
    calendarVersionIds: [],
    customerPath,
    tier,
  };
}

function replayed(clock: FoldedClock | undefined, entry: FoldedEntry): FoldedClock | undefined {
  const { after } = entry.details as ReplayDetails;
  if (after === null || !clock) return undefined;
  return {
    ...clock,
    ...lifeOf(decodeMarks(after.marks)),
    // A breach that was recorded by the same evaluation has an entry of its own, which follows.
    dueAt: entry.dueAt,
    targetSeconds: after.targetSeconds,
    elapsedSeconds: after.elapsedSeconds ?? null,
    pausedSeconds: after.pausedSeconds ?? null,
    termsVersionId: entry.termsVersionId,
    calendarVersionIds: entry.calendarVersionIds,
  };
}

function lifeOf(
  marks: readonly Mark[],
): Pick<FoldedClock, 'state' | 'startedAt' | 'stoppedAt' | 'breachedAt' | 'marks'> {
  const breach = marks.find((m) => m.kind === 'B');
  const ended = marks.findLast((m) => m.kind === 'E' || m.kind === 'C' || m.kind === 'R' || m.kind === 'P');
  return {
    state: statesAfter(marks)[marks.length - 1] ?? 'RUNNING',
    startedAt: marks[0]?.at ?? 0,
    stoppedAt: ended && (ended.kind === 'E' || ended.kind === 'C') ? ended.at : null,
    breachedAt: breach?.at ?? null,
    marks: encodeMarks(marks),
  };
}
