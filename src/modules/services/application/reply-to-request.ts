import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, errs, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { WorkOnRequest, type RequestTarget, type WorkCode } from './work-on-request.js';

export interface ReplyToRequestCommand extends Pick<RequestTarget, 'id' | 'completeChildren'> {
  readonly body: string;
  /** Key of a status to move to with the reply: waiting for the customer, or resolved. */
  readonly thenStatus?: string | null;
}

export type ReplyToRequestCode = CheckCode | WorkCode | HistoryCode | 'NO_LIFE_CYCLE';

/** Answers the customer. Whoever replies need not have read the latest version: replies never overwrite anything. */
@Injectable()
export class ReplyToRequest {
  constructor(private readonly requests: WorkOnRequest) {}

  async run(
    ctx: Ctx,
    { id, body, thenStatus, completeChildren }: ReplyToRequestCommand,
  ): Promise<Result<{ id: string }, ReplyToRequestCode>> {
    const wrong = new Checks().text('body', body, LIMITS.text).err();
    if (wrong) return wrong;
    return this.requests.run<ReplyToRequestCode>(ctx, { id, completeChildren }, async ({ history, now, lifeCycle }) => {
      const by = { actorId: ctx.actor.id };
      const replied = history.reply(blankToNull(body), now, by);
      if (!replied.ok || thenStatus == null) return replied;
      const found = await lifeCycle();
      return found.ok ? namedThenStatus(history.move(found.value, thenStatus, now, by)) : found;
    });
  }
}

/** The status is called otherwise here than where it is the change itself. */
function namedThenStatus<V>(moved: Result<V, HistoryCode>): Result<V, HistoryCode> {
  if (moved.ok) return moved;
  return errs(moved.failures.map((f) => (f.field === 'status' ? { ...f, field: 'thenStatus' } : f)));
}
