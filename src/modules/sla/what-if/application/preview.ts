import { atMostItems, type Failure } from '#kernel';
import { compileCalendar, isCalendarInstant, type CalendarSpec } from '#kernel/calendar';
import { InvalidInputError } from '#platform/messages';
import {
  type ClockState,
  type RequestEvent,
  type SlaClockEventKind,
  type SlaMetric,
} from '../../engine/domain/clock-types.js';
import { evaluateClocksAt } from '../../engine/domain/evaluate-clocks.js';
import { targetsOf, validateEvents, validateTargets } from '../../engine/domain/validate-clock-input.js';
import { calendarFailures } from '../../calendars/application/calendar-checks.js';

export const PREVIEW_LIMITS = {
  events: atMostItems(5_000),
  instants: atMostItems(1_000),
  /** Calendars in events: each is laid out by itself. */
  calendars: 20,
  /** Clocks times instants. */
  states: 5_000,
  /** Years from the earliest to the latest of all events and instants: calendars are laid out between them. */
  years: 30,
} as const;

/** Years in which a due time is looked for. */
const REACH_YEARS = 100;

interface Target {
  readonly metric: SlaMetric;
  readonly seconds: number;
}

/** Instants are epoch milliseconds. */
export interface PreviewCommand {
  readonly calendar: CalendarSpec;
  readonly targets: readonly Target[];
  readonly pausingMetrics?: readonly SlaMetric[] | null;
  readonly events: readonly {
    readonly at: number;
    readonly kind: SlaClockEventKind;
    readonly calendar?: CalendarSpec | null;
    readonly targets?: readonly Target[] | null;
  }[];
  readonly at: readonly number[];
}

/** The states at each instant. Throws an InvalidInputError that says all that is wrong with the command. */
export function previewOf(command: PreviewCommand): ClockState[][] {
  const failures = failuresOf(command);
  if (failures.length > 0) throw new InvalidInputError(failures);
  const events = command.events.map(({ at, kind, calendar, targets }): RequestEvent =>
    kind === 'TERMS_CHANGED'
      ? {
          at,
          kind,
          calendar: calendar ? compileCalendar(calendar, { reachYears: REACH_YEARS }) : undefined,
          targets: targets ? targetsOf(targets) : undefined,
        }
      : { at, kind },
  );
  const terms = {
    calendar: compileCalendar(command.calendar, { reachYears: REACH_YEARS }),
    targets: targetsOf(command.targets),
    pausingMetrics: command.pausingMetrics ?? undefined,
  };
  return evaluateClocksAt({ terms, events }, command.at);
}

function failuresOf({ calendar, targets, events, at }: PreviewCommand): Failure[] {
  const tooMany = [
    ...countFailure('events', events.length, PREVIEW_LIMITS.events.maxItems),
    ...countFailure('at', at.length, PREVIEW_LIMITS.instants.maxItems),
    ...countFailure('events', events.filter((e) => e.calendar).length, PREVIEW_LIMITS.calendars),
  ];
  if (tooMany.length > 0) return tooMany;
  const failures: Failure[] = [...calendarFailures('calendar', calendar), ...targetFailures('targets', targets)];
  for (const { index, code, params } of validateEvents(events))
    failures.push({ code, field: `events.${index}.at`, params });
  events.forEach((event, i) => {
    if (event.kind !== 'TERMS_CHANGED' && (event.calendar || event.targets))
      failures.push({ code: 'TERMS_ON_OTHER_EVENT', field: `events.${i}.kind` });
    if (event.calendar) failures.push(...calendarFailures(`events.${i}.calendar`, event.calendar));
    if (event.targets) failures.push(...targetFailures(`events.${i}.targets`, event.targets));
  });
  at.forEach((instant, i) => {
    if (!isCalendarInstant(instant)) failures.push({ code: 'INSTANT_OUT_OF_RANGE', field: `at.${i}` });
  });
  if (failures.length > 0) return failures;
  const instants = [...events.map((event) => event.at), ...at];
  const years = (latest(instants) - earliest(instants)) / YEAR_MS;
  if (years > PREVIEW_LIMITS.years)
    failures.push({ code: 'PREVIEW_TOO_LONG', field: 'at', params: { max: PREVIEW_LIMITS.years } });
  // Each reply starts an UPDATE, each message may start a NEXT_RESPONSE.
  const starts = events.filter((e) => e.kind === 'STAFF_REPLY' || e.kind === 'CUSTOMER_MESSAGE').length + 3;
  const states = starts * at.length;
  if (states > PREVIEW_LIMITS.states)
    failures.push({ code: 'PREVIEW_TOO_LARGE', field: 'at', params: { given: states, max: PREVIEW_LIMITS.states } });
  return failures;
}

const YEAR_MS = 366 * 86_400_000;
const latest = (instants: readonly number[]): number => instants.reduce((a, b) => Math.max(a, b), -Infinity);
const earliest = (instants: readonly number[]): number => instants.reduce((a, b) => Math.min(a, b), Infinity);

function countFailure(field: string, given: number, max: number): Failure[] {
  return given > max ? [{ code: 'TOO_MANY', field, params: { max, given } }] : [];
}

function targetFailures(path: string, targets: readonly Target[]): Failure[] {
  return validateTargets(targets).map(({ index, code, params }) => ({ code, field: `${path}.${index}`, params }));
}
