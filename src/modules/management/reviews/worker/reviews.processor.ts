import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { PrepareDueReviews } from '../application/prepare-due-reviews.js';
import { prepareReviews } from '../review.jobs.js';

@Injectable()
export class ReviewsProcessor {
  constructor(private readonly preparing: PrepareDueReviews) {}

  @HandlesJob(prepareReviews)
  prepare(ctx: Ctx): Promise<object> {
    return this.preparing.run(ctx);
  }
}
