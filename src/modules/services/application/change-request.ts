import { Injectable } from '@nestjs/common';
import { Checks, errs, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { priorityOf } from '../domain/priority.js';
import { type HistoryCode } from '../domain/request-history.js';
import { checkValues, tidy, type RequestValues } from '../domain/request.js';
import { References, type ReferenceCode } from './references.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

/** What is left out (undefined) stays; null empties what may be empty. */
export type RequestChanges = Partial<Omit<RequestValues, 'officeId' | 'assigneeId'>>;

export interface ChangeRequestCommand {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
  readonly changes: RequestChanges;
}

export type ChangeRequestCode = CheckCode | ReferenceCode | WorkCode | HistoryCode;

/** Corrects a request: what it is about, how pressing it is, where and for which job. */
@Injectable()
export class ChangeRequest {
  constructor(
    private readonly requests: WorkOnRequest,
    private readonly references: References,
  ) {}

  async run(ctx: Ctx, cmd: ChangeRequestCommand): Promise<Result<{ id: string }, ChangeRequestCode>> {
    const wrong = this.check(cmd.changes).err();
    if (wrong) return wrong;
    return this.requests.run<ChangeRequestCode>(ctx, cmd, async ({ row, history, now }) => {
      const changes = this.complete(cmd.changes, row);
      const reference = { ...changes, customerId: row.customerId, serviceLine: row.serviceLine };
      const failures = (await this.references.look([reference])).failures(reference, { current: true });
      if (failures.length > 0) return errs(failures);
      return history.change('CHANGED', changes, now, { actorId: ctx.actor.id });
    });
  }

  private check(changes: RequestChanges): Checks {
    const checks = checkValues(changes);
    if (changes.priority !== undefined) checks.required('priority', changes.priority);
    if (changes.channel !== undefined) checks.required('channel', changes.channel);
    return checks;
  }

  /** Texts as they are kept; and the priority follows impact and urgency when these change and it is not given itself. */
  private complete(changes: RequestChanges, row: RequestValues): RequestChanges {
    const { impact = row.impact, urgency = row.urgency } = changes;
    const weighed = (changes.impact != null || changes.urgency != null) && changes.priority === undefined;
    return {
      ...changes,
      ...(changes.subject !== undefined && { subject: changes.subject.trim() }),
      ...(changes.description !== undefined && { description: tidy(changes.description) }),
      ...(weighed && { priority: priorityOf(impact ?? 'MEDIUM', urgency ?? 'MEDIUM') }),
    };
  }
}
