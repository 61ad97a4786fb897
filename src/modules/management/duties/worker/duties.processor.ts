import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { OpenDuties } from '../application/open-duties.js';
import { openDuties } from '../duty.jobs.js';

@Injectable()
export class DutiesProcessor {
  constructor(private readonly opening: OpenDuties) {}

  @HandlesJob(openDuties)
  open(ctx: Ctx): Promise<object> {
    return this.opening.run(ctx);
  }
}
