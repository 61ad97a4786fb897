import { CALENDAR_MAX_MS, CALENDAR_MIN_MS } from './calendar-spec.js';
import { DAY_MS } from './wall-time.js';
import { runtimeZoneRules, type ZoneRules } from './zone-rules.js';

const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Whether the name is an IANA zone known here; bare offsets such as `+02:00` are not. */
export function isZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The offset changes of one zone by some rules, found once and kept: asking the zone database costs some 20 µs a time, a thousand
 * times more than the arithmetic between two changes.
 */
export class ZoneOffsets {
  private readonly changes: { readonly at: number; readonly before: number; readonly after: number }[] = [];
  private knownFrom: number;
  private knownTo: number;
  /** In force before the first known change. */
  private firstOffset: number;

  private constructor(
    private readonly zone: string,
    private readonly rules: ZoneRules,
    start: number,
  ) {
    this.knownFrom = start;
    this.knownTo = start;
    this.firstOffset = this.offsetAt(start);
  }

  private static readonly known = new WeakMap<ZoneRules, Map<string, ZoneOffsets>>();

  static of(zone: string, near: number, rules: ZoneRules = runtimeZoneRules): ZoneOffsets {
    let ofRules = ZoneOffsets.known.get(rules);
    if (!ofRules) ZoneOffsets.known.set(rules, (ofRules = new Map()));
    const key = zone.toLowerCase();
    let found = ofRules.get(key);
    if (!found) ofRules.set(key, (found = new ZoneOffsets(zone, rules, near)));
    return found;
  }

  /**
   * A converter from wall-clock to instants, right for wall-clock readings that fall between the two instants.
   * A reading that does not exist is taken by the offset before the gap, one that exists twice is the first of the
   * two (RFC 5545 3.3.5; Temporal's `compatible`). Readings are milliseconds since 1970-01-01T00:00 on the wall.
   */
  converter(from: number, to: number): (wall: number) => number {
    // No zone is a day away from UTC, so two days cover every reading and every change that can touch it.
    const lo = from - 2 * DAY_MS;
    const hi = to + 2 * DAY_MS;
    this.learn(lo, hi);
    let first = this.firstOffset;
    const inside: { switchAt: number; after: number }[] = [];
    for (const change of this.changes) {
      if (change.at <= lo) first = change.after;
      // One rule for both kinds: in a gap and in a fold the offset before holds up to the later of the two readings.
      else if (change.at <= hi)
        inside.push({ switchAt: change.at + Math.max(change.before, change.after), after: change.after });
    }
    if (inside.length === 0) return (wall) => wall - first;
    return (wall) => {
      let offset = first;
      for (const change of inside) {
        if (wall < change.switchAt) break;
        offset = change.after;
      }
      return wall - offset;
    };
  }

  private learn(lo: number, hi: number): void {
    if (hi > this.knownTo) {
      let cursor = this.knownTo;
      while (cursor < hi) {
        const next = this.rules.nextChange(this.zone, cursor);
        if (next === undefined || next > CALENDAR_MAX_MS + 9 * DAY_MS) {
          cursor = Number.POSITIVE_INFINITY;
        } else {
          this.changes.push({ at: next, before: this.offsetAt(next - 1), after: this.offsetAt(next) });
          cursor = next;
        }
      }
      this.knownTo = cursor;
    }
    if (lo < this.knownFrom) {
      // From one millisecond on, so that a change at exactly that instant counts as earlier and is found.
      let cursor = this.knownFrom;
      while (cursor > lo) {
        const previous = this.rules.previousChange(this.zone, cursor + 1);
        if (previous === undefined || previous < CALENDAR_MIN_MS - 9 * DAY_MS) {
          cursor = Number.NEGATIVE_INFINITY;
        } else {
          const before = this.offsetAt(previous - 1);
          this.changes.unshift({ at: previous, before, after: this.offsetAt(previous) });
          this.firstOffset = before;
          cursor = previous - 1;
        }
      }
      this.knownFrom = cursor;
    }
  }

  private offsetAt(at: number): number {
    return this.rules.offsetAt(this.zone, at);
  }
}
