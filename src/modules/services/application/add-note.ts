import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

export interface AddNoteCommand {
  readonly id: string;
  readonly body: string;
}

export type AddNoteCode = CheckCode | WorkCode | HistoryCode;

/** Remarks something among ourselves; the customer never sees it and no clock stops. */
@Injectable()
export class AddNote {
  constructor(private readonly requests: WorkOnRequest) {}

  async run(ctx: Ctx, { id, body }: AddNoteCommand): Promise<Result<{ id: string }, AddNoteCode>> {
    const wrong = new Checks().text('body', body, LIMITS.text).err();
    if (wrong) return wrong;
    return this.requests.run<AddNoteCode>(ctx, { id }, ({ history, now }) =>
      history.note(blankToNull(body), now, { actorId: ctx.actor.id }),
    );
  }
}
