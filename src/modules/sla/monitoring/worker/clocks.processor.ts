import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { JudgeBacklog } from '../application/evaluate-backlog.js';
import { RecordBreaches } from '../application/record-breaches.js';
import { ReplayClocks } from '../application/replay-clocks.js';
import { replayClocks } from '../../replays/replay.jobs.js';
import { judgeBacklog, judgeWaiting, sweepBreaches } from '../sla.jobs.js';
import { type JudgeReport } from '../clock.types.js';

@Injectable()
export class ClocksProcessor {
  constructor(
    private readonly breaches: RecordBreaches,
    private readonly backlog: JudgeBacklog,
    private readonly replays: ReplayClocks,
  ) {}

  @HandlesJob(sweepBreaches)
  sweep(ctx: Ctx): Promise<object> {
    return this.breaches.run(ctx);
  }

  @HandlesJob(judgeWaiting)
  judge(ctx: Ctx): Promise<JudgeReport> {
    return this.backlog.waiting(ctx);
  }

  @HandlesJob(judgeBacklog)
  judgeAll(ctx: Ctx): Promise<JudgeReport> {
    return this.backlog.all(ctx, { onlyStale: true });
  }

  /** Also judges what waits, should the wake for it have got lost. */
  @HandlesJob(replayClocks)
  async replay(ctx: Ctx): Promise<object> {
    await this.backlog.waiting(ctx);
    return this.replays.run(ctx);
  }
}
