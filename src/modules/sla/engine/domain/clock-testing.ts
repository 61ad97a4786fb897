import { compileCalendar, type Calendar, type Weekday } from '#kernel/calendar';
import type { ClockInput, ClockState, ClockTerms, PlainEvent, RequestEvent, SlaMetric } from './clock-types.js';
import { evaluateClocks } from './evaluate-clocks.js';

/** For specs: requests told in short. `06 10:00` is that day and time of March 2026, UTC; the 6th is a Friday. */

export const HOUR = 3600;

const WORKDAYS: Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];
export const office: Calendar = compileCalendar({
  zone: 'UTC',
  weekly: WORKDAYS.map((day) => ({ day, open: '09:00', close: '17:00' })),
});
export const always: Calendar = compileCalendar({ zone: 'UTC', always: true });

export function t(text: string): number {
  return Date.parse(`2026-03-${text.replace(' ', 'T')}Z`);
}

export function shortly(ms: number | null): string | null {
  return ms === null
    ? null
    : new Date(ms)
        .toISOString()
        .replace('2026-03-', '')
        .replace('T', ' ')
        .replace(/(:00)?\.000Z$/, '');
}

export type Told = readonly [at: string, kind: PlainEvent['kind'] | Partial<ClockTerms>];

export function events(...told: readonly Told[]): RequestEvent[] {
  return told.map(([at, kind]) =>
    typeof kind === 'string' ? { at: t(at), kind } : { at: t(at), kind: 'TERMS_CHANGED', ...kind },
  );
}

export function input(terms: Partial<ClockTerms>, ...told: readonly Told[]): ClockInput {
  return { terms: { calendar: office, targets: {}, ...terms }, events: events(...told) };
}

export function clock(from: ClockInput, at: string, metric: SlaMetric, cycle = 1): ClockState {
  const found = evaluateClocks(from, t(at)).find((c) => c.metric === metric && c.cycle === cycle);
  if (!found) throw new Error(`no ${metric} ${cycle} at ${at}`);
  return found;
}

/** State, due, elapsed and remaining hours: `RUNNING 06 12:00 1+1`. */
export function gist(state: ClockState): string {
  const late = state.breachedAt === null ? '' : ` since ${shortly(state.breachedAt)}`;
  const paused = state.pausedSeconds === 0 ? '' : ` paused ${state.pausedSeconds / HOUR}`;
  const due = shortly(state.dueAt) ?? 'unknown';
  return `${state.state} ${due} ${state.elapsedSeconds / HOUR}+${state.remainingSeconds / HOUR}${paused}${late}`;
}
