import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { WorkOnRequest, type RequestTarget, type WorkCode } from './work-on-request.js';

export interface ChangeStatusCommand extends RequestTarget {
  /** Key of the status to move to. */
  readonly status: string;
  /** Why, among ourselves: becomes an internal note in front of the move. */
  readonly note?: string | null;
}

export type ChangeStatusCode = CheckCode | WorkCode | HistoryCode | 'NO_LIFE_CYCLE';

/** Moves a request along its life cycle: pause, resume, complete, reopen, cancel or simply on. */
@Injectable()
export class ChangeStatus {
  constructor(private readonly requests: WorkOnRequest) {}

  async run(ctx: Ctx, cmd: ChangeStatusCommand): Promise<Result<{ id: string }, ChangeStatusCode>> {
    const wrong = new Checks()
      .text('status', cmd.status, { max: 60 })
      .text('note', cmd.note, { ...LIMITS.text, optional: true })
      .err();
    if (wrong) return wrong;
    return this.requests.run<ChangeStatusCode>(ctx, cmd, async ({ history, now, lifeCycle }) => {
      const found = await lifeCycle();
      if (!found.ok) return found;
      const by = { actorId: ctx.actor.id };
      const note = blankToNull(cmd.note) ?? null;
      if (note !== null) history.note(note, now, by);
      return history.move(found.value, cmd.status, now, by);
    });
  }
}
