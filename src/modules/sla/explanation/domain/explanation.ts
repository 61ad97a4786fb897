import { type Calendar } from '#kernel/calendar';
import { type ClockDetail } from '../../engine/domain/evaluate-clocks.js';
import { type ClockSegment } from '../../engine/domain/clock-walk.js';
import { CLOSED_CAUSES, type ClosedCause, type Exception } from './explanation-exceptions.js';

export const SEGMENT_KINDS = ['OPEN', 'CLOSED', 'PAUSED', 'COMPLETED'] as const;
export type TimeSegmentKind = (typeof SEGMENT_KINDS)[number];

/** A part of a clock's life and what it counted. Instants are epoch milliseconds, seconds open seconds. */
export interface TimeSegment {
  readonly kind: TimeSegmentKind;
  /** With CLOSED: why. */
  readonly cause: ClosedCause | null;
  readonly from: number;
  readonly to: number;
  /** Segments that this one sums up: with OPEN the open ones, whatever closed hours lie between them. */
  readonly count: number;
  /** With OPEN: closed hours between its open segments. */
  readonly closings: number;
  /** With OPEN: when it first opens and last closes. */
  readonly firstOpening: number | null;
  readonly lastClosing: number | null;
  /** What it adds to the clock. */
  readonly countedSeconds: number;
  /** Open seconds in which the clock stood still. */
  readonly stoppedSeconds: number;
  /** The clock after it. */
  readonly elapsedSeconds: number;
  readonly remainingSeconds: number;
  /** Whether it lies after the due time. */
  readonly overdue: boolean;
  /** With CLOSED: which of several calendars says so, from 0; null when none says anything of its own. */
  readonly source: number | null;
  /** Names of what closes it, each under several keys, the best first. */
  readonly nameKeys: readonly (readonly string[])[];
}

/** All segments of one kind together. Seconds of elapsed time, open or not, by default. */
export interface TimeSegmentTotal {
  readonly kind: TimeSegmentKind;
  readonly cause: ClosedCause | null;
  readonly count: number;
  readonly seconds: number;
  readonly countedSeconds: number;
  readonly stoppedSeconds: number;
}

/** A segment before it is summed up: one open interval, one closed one, one pause. */
interface Piece {
  readonly kind: TimeSegmentKind;
  readonly cause: ClosedCause | null;
  readonly from: number;
  readonly to: number;
  readonly openMs: number;
  readonly source: number | null;
  readonly nameKeys: readonly string[];
}

export interface ClockLife {
  /** `merged`: hours that come and go by themselves are summed up between what is out of the ordinary. */
  segments(merged: boolean): TimeSegment[];
  readonly totals: readonly TimeSegmentTotal[];
}

/**
 * Tells the life of a clock: when it was open and counted, when closed and why, when it stood still. What the segments
 * count adds up to the clock's own figures to the second, because both come from the same walk.
 */
export function lifeOf(clock: ClockDetail, calendar: Calendar, exceptions: readonly Exception[]): ClockLife {
  const pieces = [...piecesOf(clock, calendar, exceptions)];
  return {
    segments: (merged) => summedUp(clock, pieces, merged),
    totals: totalsOf(pieces),
  };
}

function* piecesOf(clock: ClockDetail, calendar: Calendar, exceptions: readonly Exception[]): Generator<Piece> {
  const closed = new ClosedPieces(exceptions);
  for (const segment of clock.segments) {
    if (segment.kind !== 'RUNNING') {
      const { kind, from, to, openMs } = segment;
      yield { kind, cause: null, from, to, openMs, source: null, nameKeys: [] };
      continue;
    }
    yield* running(segment, calendar, closed, clock.dueAt);
  }
}

function* running(
  { from, to }: ClockSegment,
  calendar: Calendar,
  closed: ClosedPieces,
  dueAt: number | null,
): Generator<Piece> {
  const open = calendar.openIntervals(from, to);
  let at = from;
  for (let i = 0; i < open.length; i += 2) {
    const [opens, closes] = [open[i] as number, open[i + 1] as number];
    if (at < opens) yield* closed.within(at, opens);
    // What comes after the due time is another matter.
    const cut = dueAt !== null && dueAt > opens && dueAt < closes ? [opens, dueAt, closes] : [opens, closes];
    for (let part = 1; part < cut.length; part++) yield openPiece(cut[part - 1] as number, cut[part] as number);
    at = closes;
  }
  if (at < to) yield* closed.within(at, to);
}

function openPiece(from: number, to: number): Piece {
  return { kind: 'OPEN', cause: null, from, to, openMs: to - from, source: null, nameKeys: [] };
}

/** Cuts closed time by what closes it. Asked in order of time, so that it looks at each statement once. */
class ClosedPieces {
  private next = 0;

  constructor(private readonly exceptions: readonly Exception[]) {}

