import { type EventDefinition } from './event.js';

/** Channel on which the relay announces live events to every API node. */
export const LIVE_CHANNEL = 'meridian_live';

/** A live event as it reaches a node. */
export interface LiveEvent<P extends object = object> {
  /** Id of the event; the same event may be announced twice, under the same id. */
  readonly id: string;
  readonly name: string;
  readonly payload: P;
  /** When the transaction told it. */
  readonly at: Date;
}

/** Whether an event of that name is the given one; narrows its payload. */
export function isEvent<P extends object>(event: LiveEvent, definition: EventDefinition<P>): event is LiveEvent<P> {
  return event.name === definition.name;
}
