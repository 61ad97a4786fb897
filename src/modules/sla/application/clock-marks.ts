import { type ClockDetail } from '../domain/evaluate-clocks.js';
import { type SlaState } from '../domain/clock-types.js';

/** What happened to a clock: started, paused, resumed, breached, ended, cancelled. */
export type MarkKind = 'S' | 'P' | 'R' | 'B' | 'E' | 'C';

export interface Mark {
  readonly kind: MarkKind;
  readonly at: number;
}

/** Of marks at the same instant. */
const ORDER: Readonly<Record<MarkKind, number>> = { S: 0, P: 1, R: 2, B: 3, E: 4, C: 5 };

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
  if (clock.stoppedAt !== null) marks.push({ kind: clock.state === 'CANCELLED' ? 'C' : 'E', at: clock.stoppedAt });
  if (clock.breachedAt !== null) marks.push({ kind: 'B', at: clock.breachedAt });
  return marks.sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
}

/** Marks as they are stored: `S1700000000000 B1700003600000`. */
export function encodeMarks(marks: readonly Mark[]): string {
  return marks.map(({ kind, at }) => `${kind}${at}`).join(' ');
}

export function decodeMarks(text: string): Mark[] {
  return text === '' ? [] : text.split(' ').map((mark) => ({ kind: mark[0] as MarkKind, at: Number(mark.slice(1)) }));
}

/** Whether a clock with the older marks has merely lived on to have the newer ones. */
export function livedOn(older: string, newer: string): boolean {
  return newer === older || newer.startsWith(`${older} `);
}

/** The state of a clock after each of its marks. */
export function statesAfter(marks: readonly Mark[]): SlaState[] {
  let late = false;
  return marks.map(({ kind }) => {
    if (kind === 'B') late = true;
    if (kind === 'C') return 'CANCELLED';
    if (kind === 'E') return late ? 'MISSED' : 'MET';
    if (late) return 'BREACHED';
    return kind === 'P' ? 'PAUSED' : 'RUNNING';
  });
}
