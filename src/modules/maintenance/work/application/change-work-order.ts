import { Injectable } from '@nestjs/common';
import { blankToNull, err, errs, ok, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type VersionedId } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { checkPlanned, checkWork, type WorkValues } from '../domain/work-order.js';
import { WorkReferences, type WorkReferenceCode } from '../../work-references.js';
import { WorkStore, type WorkCode } from './work-store.js';

export type WorkChanges = Partial<WorkValues>;

export interface AssignWorkCommand {
  readonly id: string;
  readonly version?: number | null;
  /** Undefined stays, null empties. */
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
}

export type ChangeWorkCode =
  | CheckCode
  | WorkCode
  | WorkReferenceCode
  | 'END_NOT_AFTER_START'
  | 'CHECKLIST_BEGUN'
  | 'JOB_NOT_FOUND'
  | 'OTHER_GROUP';

/** Corrects what a work order says, and hands it to people. */
@Injectable()
export class ChangeWorkOrder {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
    private readonly references: WorkReferences,
    private readonly customers: CustomersApi,
  ) {}

  async update(
    ctx: Ctx,
    { id, version, ...changes }: WorkChanges & VersionedId,
  ): Promise<Result<{ id: string }, ChangeWorkCode>> {
    const wrong = checkWork(changes, false).err();
    if (wrong) return wrong;
    return this.store.run<{ id: string }, ChangeWorkCode>(ctx, { id, version }, 'maintenance.plan', async (order) => {
      const { plannedFrom = order.plannedFrom, plannedTo = order.plannedTo } = changes;
      const planned = checkPlanned(plannedFrom, plannedTo);
      if (!planned.ok) return planned;
      const checklist = await this.checklist(id, changes.checklistId);
      if (!checklist.ok) return checklist;
      if (changes.jobId != null) {
        const job = (await this.customers.jobs([changes.jobId])).get(changes.jobId);
        if (!job) return err('JOB_NOT_FOUND', 'jobId');
        const above = (await this.customers.ancestors([order.customerId])).get(order.customerId) ?? [];
        if (job.customerId !== order.customerId && !above.includes(job.customerId)) return err('OTHER_GROUP', 'jobId');
      }
      await this.store.change(id, {
        title: changes.title?.trim(),
        description: blankToNull(changes.description),
        priority: changes.priority ?? undefined,
        job_id: changes.jobId,
        planned_from: changes.plannedFrom,
        planned_to: changes.plannedTo,
        due_at: changes.dueAt,
        checklist_version_id: checklist.value,
      });
      return ok({ id });
    });
  }

  assign(ctx: Ctx, cmd: AssignWorkCommand): Promise<Result<{ id: string }, ChangeWorkCode>> {
    return this.store.run<{ id: string }, ChangeWorkCode>(ctx, cmd, 'maintenance.plan', async (order) => {
      const failures = await this.references.failures(cmd, order);
      if (failures.length > 0) return errs(failures);
      await this.store.change(cmd.id, { assignee_id: cmd.assigneeId, team_id: cmd.teamId });
      return ok({ id: cmd.id });
    });
  }

  /** The version of the checklist to go by; another one only while nothing of it is answered. */
  private async checklist(
    id: string,
    checklistId: string | null | undefined,
  ): Promise<Result<string | null | undefined, ChangeWorkCode>> {
    if (checklistId === undefined) return ok(undefined);
    const begun = await this.db.maybeOne(
      sql`select 1 as n from maintenance.checklist_answer n where n.work_order_id = ${id} limit 1`,
    );
    if (begun) return err('CHECKLIST_BEGUN', 'checklistId');
    if (checklistId === null) return ok(null);
    const failures = await this.references.failures({ checklistId });
    if (failures.length > 0) return errs(failures);
    return ok((await this.references.latestChecklists([checklistId])).get(checklistId));
  }
}
