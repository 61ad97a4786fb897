import { uuidv7 } from '#kernel';
import { type ClockDetail } from '../../engine/domain/evaluate-clocks.js';
import { type RequestFacts } from '#modules/services';
import {
  decodeMarks,
  encodeMarks,
  livedOn,
  marksOf,
  statesAfter,
  type MarkKind,
} from '../../engine/domain/clock-marks.js';
import { type ClockRow, type FormerClock, type LedgerEntry, type LedgerKind } from './clock-store.js';
import { ledgerEntry } from './ledger-entry.js';
import { type ApplicableTerms } from './build-timeline.js';

const KINDS: Readonly<Record<MarkKind, LedgerKind>> = {
  S: 'STARTED',
  P: 'PAUSED',
  R: 'RESUMED',
  B: 'BREACHED',
  E: 'STOPPED',
  C: 'STOPPED',
};

/** What evaluation changes about one clock. */
export interface ClockChange {
  readonly row: ClockRow;
  /** Whether the row differs from the stored one in more than counted seconds. */
  readonly changed: boolean;
  readonly entries: readonly LedgerEntry[];
  readonly breached: boolean;
  readonly withdrawn: boolean;
}

/** The clock as it shall be stored, and what the ledger has to say about how it came there. */
export function changeOf(
  before: ClockRow | undefined,
  clock: ClockDetail,
  applicable: ApplicableTerms,
  facts: RequestFacts,
  clockVersion: number,
  now: Date,
  former?: FormerClock,
): ClockChange {
  const marks = marksOf(clock);
  const encoded = encodeMarks(marks);
  const wasBreached = before !== undefined && decodeMarks(before.marks).some((m) => m.kind === 'B');
  const isBreached = clock.breachedAt !== null;
  const breached = isBreached && !wasBreached;
  const withdrawn = wasBreached && !isBreached;
  const row: ClockRow = {
    id: before?.id ?? former?.id ?? uuidv7(),
    requestId: facts.id,
    metric: clock.metric,
    cycle: clock.cycle,
    state: clock.state,
    startedAt: new Date(clock.startedAt),
    dueAt: instant(clock.dueAt),
    stoppedAt: instant(clock.stoppedAt),
    breachedAt: instant(clock.breachedAt),
    targetSeconds: clock.targetSeconds,
    elapsedSeconds: clock.elapsedSeconds,
    remainingSeconds: clock.remainingSeconds,
    pausedSeconds: clock.pausedSeconds,
    termsVersionId: applicable.choice?.terms.versionId ?? null,
    calendarVersionId: applicable.calendarVersionId,
    moreCalendarVersionIds: applicable.moreCalendarVersionIds,
    follows: applicable.follows,
    customerId: facts.customerId,
    officeId: facts.officeId,
    marks: encoded,
    breaches: (before?.breaches ?? former?.breaches ?? 0) + Number(breached),
    alerts: before?.alerts ?? former?.alerts ?? '',
    nextAlertAt: before?.nextAlertAt ?? null,
    requestClockVersion: clockVersion,
    // Breaches of what has ended cost what they cost then, whatever becomes of the request.
    priority: clock.stoppedAt === null ? facts.priority : applicable.priority,
    channel: facts.channel,
    serviceLine: facts.serviceLine,
    contactTypeId: facts.contactTypeId,
    requestCreatedAt: facts.createdAt,
  };
  if (before && same(before, row)) return { row, changed: false, entries: [], breached: false, withdrawn: false };

  const entries: LedgerEntry[] = [];
  const replayed = before !== undefined && isReplay(before, row);
  if (withdrawn)
    entries.push(entry(row, 'WITHDRAWN', before.breachedAt ?? now, row.state, now, { breach: before.breaches }));
  if (replayed)
    entries.push(
      entry(row, 'REPLAYED', new Date(applicable.from), row.state, now, {
        details: replayDetails(before, row, applicable),
      }),
    );
  const lived = before !== undefined && livedOn(before.marks, encoded);
  const told = lived ? decodeMarks(before.marks).length : 0;
  const known = new Set(before && !lived ? before.marks.split(' ') : []);
  const states = statesAfter(marks);
  marks.forEach((mark, no) => {
    // A breach whose due time a replay moved stays the same breach: its entry is the replay's.
    if (no < told || known.has(`${mark.kind}${mark.at}`) || (mark.kind === 'B' && !breached)) return;
    const state = states[no] as ClockRow['state'];
    const breach = mark.kind === 'B' ? row.breaches : null;
    const details = { no, ...detailsOf(mark.kind, row, no === marks.length - 1, applicable) };
    entries.push(entry(row, KINDS[mark.kind], new Date(mark.at), state, now, { breach, details }));
  });
  return { row, changed: true, entries, breached, withdrawn };
}

