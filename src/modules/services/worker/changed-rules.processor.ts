import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { ApplyChangedRules } from '../application/apply-changed-rules.js';
import { applyChangedRules } from '../services.jobs.js';

@Injectable()
export class ChangedRulesProcessor {
  constructor(private readonly rules: ApplyChangedRules) {}

  @HandlesJob(applyChangedRules)
  run(ctx: Ctx): Promise<object> {
    return this.rules.run(ctx);
  }
}
