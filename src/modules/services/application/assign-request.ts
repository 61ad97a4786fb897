import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, errs, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { References, type ReferenceCode } from './references.js';
import { WorkOnRequest, type RequestTarget, type WorkCode } from './work-on-request.js';

export interface AssignRequestCommand extends RequestTarget {
  /** Who is to do it: null for nobody, undefined for no change. */
  readonly assigneeId?: string | null;
  /** The team in whose queue it is to be: null for none, undefined for no change. */
  readonly teamId?: string | null;
  /** The office that is to be responsible. */
  readonly officeId?: string | null;
  /** Why, among ourselves. */
  readonly note?: string | null;
}

export type AssignRequestCode = CheckCode | ReferenceCode | WorkCode | HistoryCode;

/** Hands a request to an employee, a team, another office, or back to nobody. */
@Injectable()
export class AssignRequest {
  constructor(
    private readonly requests: WorkOnRequest,
    private readonly references: References,
  ) {}

  async run(ctx: Ctx, cmd: AssignRequestCommand): Promise<Result<{ id: string }, AssignRequestCode>> {
    const checks = new Checks().text('note', cmd.note, { ...LIMITS.text, optional: true });
    if (cmd.assigneeId === undefined && cmd.teamId === undefined && cmd.officeId == null)
      checks.required('assigneeId', undefined);
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.requests.run<AssignRequestCode>(ctx, cmd, async ({ row, history, now }) => {
      const { assigneeId, teamId } = cmd;
      const officeId = cmd.officeId ?? undefined;
      const reference = { customerId: row.customerId, assigneeId, teamId, officeId };
      const failures = (await this.references.look([reference])).failures(reference, { current: true });
      if (failures.length > 0) return errs(failures);
      const by = { actorId: ctx.actor.id };
      const note = blankToNull(cmd.note) ?? null;
      if (note !== null) history.note(note, now, by);
      return history.change('ASSIGNED', { assigneeId, teamId, officeId }, now, by);
    });
  }
}