/** What the ledger says about a clock that is there no more: its terms have no target for it, or its start went. */
export function removalOf(
  before: ClockRow,
  applicable: ApplicableTerms | undefined,
  now: Date,
): readonly LedgerEntry[] {
  const gone = { ...before, dueAt: null };
  const entries: LedgerEntry[] = [];
  if (decodeMarks(before.marks).some((m) => m.kind === 'B'))
    entries.push(entry(gone, 'WITHDRAWN', before.breachedAt ?? now, 'CANCELLED', now, { breach: before.breaches }));
  const details = { before: figures(before), after: null, cause: applicable?.cause ?? null };
  entries.push(entry(gone, 'REPLAYED', now, 'CANCELLED', now, { details }));
  return entries;
}

/** A replay is whatever is not simply the clock living on: its past or what it stands on has changed. */
function isReplay(before: ClockRow, after: ClockRow): boolean {
  return (
    !livedOn(before.marks, after.marks) ||
    // Nothing happened and yet it falls due at another time: the usual hours of another office count.
    (before.marks === after.marks && (!equal(before.dueAt, after.dueAt) || !countedAlike(before, after))) ||
    before.targetSeconds !== after.targetSeconds ||
    before.termsVersionId !== after.termsVersionId ||
    before.calendarVersionId !== after.calendarVersionId ||
    !sameIds(before.moreCalendarVersionIds, after.moreCalendarVersionIds)
  );
}

function same(a: ClockRow, b: ClockRow): boolean {
  return (
    a.state === b.state &&
    a.marks === b.marks &&
    equal(a.dueAt, b.dueAt) &&
    a.targetSeconds === b.targetSeconds &&
    a.termsVersionId === b.termsVersionId &&
    a.calendarVersionId === b.calendarVersionId &&
    sameIds(a.moreCalendarVersionIds, b.moreCalendarVersionIds) &&
    sameIds(a.follows, b.follows) &&
    a.priority === b.priority &&
    a.officeId === b.officeId &&
    a.channel === b.channel &&
    a.contactTypeId === b.contactTypeId &&
    a.customerId === b.customerId &&
    countedAlike(a, b)
  );
}

/** Seconds of a clock that has ended are final. */
function countedAlike(a: ClockRow, b: ClockRow): boolean {
  return b.stoppedAt === null || (a.elapsedSeconds === b.elapsedSeconds && a.pausedSeconds === b.pausedSeconds);
}

function replayDetails(before: ClockRow, after: ClockRow, applicable: ApplicableTerms): object {
  return { cause: applicable.cause, before: figures(before), after: figures(after), ...groundsOf(applicable) };
}

/** With the marks, which are the whole life of the clock: `foldLedger` takes them from here. */
function figures(c: ClockRow): object {
  const { state, dueAt, breachedAt, stoppedAt, targetSeconds, termsVersionId, marks } = c;
  return {
    state,
    dueAt,
    breachedAt,
    stoppedAt,
    targetSeconds,
    termsVersionId,
    marks,
    ...calendarsIn(c),
    ...(stoppedAt !== null && { elapsedSeconds: c.elapsedSeconds, pausedSeconds: c.pausedSeconds }),
  };
}

/** What an entry says beside its columns and its place in the life of the clock: with a start what was to be kept and why these terms, with an end what was counted; with what a verdict follows from, by which zone rules. */
function detailsOf(kind: MarkKind, row: ClockRow, last: boolean, applicable: ApplicableTerms): object {
  switch (kind) {
    case 'S':
      return { targetSeconds: row.targetSeconds, ...groundsOf(applicable) };
    case 'E':
    case 'C':
      // What was counted when a completion was undone at once is not known any more.
      return {
        ...(last && { elapsedSeconds: row.elapsedSeconds, pausedSeconds: row.pausedSeconds }),
        ...zoneRulesOf(applicable),
      };
    case 'B':
      return zoneRulesOf(applicable);
    default:
      return {};
  }
}

/** What the choice of terms and calendars stood on and the columns do not say. Pinned for the life of the request. */
function groundsOf({ customerPath, tier, usualZones, zoneRelease }: ApplicableTerms): object {
  return {
    ...{ customerPath, tier },
    ...(usualZones.length > 0 && { usualHoursIn: usualZones }),
    ...zoneRulesOf({ zoneRelease }),
  };
}

/** By which release of the time zone data the wall-clock hours became instants. */
function zoneRulesOf({ zoneRelease }: Pick<ApplicableTerms, 'zoneRelease'>): object {
  return zoneRelease === null ? {} : { zoneRules: zoneRelease };
}

function entry(
  clock: ClockRow,
  kind: LedgerKind,
  at: Date,
  state: ClockRow['state'],
  now: Date,
  more?: { breach?: number | null; details?: object },
): LedgerEntry {
  return ledgerEntry({ ...clock, state }, kind, at, now, more);
}

/** As the ledger has always written it, with the others where there are several. */
function calendarsIn({ calendarVersionId, moreCalendarVersionIds }: ClockRow): object {
  return moreCalendarVersionIds === null ? { calendarVersionId } : { calendarVersionId, moreCalendarVersionIds };
}

const instant = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
const equal = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

function sameIds(a: readonly string[] | null, b: readonly string[] | null): boolean {
  return a === b || (a?.length === b?.length && (a ?? []).every((id, i) => id === b?.[i]));
}
