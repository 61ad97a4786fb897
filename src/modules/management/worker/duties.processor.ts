import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { OpenDuties } from '../application/open-duties.js';
import { PrepareDueReviews } from '../application/prepare-due-reviews.js';
import { openDuties, prepareReviews } from '../management.jobs.js';

@Injectable()
export class DutiesProcessor {
  constructor(
    private readonly opening: OpenDuties,
    private readonly preparing: PrepareDueReviews,
  ) {}

  @HandlesJob(openDuties)
  open(ctx: Ctx): Promise<object> {
    return this.opening.run(ctx);
  }

  @HandlesJob(prepareReviews)
  prepare(ctx: Ctx): Promise<object> {
    return this.preparing.run(ctx);
  }
}
