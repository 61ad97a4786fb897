import { CALENDAR_MAX_MS, CALENDAR_MIN_MS, isCalendarInstant } from './calendar-spec.js';
import type { Intervals } from './intervals.js';

/**
 * Open time, answered from whole open intervals `[open, close)`; never by stepping through time. All instants are
 * epoch milliseconds within `CALENDAR_MIN_MS` and `CALENDAR_MAX_MS` (a RangeError otherwise), all spans milliseconds.
 * Open time is elapsed time: an interval across the spring gap is an hour shorter, one across the autumn fold longer.
 */
export interface Calendar {
  isOpen(at: number): boolean;
  /** Open milliseconds from `from` to `to`; negative when `to` is earlier. */
  openMs(from: number, to: number): number;
  /**
   * The earliest instant by which `ms` of open time have passed since `from`; time used up exactly at closing is
   * reached at closing. Zero gives the next opening (`from` itself when open). Negative counts back, to the latest
   * instant from which that much open time leads up to `from`. Undefined when the calendar does not open for ten
   * years before the time is used up, or the answer lies outside the range of calendars or beyond the reach of this one.
   */
  addOpenMs(from: number, ms: number): number | undefined;
  /**
   * Why `addOpenMs` gives nothing for these: the calendar is closed for ten years on end first (NEVER_OPENS), the answer
   * lies outside the years for which calendars answer (OUT_OF_RANGE) or beyond the reach of this one (TOO_FAR).
   * Undefined when it gives an instant.
   */
  whyUnreached(from: number, ms: number): Unreached | undefined;
  /** `at` itself when open; undefined when the calendar does not open within ten years. */
  nextOpening(at: number): number | undefined;
  /** The end of the present stretch, or of the next when closed; undefined when there is none, or not in ten years. */
  nextClosing(at: number): number | undefined;
  /** The open parts of `[from, to)`, ascending, touching ones joined: `[open, close, open, close, …]`. */
  openIntervals(from: number, to: number): number[];
  /**
   * An odometer of open time: how far it stands at an instant. Only differences of readings of the same calendar
   * mean anything. For loops that ask much; `openMs` and `addOpenMs` are made of it.
   */
  reading(at: number): number;
  /** The earliest instant at which the odometer shows a reading that is ahead of its reading at `after`. */
  whenReads(reading: number, after: number): number | undefined;
}

export type Unreached = 'NEVER_OPENS' | 'OUT_OF_RANGE' | 'TOO_FAR';

/** About a hundred days: short enough to be built for one question, long enough that a year needs four. */
const CHUNK_MS = 2 ** 33;
const FIRST_CHUNK = Math.floor(CALENDAR_MIN_MS / CHUNK_MS);
const LAST_CHUNK = Math.floor((CALENDAR_MAX_MS - 1) / CHUNK_MS);
/** The least ten calendar years can last. Gaps up to it need no look at the calendar. */
const SHORT_OF_TEN_YEARS_MS = 3_651 * 86_400_000;

interface Chunk {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** The odometer at each start. */
  readonly readings: Float64Array;
  readonly firstReading: number;
  readonly lastReading: number;
}

/** A calendar that lays out its open intervals chunk by chunk, when first asked for, and remembers them. */
export class ChunkedCalendar implements Calendar {
  /** Without gaps, so that the odometer runs through. */
  private chunks: Chunk[] = [];
  private first = 0;

  /** Chunks that are laid out in search of an instant. */
  private readonly walked: number;

  /** `layOut` gives the open intervals within `[from, to)`; `reach` is how far an instant is looked for, in ms. */
  constructor(
    private readonly layOut: (from: number, to: number) => Intervals,
    reach = Infinity,
  ) {
    this.walked = Math.ceil(reach / CHUNK_MS);
  }

  reading(at: number): number {
    const chunk = this.chunk(chunkOf(at));
    const i = lastAtOrBefore(chunk.starts, at);
    if (i < 0) return chunk.firstReading;
    return chunk.readings[i]! + Math.min(at, chunk.ends[i]!) - chunk.starts[i]!;
  }

  isOpen(at: number): boolean {
    const chunk = this.chunk(chunkOf(at));
    const i = lastAtOrBefore(chunk.starts, at);
    return i >= 0 && at < chunk.ends[i]!;
  }

  openMs(from: number, to: number): number {
    return this.reading(to) - this.reading(from);
  }

