import 'reflect-metadata';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type QueueName } from '#platform/jobs';
import { type EventDefinition } from './event.js';

/** Circumstances of a delivery. */
export interface EventDelivery {
  readonly eventId: string;
  /** When the transaction told the event. */
  readonly occurredAt: Date;
}

/**
 * Runs in one transaction with the note that it has run, so its writes happen exactly once. It must have no effects
 * outside the database. Events may arrive in any order, and late. A failed Result or an exception undoes its writes and is tried again later.
 */
export type EventHandlerMethod<P extends object> = (
  ctx: Ctx,
  payload: P,
  delivery: EventDelivery,
) => Promise<Result<unknown> | void>;

export interface HandlesEventOptions {
  /** Stable name of the handler, `module.do-something`: it is stored with what has been done. */
  readonly handler: string;
  /** Queue it runs in; defaults to `events`. */
  readonly queue?: QueueName;
}

/** What the decorator leaves on a method. */
export interface EventHandlerMark extends HandlesEventOptions {
  readonly event: EventDefinition;
}

const MARK = Symbol('handles-event');

/**
 * Makes a method of a provider the handler of an event: `@HandlesEvent(contactRecorded, { handler: 'sla.replay-clocks' })`.
 * Any number of handlers may handle one event; each is tried, retried and given up on its own.
 */
export function HandlesEvent<P extends object>(event: EventDefinition<P>, options: HandlesEventOptions) {
  return <M extends EventHandlerMethod<P>>(
    _target: object,
    _method: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    const mark: EventHandlerMark = { ...options, event };
    Reflect.defineMetadata(MARK, mark, descriptor.value as object);
  };
}

export function eventHandlerMark(method: object): EventHandlerMark | undefined {
  return Reflect.getMetadata(MARK, method) as EventHandlerMark | undefined;
}