  *within(from: number, to: number): Generator<Piece> {
    while (this.next < this.exceptions.length && this.exceptions[this.next]!.to <= from) this.next++;
    let at = from;
    for (let i = this.next; i < this.exceptions.length && this.exceptions[i]!.from < to; i++) {
      const { from: begins, to: ends, cause, source, nameKeys } = this.exceptions[i]!;
      if (begins > at) yield outsideHours(at, begins);
      const start = Math.max(at, begins);
      at = Math.min(ends, to);
      yield { kind: 'CLOSED', cause, from: start, to: at, openMs: 0, source, nameKeys };
    }
    if (at < to) yield outsideHours(at, to);
  }
}

function outsideHours(from: number, to: number): Piece {
  return { kind: 'CLOSED', cause: 'OUTSIDE_HOURS', from, to, openMs: 0, source: null, nameKeys: [] };
}

/** Whether it is the ordinary coming and going of hours; a date with hours of its own is closed before and after them. */
function ordinary({ kind, cause }: Piece): boolean {
  return kind === 'OPEN' || (kind === 'CLOSED' && (cause === 'OUTSIDE_HOURS' || cause === 'BREAK'));
}

function summedUp({ targetSeconds, dueAt }: ClockDetail, pieces: readonly Piece[], merged: boolean): TimeSegment[] {
  const out: TimeSegment[] = [];
  let [ranMs, stoodMs] = [0, 0];
  let group: Piece[] = [];
  const flush = (): void => {
    const [first] = group;
    if (!first) return;
    const [elapsedBefore, stoodBefore] = [wholeSeconds(ranMs), wholeSeconds(stoodMs)];
    for (const piece of group) {
      if (piece.kind === 'OPEN') ranMs += piece.openMs;
      else stoodMs += piece.openMs;
    }
    const elapsedSeconds = wholeSeconds(ranMs);
    const figures = { elapsedSeconds, remainingSeconds: targetSeconds - elapsedSeconds };
    const counted = {
      countedSeconds: elapsedSeconds - elapsedBefore,
      stoppedSeconds: wholeSeconds(stoodMs) - stoodBefore,
    };
    const overdue = dueAt !== null && first.from >= dueAt;
    out.push({ ...shapeOf(group), ...counted, ...figures, overdue });
    group = [];
  };
  for (const piece of pieces) {
    const before = group[group.length - 1];
    if (before && !(merged && joins(before, piece, dueAt))) flush();
    group.push(piece);
  }
  flush();
  return out;
}

function joins(a: Piece, b: Piece, dueAt: number | null): boolean {
  if (dueAt !== null && a.from < dueAt && b.from >= dueAt) return false;
  if (ordinary(a) && ordinary(b)) return true;
  return a.kind === 'CLOSED' && b.kind === 'CLOSED' && a.cause === b.cause && a.source === b.source;
}

function shapeOf(group: readonly Piece[]) {
  const [first, last] = [group[0] as Piece, group[group.length - 1] as Piece];
  const open = group.filter((p) => p.kind === 'OPEN');
  const kind = open.length > 0 ? 'OPEN' : first.kind;
  const keys = new Map(group.filter((p) => p.nameKeys.length > 0).map((p) => [p.nameKeys.join(), p.nameKeys]));
  return {
    kind,
    cause: kind !== 'CLOSED' ? null : group.some((p) => p.cause !== 'BREAK') ? causeOf(group) : 'BREAK',
    from: first.from,
    to: last.to,
    count: kind === 'OPEN' ? open.length : group.length,
    closings: kind === 'OPEN' ? group.length - open.length : 0,
    firstOpening: open[0]?.from ?? null,
    lastClosing: open[open.length - 1]?.to ?? null,
    source: kind === 'CLOSED' ? first.source : null,
    nameKeys: [...keys.values()],
  } satisfies Partial<TimeSegment>;
}

/** A break beside closed hours is one of them. */
function causeOf(group: readonly Piece[]): ClosedCause {
  return group.find((p) => p.cause !== 'BREAK')?.cause ?? 'OUTSIDE_HOURS';
}

function totalsOf(pieces: readonly Piece[]): TimeSegmentTotal[] {
  const sums = new Map<
    string,
    { kind: TimeSegmentKind; cause: ClosedCause | null; n: number; ms: number; openMs: number }
  >();
  for (const { kind, cause, from, to, openMs } of pieces) {
    const key = `${kind} ${cause}`;
    const sum = sums.get(key) ?? { kind, cause, n: 0, ms: 0, openMs: 0 };
    sums.set(key, { ...sum, n: sum.n + 1, ms: sum.ms + to - from, openMs: sum.openMs + openMs });
  }
  const rank = ({ kind, cause }: { kind: TimeSegmentKind; cause: ClosedCause | null }): number =>
    SEGMENT_KINDS.indexOf(kind) * 10 + (cause === null ? 0 : CLOSED_CAUSES.indexOf(cause));
  return [...sums.values()]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ kind, cause, n, ms, openMs }) => ({
      kind,
      cause,
      count: n,
      seconds: wholeSeconds(ms),
      countedSeconds: kind === 'OPEN' ? wholeSeconds(openMs) : 0,
      stoppedSeconds: kind === 'OPEN' ? 0 : wholeSeconds(openMs),
    }));
}

const wholeSeconds = (ms: number): number => Math.floor(ms / 1000);
