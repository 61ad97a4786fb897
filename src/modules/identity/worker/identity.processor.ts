import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { PruneSessions } from '../application/prune-sessions.js';
import { pruneSessions } from '../identity.jobs.js';

@Injectable()
export class IdentityProcessor {
  constructor(private readonly pruning: PruneSessions) {}

  @HandlesJob(pruneSessions)
  prune(ctx: Ctx): Promise<object> {
    return this.pruning.run(ctx);
  }
}
