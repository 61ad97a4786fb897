import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { EvaluateBacklog } from '../application/evaluate-backlog.js';
import { RecordBreaches } from '../application/record-breaches.js';
import { ReplayClocks } from '../application/replay-clocks.js';
import { replayClocks } from '../../replays/replay.jobs.js';
import { evaluateBacklog, evaluatePending, sweepBreaches } from '../sla.jobs.js';
import { type EvaluationReport } from '../clock.types.js';

@Injectable()
export class ClocksProcessor {
  constructor(
    private readonly breaches: RecordBreaches,
    private readonly backlog: EvaluateBacklog,
    private readonly replays: ReplayClocks,
  ) {}

  @HandlesJob(sweepBreaches)
  sweep(ctx: Ctx): Promise<object> {
    return this.breaches.run(ctx);
  }

  @HandlesJob(evaluatePending)
  evaluate(ctx: Ctx): Promise<EvaluationReport> {
    return this.backlog.waiting(ctx);
  }

  @HandlesJob(evaluateBacklog)
  evaluateAll(ctx: Ctx): Promise<EvaluationReport> {
    return this.backlog.all(ctx, { onlyStale: true });
  }

  /** Also evaluates what waits, should the wake for it have got lost. */
  @HandlesJob(replayClocks)
  async replay(ctx: Ctx): Promise<object> {
    await this.backlog.waiting(ctx);
    return this.replays.run(ctx);
  }
}
