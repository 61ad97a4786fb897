import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { RemindDeliverables } from '../application/remind-deliverables.js';
import { remindDeliverables } from '../consulting.jobs.js';

@Injectable()
export class RemindersProcessor {
  constructor(private readonly reminding: RemindDeliverables) {}

  @HandlesJob(remindDeliverables)
  remind(ctx: Ctx): Promise<{ told: number }> {
    return this.reminding.run(ctx);
  }
}
