import { uuidv7 } from '#kernel';
import { type ClockRow, type LedgerEntry, type LedgerKind } from './clock-store.js';

/** What the ledger keeps of a clock at the moment of an entry. */
export type LedgerClock = Pick<
  ClockRow,
  | 'id' | 'requestId' | 'metric' | 'cycle' | 'state' | 'dueAt'
  | 'termsVersionId' | 'calendarVersionId' | 'moreCalendarVersionIds' | 'requestClockVersion'
>; // prettier-ignore

/** An entry of the ledger about a clock: what happened `at` an instant, recorded `now`. The only place that builds one. */
export function ledgerEntry(
  clock: LedgerClock,
  kind: LedgerKind,
  at: Date,
  now: Date,
  { breach = null, step, details = {} }: { breach?: number | null; step?: string; details?: object } = {},
): LedgerEntry {
  return {
    id: uuidv7(),
    request_id: clock.requestId,
    clock_id: clock.id,
    metric: clock.metric,
    cycle: clock.cycle,
    kind,
    at,
    recorded_at: now,
    breach,
    ...(step !== undefined && { step }),
    state: clock.state,
    due_at: clock.dueAt,
    details,
    terms_version_id: clock.termsVersionId,
    calendar_version_id: clock.calendarVersionId,
    more_calendar_version_ids: clock.moreCalendarVersionIds,
    request_clock_version: clock.requestClockVersion,
  };
}
