import { Injectable } from '@nestjs/common';
import { systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { RetierCustomers } from '../application/retier-customers.js';
import { retierJob } from '../pyramid.jobs.js';
import { type RetierCode, type RetierOutcome } from '../pyramid.types.js';
import { yesterdayIn } from '../domain/yesterday.js';

@Injectable()
export class RetierProcessor {
  constructor(private readonly retier: RetierCustomers) {}

  @HandlesJob(retierJob)
  run(ctx: Ctx, { asOf }: { asOf?: string }): Promise<Result<RetierOutcome, RetierCode>> {
    return this.retier.run(ctx, asOf ?? yesterdayIn('Europe/London', systemClock.now()));
  }
}
