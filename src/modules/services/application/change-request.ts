import { Injectable } from '@nestjs/common';
import { oneLine, Checks, blankToNull, errs, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { changedPriority, type PriorityChangeCode } from '../domain/priority.js';
import { type HistoryCode } from '../domain/request-history.js';
import { checkValues, type RequestValues } from '../domain/request.js';
import { PriorityMatrices } from './priority-matrices.js';
import { References, type ReferenceCode } from './references.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

/** What is left out (undefined) stays; null empties what may be empty. */
export type RequestChanges = Partial<
  Omit<RequestValues, 'officeId' | 'assigneeId' | 'teamId' | 'parentId' | 'priorityMatrix'>
>;

export interface ChangeRequestCommand {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
  readonly changes: RequestChanges;
}

export type ChangeRequestCode = CheckCode | ReferenceCode | WorkCode | HistoryCode | PriorityChangeCode;

/** Corrects a request: what it is about, how pressing it is, where and for which job. */
@Injectable()
export class ChangeRequest {
  constructor(
    private readonly requests: WorkOnRequest,
    private readonly references: References,
    private readonly matrices: PriorityMatrices,
  ) {}

  async run(ctx: Ctx, cmd: ChangeRequestCommand): Promise<Result<{ id: string }, ChangeRequestCode>> {
    const wrong = this.check(cmd.changes).err();
    if (wrong) return wrong;
    return this.requests.run<ChangeRequestCode>(ctx, cmd, async ({ row, history, now }) => {
      const priority = changedPriority(row, cmd.changes, await this.matrices.current());
      if (!priority.ok) return priority;
      const changes = { ...this.tidied(cmd.changes), ...priority.value };
      const reference = { ...changes, customerId: row.customerId, serviceLine: row.serviceLine };
      const failures = (await this.references.look([reference])).failures(reference, { current: true });
      if (failures.length > 0) return errs(failures);
      return history.change('CHANGED', changes, now, { actorId: ctx.actor.id });
    });
  }

  private check(changes: RequestChanges): Checks {
    const checks = checkValues(changes);
    if (changes.priority !== undefined) checks.required('priority', changes.priority);
    if (changes.priorityOverridden !== undefined) checks.required('priorityOverridden', changes.priorityOverridden);
    if (changes.channel !== undefined) checks.required('channel', changes.channel);
    return checks;
  }

  /** Texts as they are kept; how the priority came about is decided apart. */
  private tidied({
    priority: _,
    priorityOverridden: __,
    priorityReason: ___,
    ...changes
  }: RequestChanges): RequestChanges {
    return {
      ...changes,
      ...(changes.subject !== undefined && { subject: oneLine(changes.subject) }),
      ...(changes.description !== undefined && { description: blankToNull(changes.description) }),
    };
  }
}
