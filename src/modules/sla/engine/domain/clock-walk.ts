import type { ClockTerms } from './clock-types.js';
import { pauses, type ClockTrack, type Standstill } from './request-timeline.js';

/** A stretch of a clock's life. `openMs` is its open time, in milliseconds; zero outside the calendar's hours. */
export interface ClockSegment {
  readonly kind: 'RUNNING' | 'PAUSED' | 'COMPLETED';
  readonly from: number;
  readonly to: number;
  readonly openMs: number;
}

export interface ClockWalk {
  /** Open milliseconds, running and paused. */
  elapsedMs: number;
  pausedMs: number;
  /**
   * The earliest instant by which the clock has run for the goal. Null when that did not happen by the end of the
   * walk and cannot be foretold: the clock stands still, or the calendar does not open for ten years.
   */
  reachedAt: number | null;
}

/**
 * Walks a clock through its standstills from its start to its end or to the instant, on the odometer of the calendar.
 * A goal used up exactly where a standstill begins was reached there: a later pause does not move it. With `foretell`
 * the clock is taken to run on after the end. `segments`, when given, receives the stretches.
 */
export function walkClock(
  track: ClockTrack,
  terms: ClockTerms,
  standstills: readonly Standstill[],
  at: number,
  goalMs: number,
  foretell: boolean,
  segments?: ClockSegment[],
): ClockWalk {
  const { calendar } = terms;
  const pausing = pauses(terms, track.metric);
  const end = track.stoppedAt ?? at;
  const walk: ClockWalk = { elapsedMs: 0, pausedMs: 0, reachedAt: null };
  let position = track.startedAt;
  let reading = calendar.reading(position);

  const run = (to: number): void => {
    const next = calendar.reading(to);
    const left = goalMs - walk.elapsedMs;
    if (walk.reachedAt === null && left <= next - reading) walk.reachedAt = reach(left);
    walk.elapsedMs += next - reading;
    segments?.push({ kind: 'RUNNING', from: position, to, openMs: next - reading });
    position = to;
    reading = next;
  };
  /** Nothing left to run counts as reached at the start of the stretch, not at the next opening. */
  const reach = (left: number): number | null =>
    left > 0 ? (calendar.whenReads(reading + left, position) ?? null) : position;

  for (let i = firstEndingAfter(standstills, position); i < standstills.length; i++) {
    const standstill = standstills[i]!;
    if (standstill.from >= end) break;
    if (standstill.kind === 'PAUSED' && !pausing) continue;
    // A question that the customer asks on a completed request waits for its answer all the same.
    if (standstill.kind === 'COMPLETED' && track.metric !== 'COMPLETION') continue;
    if (standstill.from > position) run(standstill.from);
    const to = Math.min(standstill.to, end);
    const next = calendar.reading(to);
    if (standstill.kind === 'PAUSED') walk.pausedMs += next - reading;
    segments?.push({ kind: standstill.kind, from: position, to, openMs: next - reading });
    position = to;
    reading = next;
  }
  if (position < end) run(end);
  if (foretell && walk.reachedAt === null) walk.reachedAt = reach(goalMs - walk.elapsedMs);
  return walk;
}

/** A search, because a long life has many cycles and many standstills, and each cycle sees few of them. */
function firstEndingAfter(standstills: readonly Standstill[], at: number): number {
  let lo = 0;
  let hi = standstills.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (standstills[mid]!.to <= at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
