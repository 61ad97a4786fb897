import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { PruneNotifications } from '../application/prune-notifications.js';
import { SendDigests } from '../application/send-digests.js';
import { pruneNotifications, sendDigests } from '../notifications.jobs.js';

@Injectable()
export class NotificationsProcessor {
  constructor(
    private readonly digests: SendDigests,
    private readonly pruning: PruneNotifications,
  ) {}

  @HandlesJob(sendDigests)
  digest(ctx: Ctx): Promise<object> {
    return this.digests.run(ctx);
  }

  @HandlesJob(pruneNotifications)
  prune(ctx: Ctx): Promise<object> {
    return this.pruning.run(ctx);
  }
}
