import { type HistoricEvent } from './historic-event.js';

/** Where null says no more than leaving it out; elsewhere null empties. */
const NOTHING = new Set(['body', 'personId']);

/** A text of the events that does not depend on how their objects were put together; equal histories, equal texts. */
export function canonical(events: readonly HistoricEvent[]): string {
  return JSON.stringify(
    events.map((event) => {
      const { at, actorId, kind, ...rest } = event as HistoricEvent & Record<string, unknown>;
      return [at.getTime(), actorId ?? null, kind, sorted(rest)];
    }),
  );
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .filter(([k, v]) => v !== undefined && !(v === null && NOTHING.has(k)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => [k, sorted(v)]);
}
