import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesEvent } from '#platform/outbox';
import { NotifyWatchers } from '../application/notify-watchers.js';
import { requestChanged, requestCreated, type RequestChangedPayload } from '../services.events.js';

@Injectable()
export class TellFollowersHandler {
  constructor(private readonly telling: NotifyWatchers) {}

  @HandlesEvent(requestCreated, { handler: 'services.tell-assignee' })
  created(ctx: Ctx, { requestId }: RequestChangedPayload): Promise<void> {
    return this.telling.run(ctx, requestId);
  }

  @HandlesEvent(requestChanged, { handler: 'services.tell-followers' })
  changed(ctx: Ctx, { requestId }: RequestChangedPayload): Promise<void> {
    return this.telling.run(ctx, requestId);
  }
}
