import { SLA_METRICS, type ClockInput, type ClockState, type ClockTerms, type RequestEvent } from './clock-types.js';
import { walkClock, type ClockSegment } from './clock-walk.js';
import { RequestTimeline, pauses, type ClockTrack } from './request-timeline.js';

/**
 * The one function that decides about SLA: terms, calendar, the request's events and an instant (epoch ms) give the
 * state of every clock, ended ones included, by metric and then by cycle. It reads no system clock and no server zone.
 *
 * - Events after the instant are not seen. Events out of time order are put into it.
 * - Stopping at the due instant is in time, a moment later is late.
 * - Changed terms replay every open clock from its start. What had stopped by then keeps the verdict of the terms it
 *   was stopped under; a reopened COMPLETION is open again and follows the present ones.
 * - A clock that is cancelled after its due instant is MISSED, so that cancelling erases no breach; CANCELLED where the
 *   request that it was merged into carries it on.
 * - A clock whose metric has no target is not listed. One that was overdue when terms took its target away ended there,
 *   MISSED.
 *
 * Throws a RangeError for instants outside the range of calendars; `validateEvents` finds them beforehand.
 */
export function evaluateClocks(input: ClockInput, at: number): ClockState[] {
  return clockStates(timelineAt(input, at), at);
}

/** The same for many instants in one pass over the events; results in the order of `instants`, which may be any. */
export function evaluateClocksAt(input: ClockInput, instants: readonly number[]): ClockState[][] {
  return eachInstant(input, instants, clockStates);
}

/** A clock with all that watching and explaining it needs. */
export interface ClockDetail extends ClockState {
  /** When the state changes if nothing happens: the due instant of a running clock, after which it is breached. */
  readonly nextChangeAt: number | null;
  /** Its life so far, in order: the proof of its figures. */
  readonly segments: readonly ClockSegment[];
  readonly milestones: readonly Milestone[];
}

export interface Milestone {
  readonly afterSeconds: number;
  /** When the clock has run, or will have run if nothing happens, that long; null when unknown or stopped before. */
  readonly reachedAt: number | null;
}

/**
 * The states with what a monitor stores. `milestones` names for each clock the open seconds after its start that
 * matter: warnings at shares of the target or before due, escalation steps after it. A milestone moves with pauses as
 * the due instant does.
 */
export function inspectClocks(
  input: ClockInput,
  at: number,
  milestones: (clock: ClockState) => readonly number[] = () => [],
): ClockDetail[] {
  const timeline = timelineAt(input, at);
  return statesWithTracks(timeline, at).map(({ state, track, terms }) => {
    const segments: ClockSegment[] = [];
    walkClock(track, terms, timeline.standstills, at, 0, false, segments);
    const runs = state.stoppedAt === null && !(timeline.paused && pauses(terms, track.metric));
    return {
      ...state,
      nextChangeAt: state.state === 'RUNNING' ? state.dueAt : null,
      segments,
      milestones: milestones(state).map((afterSeconds) => ({
        afterSeconds,
        reachedAt: walkClock(track, terms, timeline.standstills, at, afterSeconds * 1000, runs).reachedAt,
      })),
    };
  });
}

function timelineAt(input: ClockInput, at: number): RequestTimeline {
  const timeline = new RequestTimeline(input.terms);
  for (const event of inOrder(input.events)) {
    if (event.at > at) break;
    timeline.apply(event);
  }
  return timeline;
}

function eachInstant<T>(
  input: ClockInput,
  instants: readonly number[],
  look: (timeline: RequestTimeline, at: number) => T,
): T[] {
  const results: T[] = [];
  const timeline = new RequestTimeline(input.terms);
  const events = inOrder(input.events);
  let seen = 0;
  for (const [place, at] of [...instants.entries()].sort((a, b) => a[1] - b[1])) {
    while (seen < events.length && events[seen]!.at <= at) timeline.apply(events[seen++]!);
    results[place] = look(timeline, at);
  }
  return results;
}

function inOrder(events: readonly RequestEvent[]): readonly RequestEvent[] {
  for (let i = 1; i < events.length; i++) {
    // Sorting is stable: events at the same instant keep their order.
    if (events[i]!.at < events[i - 1]!.at) return [...events].sort((a, b) => a.at - b.at);
  }
  return events;
}

function clockStates(timeline: RequestTimeline, at: number): ClockState[] {
  return statesWithTracks(timeline, at).map((clock) => clock.state);
}

interface TrackState {
  readonly track: ClockTrack;
  readonly terms: ClockTerms;
  readonly state: ClockState;
}

function statesWithTracks(timeline: RequestTimeline, at: number): TrackState[] {
  const out: TrackState[] = [];
  for (const metric of SLA_METRICS) {
    for (const track of timeline.tracks[metric]) {
      const terms = track.settledUnder ?? timeline.terms;
      const targetSeconds = terms.targets[metric];
      if (targetSeconds !== undefined)
        out.push({ track, terms, state: clockState(timeline, track, terms, targetSeconds, at) });
      else if (track.targetLost) out.push(...missedBefore(timeline, track, track.targetLost, at));
    }
  }
  return out;
}

/** The clock as it ended when it lost its target, if it was overdue by then: new terms erase no breach. */
function missedBefore(
  timeline: RequestTimeline,
  track: ClockTrack,
  lost: NonNullable<ClockTrack['targetLost']>,
  at: number,
): TrackState[] {
  const targetSeconds = lost.terms.targets[track.metric];
  if (targetSeconds === undefined) return [];
  const ended: ClockTrack = { ...track, stoppedAt: lost.at, cancelled: false };
  const state = clockState(timeline, ended, lost.terms, targetSeconds, at);
  return state.state === 'MISSED' ? [{ track: ended, terms: lost.terms, state }] : [];
}

function clockState(
  timeline: RequestTimeline,
  track: ClockTrack,
  terms: ClockTerms,
  targetSeconds: number,
  at: number,
): ClockState {
  const open = track.stoppedAt === null;
  const paused = open && timeline.paused && pauses(terms, track.metric);
  const walk = walkClock(track, terms, timeline.standstills, at, targetSeconds * 1000, !paused);
  const end = track.stoppedAt ?? at;
  const late = walk.reachedAt !== null && end > walk.reachedAt;
  const cancelled = track.cancelled && (track.carried || !late);
  const elapsedSeconds = Math.floor(walk.elapsedMs / 1000);
  return {
    metric: track.metric,
    cycle: track.cycle,
    state: cancelled
      ? 'CANCELLED'
      : open
        ? late
          ? 'BREACHED'
          : paused
            ? 'PAUSED'
            : 'RUNNING'
        : late
          ? 'MISSED'
          : 'MET',
    dueAt: cancelled ? null : walk.reachedAt,
    startedAt: track.startedAt,
    stoppedAt: track.stoppedAt,
    breachedAt: late ? walk.reachedAt : null,
    targetSeconds,
    elapsedSeconds,
    remainingSeconds: targetSeconds - elapsedSeconds,
    pausedSeconds: Math.floor(walk.pausedMs / 1000),
  };
}
