import { type ClockDetail } from './evaluate-clocks.js';
import { type SlaClockStatus } from './clock-types.js';

/** What happened to a clock: started, paused, resumed, breached, ended, cancelled. */
export type MarkKind = 'S' | 'P' | 'R' | 'B' | 'E' | 'C';

export interface Mark {
  readonly kind: MarkKind;
  readonly at: number;
}

/** The life of a clock in the order in which it happened. */
export function marksOf(clock: ClockDetail): Mark[] {
  const marks: Mark[] = [{ kind: 'S', at: clock.startedAt }];
  const { segments } = clock;
  for (const [i, { kind, from, to }] of segments.entries()) {
    if (kind === 'RUNNING') continue;
    marks.push({ kind: kind === 'PAUSED' ? 'P' : 'E', at: from });
    const next = segments[i + 1];
    // A pause that ends with the clock ends in its E, one that goes over into being completed in the next stretch's.
    if (next?.kind === 'RUNNING' || (kind === 'COMPLETED' && next?.kind === 'PAUSED'))
      marks.push({ kind: 'R', at: to });
  }
  // What begins at the very instant that is looked at has no stretch yet.
  const latest = segments[segments.length - 1];
  const now = latest?.to ?? clock.startedAt;
  if (clock.stoppedAt === null) {
    const goesOn = latest?.kind === 'COMPLETED' || (latest?.kind === 'PAUSED' && clock.state === 'RUNNING');
    if (goesOn) marks.push({ kind: 'R', at: now });
    if (clock.state === 'PAUSED' && latest?.kind !== 'PAUSED') marks.push({ kind: 'P', at: now });
  }
  if (clock.stoppedAt !== null) marks.push({ kind: clock.state === 'CANCELLED' ? 'C' : 'E', at: clock.stoppedAt });
  const { breachedAt } = clock;
  if (breachedAt !== null) {
    // At the same instant: after what the clock went on with, before it ended.
    const later = marks.findIndex(
      (m) => m.at > breachedAt || (m.at === breachedAt && (m.kind === 'E' || m.kind === 'C')),
    );
    marks.splice(later < 0 ? marks.length : later, 0, { kind: 'B', at: breachedAt });
  }
  return marks;
}

/** Marks as they are stored: `S1700000000000 B1700003600000`. */
export function encodeMarks(marks: readonly Mark[]): string {
  return marks.map(({ kind, at }) => `${kind}${at}`).join(' ');
}

/** What SQL puts before the milliseconds of a mark that it appends to stored ones. */
export const appended = (kind: MarkKind): string => ` ${kind}`;

export function decodeMarks(text: string): Mark[] {
  return text === '' ? [] : text.split(' ').map((mark) => ({ kind: mark[0] as MarkKind, at: Number(mark.slice(1)) }));
}

/** Whether a clock with the older marks has merely lived on to have the newer ones. */
export function livedOn(older: string, newer: string): boolean {
  return newer === older || newer.startsWith(`${older} `);
}

/** The state of a clock after each of its marks. */
export function statesAfter(marks: readonly Mark[]): SlaClockStatus[] {
  let late = false;
  return marks.map(({ kind }) => {
    if (kind === 'B') late = true;
    if (kind === 'C') return 'CANCELLED';
    if (kind === 'E') return late ? 'MISSED' : 'MET';
    if (late) return 'BREACHED';
    return kind === 'P' ? 'PAUSED' : 'RUNNING';
  });
}
