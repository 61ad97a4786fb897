/** An occurrence of a plan: its instant by calendar, or the total of the meter with the instant it is expected at. */
export interface Occurrence {
  /** Unique within the plan. */
  readonly key: string;
  /** Milliseconds. */
  readonly due: number;
  /** By meter: the total at which it falls due. */
  readonly total: string | null;
}

export interface Decided extends Occurrence {
  readonly outcome: 'GENERATE' | 'PASS_OVER';
}

/** What is done about a plan's occurrences at an instant, and the first that is left for later. */
export interface Decision {
  readonly occurrences: readonly Decided[];
  readonly next: Occurrence | null;
}

/** Most occurrences of one plan that are decided about at once; the rest follow in the next round. */
export const MAX_AT_ONCE = 200;

/**
 * Which occurrences are near enough (due within the lead), and which of them give work orders. Whoever comes late does
 * not flood the site: of several that are past already, only the latest is made; an occurrence is passed over when the
 * one after it is past too. `coming` lists them in order, beginning with the first that is not decided about.
 */
export function decide(
  coming: Iterable<Occurrence>,
  now: number,
  leadMs: number,
  isPast: (occurrence: Occurrence) => boolean = ({ due }) => due <= now,
): Decision {
  const near: Occurrence[] = [];
  let next: Occurrence | null = null;
  for (const occurrence of coming) {
    if (near.length < MAX_AT_ONCE && (isPast(occurrence) || occurrence.due - leadMs <= now)) near.push(occurrence);
    else {
      next = occurrence;
      break;
    }
  }
  const occurrences = near.map((occurrence, i): Decided => {
    const following = near[i + 1] ?? next;
    const passOver = isPast(occurrence) && following !== null && isPast(following);
    return { ...occurrence, outcome: passOver ? 'PASS_OVER' : 'GENERATE' };
  });
  return { occurrences, next };
}
