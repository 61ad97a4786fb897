import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql, updateVersioned, lockVersion, type VersionedId } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type Visit, type WorkOrder } from '../domain/facts.js';
import { latestRecorded, LIMITS } from '../../basics/domain/values.js';
import { checkPlanned } from '../domain/work-order.js';
import { PersonTimes, type PersonTimesCode } from './person-times.js';
import { WorkStore, type WorkCode } from './work-store.js';
import { VISIT_COLUMNS } from './work.rows.js';

export interface PlanVisitCommand {
  readonly workOrderId: string;
  readonly engineerId: string;
  readonly plannedFrom: Date;
  readonly plannedTo: Date;
  readonly note?: string | null;
  readonly clientId?: string | null;
}

/** Comes to the site: for a visit that was planned, or without one. */
export interface ArrivalCommand {
  readonly workOrderId: string;
  readonly visitId?: string | null;
  /** Who comes; defaults to the actor. */
  readonly engineerId?: string | null;
  /** Defaults to now. */
  readonly at?: Date | null;
  readonly clientId?: string | null;
}

export interface VisitChanges extends VersionedId {
  readonly engineerId?: string | null;
  readonly plannedFrom?: Date | null;
  readonly plannedTo?: Date | null;
  readonly note?: string | null;
}

export type VisitCode =
  | CheckCode
  | WorkCode
  | 'VISIT_NOT_FOUND'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE'
  | 'END_NOT_AFTER_START'
  | 'CLIENT_ID_TAKEN'
  | 'ARRIVED_ALREADY'
  | 'NOT_ARRIVED'
  | 'DEPARTS_BEFORE_ARRIVAL'
  | 'VISIT_CANCELLED'
  | 'VISIT_TOO_LONG'
  | 'ENTRY_WITHDRAWN'
  | PersonTimesCode;

