import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { methodsOfProviders } from '#platform/jobs';
import { eventHandlerMark, type EventDelivery, type EventHandlerMark } from './handles-event.js';

export interface EventHandler extends EventHandlerMark {
  readonly call: (ctx: Ctx, payload: object, delivery: EventDelivery) => Promise<Result<unknown> | void>;
}

/** Handler names become part of job ids and of stored rows. */
const NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;

/** Who handles which event. */
@Injectable()
export class EventHandlers implements OnModuleInit {
  private readonly handlers = new Map<string, EventHandler>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.collect();
  }

  /** Finds the methods marked by `@HandlesEvent`; throws when two have the same handler name. */
  collect(): void {
    const places = new Map<string, string>();
    for (const { where, method, call } of methodsOfProviders(this.discovery)) {
      const mark = eventHandlerMark(method);
      if (!mark) continue;
      if (!NAME.test(mark.handler))
        throw new Error(`an event handler is called module.do-something, not ${mark.handler}`);
      const other = places.get(mark.handler);
      if (other) throw new Error(`two event handlers are called ${mark.handler}: ${other}, ${where}`);
      places.set(mark.handler, where);
      this.handlers.set(mark.handler, { ...mark, call: call as EventHandler['call'] });
    }
  }

  byName(handler: string): EventHandler | undefined {
    return this.handlers.get(handler);
  }

  ofEvent(event: string): readonly EventHandler[] {
    return [...this.handlers.values()].filter((handler) => handler.event.name === event);
  }
}
