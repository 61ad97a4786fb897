import { type HistoricEvent } from './historic-event.js';

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
    .filter(([, v]) => v !== undefined && v !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => [k, sorted(v)]);
}
