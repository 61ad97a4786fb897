import { isCalendarInstant } from '#kernel/calendar';
import type { RequestEvent, SlaMetric, SlaTargets } from './clock-types.js';

export const MAX_EVENTS = 10_000;

export type EventProblemCode =
  'EVENTS_OUT_OF_ORDER' | 'FIRST_EVENT_NOT_CREATED' | 'DUPLICATE_ITEM' | 'INSTANT_OUT_OF_RANGE' | 'TOO_MANY_EVENTS';

export interface EventProblem {
  readonly code: EventProblemCode;
  /** Position in the list, from 0. */
  readonly index: number;
  readonly params?: { readonly item: string };
}

/**
 * What is wrong with a list of events that somebody sends, all at once: they must be in time order, begin with the
 * only CREATED, lie in the years 1900 to 2499 and be at most 10,000. Events that merely change nothing where they
 * stand (a reply to a completed request, PAUSED twice) are not problems. No events, no clocks, no problem.
 */
export function validateEvents(events: readonly Pick<RequestEvent, 'at' | 'kind'>[]): EventProblem[] {
  if (events.length > MAX_EVENTS) return [{ code: 'TOO_MANY_EVENTS', index: MAX_EVENTS }];
  const problems: EventProblem[] = [];
  events.forEach((event, index) => {
    const previous = events[index - 1];
    if (!isCalendarInstant(event.at)) problems.push({ code: 'INSTANT_OUT_OF_RANGE', index });
    if (previous && event.at < previous.at) problems.push({ code: 'EVENTS_OUT_OF_ORDER', index });
    if (!previous && event.kind !== 'CREATED') problems.push({ code: 'FIRST_EVENT_NOT_CREATED', index });
    if (previous && event.kind === 'CREATED' && events.findIndex((e) => e.kind === 'CREATED') < index)
      problems.push({ code: 'DUPLICATE_ITEM', index, params: { item: 'CREATED' } });
  });
  return problems;
}

export interface TargetProblem {
  readonly code: 'TARGET_NOT_POSITIVE' | 'TARGET_NOT_WHOLE' | 'DUPLICATE_ITEM';
  readonly index: number;
  readonly params?: { readonly item: string };
}

/** A target is a whole number of open seconds above zero, at most one for each metric. */
export function validateTargets(targets: readonly { metric: SlaMetric; seconds: number }[]): TargetProblem[] {
  return targets.flatMap(({ metric, seconds }, index): TargetProblem[] => {
    const problems: TargetProblem[] = [];
    if (!Number.isSafeInteger(seconds)) problems.push({ code: 'TARGET_NOT_WHOLE', index });
    else if (seconds <= 0) problems.push({ code: 'TARGET_NOT_POSITIVE', index });
    if (targets.findIndex((other) => other.metric === metric) < index)
      problems.push({ code: 'DUPLICATE_ITEM', index, params: { item: metric } });
    return problems;
  });
}

/** Valid targets in the form the clocks take. */
export function targetsOf(targets: readonly { metric: SlaMetric; seconds: number }[]): SlaTargets {
  return Object.fromEntries(targets.map(({ metric, seconds }) => [metric, seconds]));
}