/** Visits to the site: planned, changed, called off; arrival and departure, also from a phone that sends twice. */
@Injectable()
export class ManageVisits {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
    private readonly identity: IdentityApi,
    private readonly times: PersonTimes,
  ) {}

  async plan(ctx: Ctx, cmd: PlanVisitCommand): Promise<Result<{ id: string }, VisitCode>> {
    const wrong = checkNote(cmd).err() ?? checkPlanned(cmd.plannedFrom, cmd.plannedTo);
    if (!wrong.ok) return wrong;
    const target = { id: cmd.workOrderId, field: 'workOrderId', closedToo: true };
    return this.store.run<{ id: string }, VisitCode>(ctx, target, 'maintenance.plan', async (order) => {
      const before = await this.store.sentBefore('visit', cmd.clientId, order.id);
      if (!before.ok) return before;
      if (before.value) return ok({ id: before.value.id });
      const refused = closed(order) ?? (await this.engineer(cmd.engineerId));
      if (refused) return refused;
      const id = await this.insert(order.id, cmd.engineerId, {
        ...{
          planned_from: cmd.plannedFrom,
          planned_to: cmd.plannedTo,
          note: blankToNull(cmd.note),
          client_id: cmd.clientId,
        },
      });
      if (order.status === 'PLANNED') await this.store.change(order.id, { status: 'SCHEDULED' });
      return ok({ id });
    });
  }

  async update(ctx: Ctx, cmd: VisitChanges): Promise<Result<{ id: string }, VisitCode>> {
    const wrong = checkNote(cmd).err();
    if (wrong) return wrong;
    return this.change(ctx, cmd, 'maintenance.plan', async (visit) => {
      const { plannedFrom = visit.plannedFrom, plannedTo = visit.plannedTo } = cmd;
      const planned = checkPlanned(plannedFrom, plannedTo);
      if (!planned.ok) return planned;
      if (cmd.engineerId != null && cmd.engineerId !== visit.engineerId) {
        const refused = (await this.engineer(cmd.engineerId)) ?? (await this.elsewhere(cmd.engineerId, visit));
        if (refused) return refused;
      }
      await updateVersioned(this.db, 'maintenance.visit', visit.id, {
        engineer_id: cmd.engineerId ?? undefined,
        planned_from: cmd.plannedFrom,
        planned_to: cmd.plannedTo,
        note: blankToNull(cmd.note),
      });
      return ok({ id: visit.id });
    });
  }

  cancel(ctx: Ctx, cmd: VersionedId): Promise<Result<{ id: string }, VisitCode>> {
    return this.change(ctx, cmd, 'maintenance.plan', async (visit) => {
      if (visit.arrivedAt !== null) return err('ARRIVED_ALREADY', 'id');
      await updateVersioned(this.db, 'maintenance.visit', visit.id, { cancelled_at: systemClock.now() });
      return ok({ id: visit.id });
    });
  }

  /** The engineer is there: the work is in progress from then on. Recording it again changes nothing. */
  async arrive(ctx: Ctx, cmd: ArrivalCommand): Promise<Result<{ id: string }, VisitCode>> {
    const now = systemClock.now();
    const at = cmd.at ?? now;
    const wrong = new Checks().instant('at', at, { from: EARLIEST, to: latestRecorded(now) }).err();
    if (wrong) return wrong;
    const target = { id: cmd.workOrderId, field: 'workOrderId', closedToo: true };
    return this.store.run<{ id: string }, VisitCode>(ctx, target, 'maintenance.work', async (order) => {
      const before = await this.store.sentBefore('visit', cmd.visitId == null ? cmd.clientId : null, order.id);
      if (!before.ok) return before;
      if (before.value) return ok({ id: before.value.id });
      const engineerId = cmd.engineerId ?? ctx.actor.id;
      if (cmd.visitId == null && engineerId === null) return err('REQUIRED', 'engineerId');
      const visit = cmd.visitId == null ? null : await this.visitOf(order.id, cmd.visitId);
      if (visit === undefined) return err('VISIT_NOT_FOUND', 'visitId');
      if (visit?.arrivedAt)
        return visit.arrivedAt.getTime() === at.getTime() ? ok({ id: visit.id }) : err('ARRIVED_ALREADY', 'visitId');
      if (visit?.cancelledAt) return err('VISIT_CANCELLED', 'visitId');
      if (visit?.withdrawnAt) return err('ENTRY_WITHDRAWN', 'visitId', { at: visit.withdrawnAt.toISOString() });
      const refused = closed(order) ?? (visit ? undefined : await this.engineer(engineerId as string));
      if (refused) return refused;
      const comes = visit?.engineerId ?? (engineerId as string);
      await this.times.hold(comes);
      const elsewhere = await this.times.arrival(comes, at, visit?.id ?? null);
      if (elsewhere) return elsewhere;
      if (visit) await updateVersioned(this.db, 'maintenance.visit', visit.id, { arrived_at: at });
      const id =
        visit?.id ?? (await this.insert(order.id, engineerId as string, { arrived_at: at, client_id: cmd.clientId }));
      if (order.status !== 'IN_PROGRESS')
        await this.store.change(order.id, { status: 'IN_PROGRESS', started_at: order.startedAt ?? at });
      return ok({ id });
    });
  }

  /** The engineer leaves. Recording the same again changes nothing. */
  async depart(
    ctx: Ctx,
    cmd: {
      readonly id: string;
      readonly at?: Date | null;
      readonly note?: string | null;
      /** That the visit was as long as that. */
      readonly confirmImplausible?: boolean | null;
    },
  ): Promise<Result<{ id: string }, VisitCode>> {
    const now = systemClock.now();
    const at = cmd.at ?? now;
    const wrong = checkNote(cmd)
      .instant('at', at, { from: EARLIEST, to: latestRecorded(now) })
      .err();
    if (wrong) return wrong;
    return this.change(ctx, { id: cmd.id }, 'maintenance.work', async (visit) => {
      if (visit.arrivedAt === null) return err('NOT_ARRIVED', 'id');
      if (at < visit.arrivedAt) return err('DEPARTS_BEFORE_ARRIVAL', 'at', { arrived: visit.arrivedAt.toISOString() });
      if (visit.departedAt?.getTime() === at.getTime()) return ok({ id: visit.id });
      const long = cmd.confirmImplausible === true ? undefined : tooLong(visit.arrivedAt, at, 'at');
      if (long) return long;
      await this.times.hold(visit.engineerId);
      const elsewhere = await this.times.stay(visit.engineerId, [visit.arrivedAt, at], visit.id, 'at');
      if (elsewhere) return elsewhere;
      await updateVersioned(this.db, 'maintenance.visit', visit.id, { departed_at: at, note: blankToNull(cmd.note) });
      return ok({ id: visit.id });
    });
  }

  private async change(
    ctx: Ctx,
    { id, version }: { readonly id: string; readonly version?: number },
    permission: 'maintenance.work' | 'maintenance.plan',
    work: (visit: Visit) => Promise<Result<{ id: string }, VisitCode>>,
  ): Promise<Result<{ id: string }, VisitCode>> {
    const found = await this.db.maybeOne<Visit>(
      sql`select ${VISIT_COLUMNS} from maintenance.visit v where v.id = ${id}`,
    );
    if (!found) return err('NOT_FOUND', 'id');
    // Whoever leaves late may say so when the work is done already.
    const target = { id: found.workOrderId, closedToo: permission === 'maintenance.work' };
    return this.store.run<{ id: string }, VisitCode>(ctx, target, permission, async () => {
      const held = await lockVersion<Visit>(
        this.db,
        sql`select ${VISIT_COLUMNS} from maintenance.visit v where v.id = ${id}`,
        version,
      );
      if (!held.ok) return held;
      const { cancelledAt, withdrawnAt } = held.value;
      if (withdrawnAt !== null) return err('ENTRY_WITHDRAWN', 'id', { at: withdrawnAt.toISOString() });
      return cancelledAt === null ? work(held.value) : err('VISIT_CANCELLED', 'id');
    });
  }

  private async insert(workOrderId: string, engineerId: string, row: Record<string, unknown>): Promise<string> {
    const id = uuidv7();
    await this.db.execute(
      insert('maintenance.visit', { id, work_order_id: workOrderId, engineer_id: engineerId, ...row }),
    );
    return id;
  }

  private visitOf(workOrderId: string, id: string): Promise<Visit | undefined> {
    return this.db.maybeOne<Visit>(
      sql`select ${VISIT_COLUMNS} from maintenance.visit v where v.id = ${id} and v.work_order_id = ${workOrderId} for no key update`,
    );
  }

  /** Why another engineer cannot have made a visit that has begun; undefined when nothing is wrong. */
  private async elsewhere(engineerId: string, { id, arrivedAt, departedAt }: Visit) {
    if (arrivedAt === null) return undefined;
    await this.times.hold(engineerId);
    return departedAt === null
      ? this.times.arrival(engineerId, arrivedAt, id, 'engineerId')
      : this.times.stay(engineerId, [arrivedAt, departedAt], id, 'engineerId');
  }

  /** Why somebody cannot make a visit; undefined when nothing is wrong. */
  private async engineer(id: string) {
    const found = (await this.identity.employees([id])).get(id);
    return found?.active ? undefined : err(found ? 'EMPLOYEE_INACTIVE' : 'EMPLOYEE_NOT_FOUND', 'engineerId');
  }
}

/** Longer than that a visit is asked back: somebody may have forgotten to record a departure. */
const LONGEST_MS = 24 * 3_600_000;

/** That a visit lasted longer than a day; its cure is to confirm it. */
export const tooLong = (arrived: Date, departed: Date, field: string) =>
  departed.getTime() - arrived.getTime() > LONGEST_MS
    ? err('VISIT_TOO_LONG', field, { arrived: arrived.toISOString(), departed: departed.toISOString() })
    : undefined;

const EARLIEST = new Date('1950-01-01T00:00:00Z');

const checkNote = ({ note }: { readonly note?: string | null }): Checks =>
  new Checks().text('note', note, { ...LIMITS.text, optional: true });

const closed = ({ status }: WorkOrder) =>
  status === 'DONE' || status === 'CANCELLED' ? err('WORK_ORDER_CLOSED', 'workOrderId', { status }) : undefined;