  addOpenMs(from: number, ms: number): number | undefined {
    if (ms > 0) return this.whenReads(this.reading(from) + ms, from);
    return ms < 0 ? instantOnly(this.seekBack(this.reading(from) + ms, from)) : this.nextOpening(from);
  }

  whyUnreached(from: number, ms: number): Unreached | undefined {
    const reading = this.reading(from) + ms;
    const found =
      ms > 0 ? this.seekAhead(reading, from) : ms < 0 ? this.seekBack(reading, from) : this.seekOpening(from);
    return typeof found === 'number' ? undefined : found;
  }

  whenReads(reading: number, after: number): number | undefined {
    return instantOnly(this.seekAhead(reading, after));
  }

  nextOpening(at: number): number | undefined {
    return instantOnly(this.seekOpening(at));
  }

  private seekAhead(reading: number, after: number): number | Unreached {
    let closedSince = after;
    const first = chunkOf(after);
    for (let index = first; index <= Math.min(LAST_CHUNK, first + this.walked); index++) {
      const chunk = this.chunk(index);
      if (tooLong(closedSince, chunk.starts[0] ?? index * CHUNK_MS)) return 'NEVER_OPENS';
      if (chunk.lastReading >= reading) {
        const i = lastBefore(chunk.readings, reading);
        const reached = chunk.starts[i]! + (reading - chunk.readings[i]!);
        return isCalendarInstant(reached) ? reached : 'OUT_OF_RANGE';
      }
      if (chunk.ends.length > 0) closedSince = Math.max(after, chunk.ends[chunk.ends.length - 1]!);
    }
    return first + this.walked < LAST_CHUNK ? 'TOO_FAR' : 'OUT_OF_RANGE';
  }

  private seekOpening(at: number): number | Unreached {
    const here = this.chunk(chunkOf(at));
    const i = lastAtOrBefore(here.starts, at);
    if (i >= 0 && at < here.ends[i]!) return at;
    if (i + 1 < here.starts.length) return here.starts[i + 1]!;
    for (let index = chunkOf(at) + 1; index <= LAST_CHUNK; index++) {
      if (tooLong(at, index * CHUNK_MS)) return 'NEVER_OPENS';
      const opening = this.chunk(index).starts[0];
      if (opening !== undefined) return tooLong(at, opening) ? 'NEVER_OPENS' : opening;
    }
    return 'OUT_OF_RANGE';
  }

  nextClosing(at: number): number | undefined {
    const opening = this.nextOpening(at);
    if (opening === undefined) return undefined;
    let index = chunkOf(opening);
    const chunk = this.chunk(index);
    let end = chunk.ends[lastAtOrBefore(chunk.starts, opening)]!;
    // An interval that fills its chunk to the end may go on in the next.
    while (end === (index + 1) * CHUNK_MS) {
      index++;
      if (index > LAST_CHUNK || tooLong(opening, end)) return undefined;
      const next = this.chunk(index);
      if (next.starts[0] !== end) break;
      end = next.ends[0]!;
    }
    return tooLong(opening, end) || !isCalendarInstant(end) ? undefined : end;
  }

  openIntervals(from: number, to: number): number[] {
    if (!(from < to)) return [];
    const out: number[] = [];
    for (let index = chunkOf(from); index <= chunkOf(to - 1); index++) {
      const { starts, ends } = this.chunk(index);
      for (let i = Math.max(0, lastAtOrBefore(starts, from)); i < starts.length && starts[i]! < to; i++) {
        const start = Math.max(from, starts[i]!);
        const end = Math.min(to, ends[i]!);
        if (start >= end) continue;
        if (out[out.length - 1] === start) out[out.length - 1] = end;
        else out.push(start, end);
      }
    }
    return out;
  }

  /** The latest instant at which the odometer shows a reading that is behind its reading at `before`. */
  private seekBack(reading: number, before: number): number | Unreached {
    let closedUntil = before;
    const first = chunkOf(before);
    for (let index = first; index >= Math.max(FIRST_CHUNK, first - this.walked); index--) {
      const chunk = this.chunk(index);
      if (tooLong(chunk.ends[chunk.ends.length - 1] ?? (index + 1) * CHUNK_MS, closedUntil)) return 'NEVER_OPENS';
      // Without open time in the chunk both readings are the same and nothing lies between.
      if (chunk.firstReading <= reading && reading < chunk.lastReading) {
        const i = lastAtOrBefore(chunk.readings, reading);
        return chunk.starts[i]! + (reading - chunk.readings[i]!);
      }
      if (chunk.starts.length > 0) closedUntil = Math.min(before, chunk.starts[0]!);
    }
    return first - this.walked > FIRST_CHUNK ? 'TOO_FAR' : 'OUT_OF_RANGE';
  }

