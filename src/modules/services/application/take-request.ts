import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { IdentityApi } from '#modules/identity';
import { type HistoryCode } from '../domain/request-history.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

export type TakeRequestCode = WorkCode | HistoryCode | 'ALREADY_TAKEN' | 'REQUEST_ENDED' | 'NOT_AN_EMPLOYEE';

/** Takes a request out of a queue for oneself; of two who take it at the same moment the second is told who was first. */
@Injectable()
export class TakeRequest {
  constructor(
    private readonly requests: WorkOnRequest,
    private readonly identity: IdentityApi,
  ) {}

  async run(ctx: Ctx, id: string): Promise<Result<{ id: string }, TakeRequestCode>> {
    const me = ctx.actor.id;
    if (me === null) return err('NOT_AN_EMPLOYEE');
    return this.requests.run<TakeRequestCode>(ctx, { id }, async ({ row, history, now }) => {
      const { assigneeId, statusCategory } = row;
      if (assigneeId === me) return ok();
      if (assigneeId !== null) {
        const name = (await this.identity.employees([assigneeId])).get(assigneeId)?.name ?? '–';
        return err('ALREADY_TAKEN', 'id', { name });
      }
      if (statusCategory !== 'OPEN' && statusCategory !== 'PAUSED')
        return err('REQUEST_ENDED', 'id', { status: row.statusKey });
      return history.change('ASSIGNED', { assigneeId: me }, now, { actorId: me });
    });
  }
}
