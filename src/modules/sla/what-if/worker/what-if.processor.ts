import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { RunWhatIfs } from '../application/what-if-run.js';
import { WhatIfStore } from '../application/what-if-store.js';
import { pruneWhatIfs, runWhatIfs } from '../what-if.jobs.js';

@Injectable()
export class WhatIfProcessor {
  constructor(
    private readonly runs: RunWhatIfs,
    private readonly store: WhatIfStore,
  ) {}

  @HandlesJob(runWhatIfs)
  run(ctx: Ctx): Promise<object> {
    return this.runs.run(ctx);
  }

  @HandlesJob(pruneWhatIfs)
  prune(ctx: Ctx): Promise<object> {
    return this.store.prune(ctx, systemClock.now());
  }
}