  private chunk(index: number): Chunk {
    const known = this.chunks[index - this.first];
    if (known !== undefined) return known;
    if (this.chunks.length === 0) {
      this.first = index;
      this.chunks.push(this.build(index, 0));
    }
    while (index >= this.first + this.chunks.length) {
      const last = this.chunks[this.chunks.length - 1]!;
      this.chunks.push(this.build(this.first + this.chunks.length, last.lastReading));
    }
    const earlier: Chunk[] = [];
    for (let i = this.first - 1; i >= index; i--) {
      const next = earlier[earlier.length - 1] ?? this.chunks[0]!;
      earlier.push(this.build(i, undefined, next.firstReading));
    }
    if (earlier.length > 0) {
      this.chunks = [...earlier.reverse(), ...this.chunks];
      this.first = index;
    }
    return this.chunks[index - this.first]!;
  }

  /** One of the two readings is known, that of the neighbour. */
  private build(index: number, firstReading?: number, lastReading = 0): Chunk {
    const from = index * CHUNK_MS;
    const open = this.layOut(Math.max(from, CALENDAR_MIN_MS), Math.min(from + CHUNK_MS, CALENDAR_MAX_MS));
    const count = open.length / 2;
    const starts = new Float64Array(count);
    const ends = new Float64Array(count);
    const readings = new Float64Array(count);
    let total = 0;
    for (let i = 0; i < count; i++) {
      starts[i] = open[2 * i]!;
      ends[i] = open[2 * i + 1]!;
      total += ends[i]! - starts[i]!;
    }
    let reading = firstReading ?? lastReading - total;
    const first = reading;
    for (let i = 0; i < count; i++) {
      readings[i] = reading;
      reading += ends[i]! - starts[i]!;
    }
    return { starts, ends, readings, firstReading: first, lastReading: reading };
  }
}

/** Open at every instant; its odometer is the time itself. */
export class AlwaysOpen implements Calendar {
  reading(at: number): number {
    requireInstant(at);
    return at;
  }

  isOpen(at: number): boolean {
    requireInstant(at);
    return true;
  }

  openMs(from: number, to: number): number {
    return this.reading(to) - this.reading(from);
  }

  addOpenMs(from: number, ms: number): number | undefined {
    return this.whenReads(this.reading(from) + ms);
  }

  whyUnreached(from: number, ms: number): Unreached | undefined {
    return this.addOpenMs(from, ms) === undefined ? 'OUT_OF_RANGE' : undefined;
  }

  whenReads(reading: number): number | undefined {
    return isCalendarInstant(reading) ? reading : undefined;
  }

  nextOpening(at: number): number {
    return this.reading(at);
  }

  nextClosing(at: number): undefined {
    requireInstant(at);
  }

  openIntervals(from: number, to: number): number[] {
    if (!(from < to)) return [];
    requireInstant(from);
    requireInstant(to - 1);
    return [from, to];
  }
}

const instantOnly = (found: number | Unreached): number | undefined => (typeof found === 'number' ? found : undefined);

function chunkOf(at: number): number {
  requireInstant(at);
  return Math.floor(at / CHUNK_MS);
}

function requireInstant(at: number): void {
  if (!isCalendarInstant(at)) throw new RangeError(`calendars answer for the years 1900 to 2499, not for ${at}`);
}

/** Whether more than ten years lie between the instants. */
function tooLong(from: number, to: number): boolean {
  if (to - from <= SHORT_OF_TEN_YEARS_MS) return false;
  const limit = new Date(from);
  return to > limit.setUTCFullYear(limit.getUTCFullYear() + 10);
}

/** Index of the last element at or before `value`, -1 when there is none. */
function lastAtOrBefore(sorted: Float64Array, value: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (sorted[mid]! <= value) lo = mid + 1;
    else hi = mid;
  }
  return lo - 1;
}

/** Index of the last element before `value`. */
function lastBefore(sorted: Float64Array, value: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (sorted[mid]! < value) lo = mid + 1;
    else hi = mid;
  }
  return lo - 1;
}
