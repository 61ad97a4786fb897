import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, errs, ok, systemClock, uuidv7, staleVersion, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql } from '#platform/database';
import { IdentityApi, OfficeReach } from '#modules/identity';
import { ServicesApi, type ReferenceCode } from '#modules/services';
import { checkDeliverable, LIMITS, type DeliverableValues } from '../domain/consulting.js';
import { type ChangeCode } from './engagements.js';
import {
  DELIVERABLE_COLUMNS,
  DELIVERABLES,
  ENGAGEMENT_COLUMNS,
  type DeliverableRow,
  type EngagementRow,
} from './rows.js';

const MANAGE = 'consulting.manage-engagements';

export interface AddDeliverableCommand extends Omit<DeliverableValues, 'nameNative' | 'description' | 'ownerId'> {
  readonly engagementId: string;
  readonly nameNative?: string | null;
  readonly description?: string | null;
  /** Defaults to the lead of the engagement. */
  readonly ownerId?: string | null;
}
export interface UpdateDeliverableCommand extends Partial<DeliverableValues> {
  readonly id: string;
  readonly version: number;
  /** Takes it back: it will not be delivered. */
  readonly withdraw?: boolean | null;
}
export interface SubmitDeliverableCommand {
  readonly id: string;
  readonly version: number;
  readonly note?: string | null;
}
export interface DecideDeliverableCommand {
  readonly id: string;
  readonly version: number;
  readonly accepted: boolean;
  /** Who of the customer decided. */
  readonly personId?: string | null;
  /** Needed to reject. */
  readonly reason?: string | null;
}

export type DeliverableCode =
  | ChangeCode
  | ReferenceCode
  | 'ENGAGEMENT_NOT_FOUND'
  | 'ENGAGEMENT_CLOSED'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE'
  | 'DELIVERABLE_NOT_OPEN'
  | 'DELIVERABLE_NOT_SUBMITTED'
  | 'DELIVERABLE_ACCEPTED';

type Held = { readonly row: DeliverableRow; readonly engagement: EngagementRow };

/** What engagements deliver: planned, handed over, accepted or sent back; as many rounds as it takes. */
@Injectable()
export class Deliverables {
  constructor(
    private readonly db: Database,
    private readonly reach: OfficeReach,
    private readonly identity: IdentityApi,
    private readonly services: ServicesApi,
  ) {}

  async add(ctx: Ctx, cmd: AddDeliverableCommand): Promise<Result<{ id: string }, DeliverableCode>> {
    const wrong = checkDeliverable(cmd as Partial<DeliverableValues>).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, DeliverableCode>(ctx, async () => {
      const engagement = await this.engagement(cmd.engagementId);
      if (!engagement || !(await this.reach.may(ctx, 'consulting.read', engagement.officeId)))
        return err('ENGAGEMENT_NOT_FOUND', 'engagementId');
      await this.reach.assertMay(ctx, MANAGE, engagement.officeId);
      const closed = closedOf(engagement);
      if (closed) return closed;
      const ownerId = cmd.ownerId ?? engagement.leadId;
      const nobody = await this.employee(ownerId);
      if (nobody) return nobody;
      const id = uuidv7();
      await this.db.execute(
        insert('consulting.deliverable', {
          ...{
            id,
            engagement_id: engagement.id,
            name: cmd.name.trim(),
            name_native: blankToNull(cmd.nameNative) ?? null,
          },
          ...{ description: blankToNull(cmd.description) ?? null, owner_id: ownerId, due_on: cmd.dueOn },
        }),
      );
      return ok({ id });
    });
  }

  async update(ctx: Ctx, cmd: UpdateDeliverableCommand): Promise<Result<{ id: string }, DeliverableCode>> {
    const checks = checkDeliverable(cmd);
    if (cmd.ownerId !== undefined) checks.required('ownerId', cmd.ownerId);
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.change(ctx, cmd, async ({ row }) => {
      if (row.status === 'ACCEPTED') return err('DELIVERABLE_ACCEPTED', 'id');
      const nobody = cmd.ownerId ? await this.employee(cmd.ownerId) : undefined;
      if (nobody) return nobody;
      return ok({
        name: cmd.name?.trim(),
        name_native: blankToNull(cmd.nameNative),
        description: blankToNull(cmd.description),
        owner_id: cmd.ownerId,
        due_on: cmd.dueOn,
        status: cmd.withdraw ? 'WITHDRAWN' : cmd.withdraw === false && row.status === 'WITHDRAWN' ? 'DRAFT' : undefined,
      });
    });
  }

  /** Hands it over to the customer. */
  async submit(
    ctx: Ctx,
    cmd: SubmitDeliverableCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, DeliverableCode>> {
    const wrong = new Checks().text('note', cmd.note, { ...LIMITS.reason, optional: true }).err();
    if (wrong) return wrong;
    return this.change(ctx, cmd, async ({ row }) => {
      if (row.status !== 'DRAFT' && row.status !== 'REJECTED')
        return err('DELIVERABLE_NOT_OPEN', 'id', { status: row.status });
      await this.db.execute(
        insert('consulting.deliverable_round', {
          ...{ id: uuidv7(), deliverable_id: row.id, number: row.rounds + 1, note: blankToNull(cmd.note) ?? null },
          ...{ submitted_at: now, submitted_by: ctx.actor.id },
        }),
      );
      return ok({ status: 'SUBMITTED', rounds: row.rounds + 1 });
    });
  }

  /** Records what the customer said to what was handed over. */
  async decide(
    ctx: Ctx,
    cmd: DecideDeliverableCommand,
    now: Date = systemClock.now(),
  ): Promise<Result<{ id: string }, DeliverableCode>> {
    const wrong = new Checks().text('reason', cmd.reason, { ...LIMITS.reason, optional: cmd.accepted }).err();
    if (wrong) return wrong;
    return this.change(ctx, cmd, async ({ row, engagement }) => {
      if (row.status !== 'SUBMITTED') return err('DELIVERABLE_NOT_SUBMITTED', 'id', { status: row.status });
      if (cmd.personId != null) {
        const { failures } = await this.services.checkReferences({
          customerId: engagement.customerId,
          requesterId: cmd.personId,
        });
        if (failures.length > 0) return errs(failures.map((f) => ({ ...f, field: 'personId' })));
      }
      await this.db.execute(
        sql`update consulting.deliverable_round
               set decision = ${cmd.accepted ? 'ACCEPTED' : 'REJECTED'}, decided_at = ${now},
                   decided_by = ${cmd.personId ?? null}, recorded_by = ${ctx.actor.id}, reason = ${blankToNull(cmd.reason) ?? null}
             where deliverable_id = ${row.id} and number = ${row.rounds}`,
      );
      return ok({ status: cmd.accepted ? 'ACCEPTED' : 'REJECTED' });
    });
  }

  private change(
    ctx: Ctx,
    { id, version }: { id: string; version: number },
    work: (held: Held) => Promise<Result<Record<string, unknown>, DeliverableCode>>,
  ): Promise<Result<{ id: string }, DeliverableCode>> {
    return this.db.transaction<{ id: string }, DeliverableCode>(ctx, async () => {
      const row = await this.db.maybeOne<DeliverableRow>(
        sql`select ${DELIVERABLE_COLUMNS} from ${DELIVERABLES} where d.id = ${id} for update of d`,
      );
      if (!row || !(await this.reach.may(ctx, 'consulting.read', row.officeId))) return err('NOT_FOUND', 'id');
      // Whoever owns it hands it over, whatever else he may do.
      if (row.ownerId !== ctx.actor.id) await this.reach.assertMay(ctx, MANAGE, row.officeId);
      if (row.version !== version) return staleVersion(row);
      const engagement = (await this.engagement(row.engagementId)) as EngagementRow;
      const closed = closedOf(engagement);
      if (closed) return closed;
      const done = await work({ row, engagement });
      if (!done.ok) return done;
      const changes = assignments({ ...done.value, version: row.version + 1 });
      if (changes) await this.db.execute(sql`update consulting.deliverable set ${changes} where id = ${id}`);
      return ok({ id });
    });
  }

  private engagement(id: string): Promise<EngagementRow | undefined> {
    return this.db.maybeOne<EngagementRow>(
      sql`select ${ENGAGEMENT_COLUMNS} from consulting.engagement e where e.id = ${id} for share`,
    );
  }

  private async employee(id: string): Promise<Result<never, 'EMPLOYEE_NOT_FOUND' | 'EMPLOYEE_INACTIVE'> | undefined> {
    const employee = (await this.identity.employees([id])).get(id);
    if (!employee) return err('EMPLOYEE_NOT_FOUND', 'ownerId');
    return employee.active ? undefined : err('EMPLOYEE_INACTIVE', 'ownerId');
  }
}

function closedOf({ status }: EngagementRow): Result<never, 'ENGAGEMENT_CLOSED'> | undefined {
  return status === 'COMPLETED' || status === 'CANCELLED' ? err('ENGAGEMENT_CLOSED', 'id', { status }) : undefined;
}
