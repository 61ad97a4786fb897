import { Injectable } from '@nestjs/common';
import { blankToNull, Checks, Decimal, err, ok, staleVersion, systemClock, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { checkReason, Corrections } from '../../basics/application/corrections.js';
import { type CorrectedEntry } from '../../basics/domain/correction.js';
import { PART_QUANTITY, PART_QUANTITY_EXPECTED } from '../../basics/domain/quantity.js';
import { latestRecorded, LIMITS } from '../../basics/domain/values.js';
import { type Finding, type Labour, type PartUse, type Visit, type WorkOrder } from '../domain/facts.js';
import { isOpen } from '../domain/work-order.js';
import { tooLong } from './manage-visits.js';
import { PersonTimes, type PersonTimesCode } from './person-times.js';
import { costOf, endsInFuture, spanOf } from './record-entries.js';
import { WorkStore, type WorkCode } from './work-store.js';
import { FINDING_COLUMNS, LABOUR_COLUMNS, PART_USE_COLUMNS, VISIT_COLUMNS } from './work.rows.js';

/** What is corrected about an entry, and why. What is left out stays. */
interface Corrected {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
  readonly reason: string;
}

export interface LabourCorrection extends Corrected {
  readonly employeeId?: string | null;
  readonly startedAt?: Date | null;
  readonly minutes?: number | null;
  readonly note?: string | null;
}

export interface PartUseCorrection extends Corrected {
  readonly quantity?: string | null;
  readonly usedAt?: Date | null;
}

export interface VisitCorrection extends Corrected {
  readonly arrivedAt?: Date | null;
  /** Null: still there. */
  readonly departedAt?: Date | null;
  readonly note?: string | null;
  /** That the visit was as long as that. */
  readonly confirmImplausible?: boolean | null;
}

/** Entries of work orders that can be withdrawn. */
export type WithdrawnKind = 'VISIT' | 'LABOUR' | 'PART_USE' | 'FINDING';

export type CorrectEntryCode =
  | CheckCode
  | WorkCode
  | PersonTimesCode
  | 'ENTRY_WITHDRAWN'
  | 'ENDS_IN_FUTURE'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE'
  | 'NOT_ARRIVED'
  | 'DEPARTS_BEFORE_ARRIVAL'
  | 'VISIT_TOO_LONG'
  | 'VISIT_CANCELLED'
  | 'HAS_FOLLOW_UP';

interface Entry {
  readonly id: string;
  readonly workOrderId: string;
  readonly withdrawnAt: Date | null;
  readonly version: number;
}

const EARLIEST = new Date('1950-01-01T00:00:00Z');

/**
 * Corrects and withdraws what was recorded at a work order, also once it is done: a mistake is noticed when it is billed.
 * The entry says what counts, its history what it said before, who changed it and why.
 */
@Injectable()
export class CorrectEntries {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
    private readonly identity: IdentityApi,
    private readonly corrections: Corrections,
    private readonly times: PersonTimes,
  ) {}

  labour(ctx: Ctx, cmd: LabourCorrection): Promise<Result<{ id: string }, CorrectEntryCode>> {
    const now = systemClock.now();
    const checks = checkReason(cmd.reason)
      .instant('startedAt', cmd.startedAt, { from: EARLIEST, to: latestRecorded(now) })
      .integer('minutes', cmd.minutes, LIMITS.minutes)
      .text('note', cmd.note, { ...LIMITS.text, optional: true });
    return this.change<Labour>(ctx, 'LABOUR', cmd, checks, async (entry) => {
      const after = {
        employeeId: cmd.employeeId ?? entry.employeeId,
        startedAt: cmd.startedAt ?? entry.startedAt,
        minutes: cmd.minutes ?? entry.minutes,
        note: cmd.note === undefined ? entry.note : (blankToNull(cmd.note) ?? null),
      };
      if (after.employeeId !== entry.employeeId) {
        const employee = (await this.identity.employees([after.employeeId])).get(after.employeeId);
        if (!employee?.active) return err(employee ? 'EMPLOYEE_INACTIVE' : 'EMPLOYEE_NOT_FOUND', 'employeeId');
      }
      const future = endsInFuture(spanOf(after), now);
      if (future) return future;
      await this.times.hold(after.employeeId);
      const overlaps = await this.times.labour(after.employeeId, spanOf(after), entry.id);
      if (overlaps) return overlaps;
      const { employeeId, startedAt, minutes, note } = entry;
      if (
        await this.corrections.corrected(ctx, 'LABOUR', entry.id, cmd.reason, {
          before: { employeeId, startedAt, minutes, note },
          after,
        })
      )
        await this.db.execute(
          sql`update maintenance.labour
                 set employee_id = ${after.employeeId}, started_at = ${after.startedAt}, minutes = ${after.minutes}::integer,
                     note = ${after.note}, version = version + 1
               where id = ${entry.id}`,
        );
      return ok();
    });
  }

  /** At the price it was recorded at. */
  partUse(ctx: Ctx, cmd: PartUseCorrection): Promise<Result<{ id: string }, CorrectEntryCode>> {
    const now = systemClock.now();
    const checks = checkReason(cmd.reason)
      .pattern('quantity', cmd.quantity, PART_QUANTITY, PART_QUANTITY_EXPECTED)
      .instant('usedAt', cmd.usedAt, { from: EARLIEST, to: latestRecorded(now) });
    return this.change<PartUse>(ctx, 'PART_USE', cmd, checks, async (entry) => {
      const { usedAt, cost } = entry;
      const quantity = plain(entry.quantity);
      const after = { quantity: plain(cmd.quantity ?? quantity), usedAt: cmd.usedAt ?? usedAt };
      const price = { price: entry.unitPrice, currency: entry.currency };
      const states = {
        before: { quantity, usedAt, cost },
        after: { ...after, cost: cmd.quantity == null ? cost : costOf(after.quantity, price) },
      };
      if (await this.corrections.corrected(ctx, 'PART_USE', entry.id, cmd.reason, states))
        await this.db.execute(
          sql`update maintenance.part_use
                 set quantity = ${after.quantity}::numeric, used_at = ${after.usedAt}, cost = ${states.after.cost}::numeric,
                     version = version + 1
               where id = ${entry.id}`,
        );
      return ok();
    });
  }

  visit(ctx: Ctx, cmd: VisitCorrection): Promise<Result<{ id: string }, CorrectEntryCode>> {
    const now = systemClock.now();
    const span = { from: EARLIEST, to: latestRecorded(now) };
    const checks = checkReason(cmd.reason)
      .instant('arrivedAt', cmd.arrivedAt, span)
      .instant('departedAt', cmd.departedAt, span)
      .text('note', cmd.note, { ...LIMITS.text, optional: true });
    return this.change<Visit>(ctx, 'VISIT', cmd, checks, async (entry, order) => {
      if (entry.cancelledAt !== null) return err('VISIT_CANCELLED', 'id');
      const arrivedAt = cmd.arrivedAt ?? entry.arrivedAt;
      const departedAt = cmd.departedAt === undefined ? entry.departedAt : cmd.departedAt;
      if (arrivedAt === null) return err('NOT_ARRIVED', 'id');
      const wrong = await this.stay(cmd, entry, order, arrivedAt, departedAt);
      if (!wrong.ok) return wrong;
      const note = cmd.note === undefined ? entry.note : (blankToNull(cmd.note) ?? null);
      const states = {
        before: { arrivedAt: entry.arrivedAt, departedAt: entry.departedAt, note: entry.note },
        after: { arrivedAt, departedAt, note },
      };
      if (await this.corrections.corrected(ctx, 'VISIT', entry.id, cmd.reason, states)) {
        await this.db.execute(
          sql`update maintenance.visit
                 set arrived_at = ${arrivedAt}, departed_at = ${departedAt}, note = ${note}, version = version + 1
               where id = ${entry.id}`,
        );
        await this.startWith(order, entry.arrivedAt);
      }
      return ok();
    });
  }

  /** Withdraws an entry: it counts for nothing, and stays with its history. A finding that led to a request cannot be. */
  withdraw(
    ctx: Ctx,
    kind: WithdrawnKind,
    cmd: { readonly id: string; readonly version?: number; readonly reason: string; readonly openOnly?: boolean },
  ): Promise<Result<{ id: string; workOrderId: string }, CorrectEntryCode>> {
    const now = systemClock.now();
    return this.change<Entry>(ctx, kind, cmd, checkReason(cmd.reason), async (entry, order) => {
      if (cmd.openOnly && !isOpen(order.status)) return err('WORK_ORDER_CLOSED', 'id', { status: order.status });
      if (kind === 'FINDING' && (entry as Finding).followUpId !== null) return err('HAS_FOLLOW_UP', 'id');
      if (kind === 'VISIT' && (entry as Visit).cancelledAt !== null) return err('VISIT_CANCELLED', 'id');
      await this.corrections.withdrawn(ctx, kind, entry.id, cmd.reason, SHOWN[kind](entry));
      await this.db.execute(WITHDRAW[kind](entry.id, now));
      if (kind === 'VISIT') await this.startWith(order, (entry as Visit).arrivedAt);
      return ok();
    });
  }

  /** Whether the engineer can have been there from one instant to another. */
  private async stay(
    cmd: VisitCorrection,
    { id, engineerId }: Visit,
    order: WorkOrder,
    arrivedAt: Date,
    departedAt: Date | null,
  ): Promise<Result<void, CorrectEntryCode>> {
    await this.times.hold(engineerId);
    if (departedAt === null) {
      // Nobody is on site of work that is done.
      if (!isOpen(order.status)) return err('WORK_ORDER_CLOSED', 'departedAt', { status: order.status });
      return (await this.times.arrival(engineerId, arrivedAt, id, 'arrivedAt')) ?? ok();
    }
    if (departedAt < arrivedAt)
      return err('DEPARTS_BEFORE_ARRIVAL', 'departedAt', { arrived: arrivedAt.toISOString() });
    const long = cmd.confirmImplausible === true ? undefined : tooLong(arrivedAt, departedAt, 'departedAt');
    return long ?? (await this.times.stay(engineerId, [arrivedAt, departedAt], id, 'arrivedAt')) ?? ok();
  }

  /** Work began with the first arrival: where that was corrected or withdrawn, with the first that is left. */
  private async startWith(order: WorkOrder, arrivedAt: Date | null): Promise<void> {
    if (order.startedAt === null || order.startedAt.getTime() !== arrivedAt?.getTime()) return;
    await this.db.execute(
      sql`update maintenance.work_order w
             set started_at = coalesce((select min(v.arrived_at) from maintenance.visit v
                                         where v.work_order_id = w.id and v.withdrawn_at is null), w.started_at)
           where w.id = ${order.id}`,
    );
  }

  private read(kind: WithdrawnKind, id: string): Promise<Entry | undefined> {
    switch (kind) {
      case 'VISIT':
        return this.db.maybeOne<Visit>(sql`select ${VISIT_COLUMNS} from maintenance.visit v where v.id = ${id}`);
      case 'LABOUR':
        return this.db.maybeOne<Labour>(sql`select ${LABOUR_COLUMNS} from maintenance.labour l where l.id = ${id}`);
      case 'PART_USE':
        return this.db.maybeOne<PartUse>(
          sql`select ${PART_USE_COLUMNS} from maintenance.part_use u where u.id = ${id}`,
        );
      case 'FINDING':
        return this.db.maybeOne<Finding>(sql`select ${FINDING_COLUMNS} from maintenance.finding f where f.id = ${id}`);
    }
  }

  private async change<E extends Entry>(
    ctx: Ctx,
    kind: WithdrawnKind,
    { id, version }: { readonly id: string; readonly version?: number },
    checks: Checks,
    work: (entry: E, order: WorkOrder) => Promise<Result<void, CorrectEntryCode>>,
  ): Promise<Result<{ id: string; workOrderId: string }, CorrectEntryCode>> {
    const wrong = checks.err();
    if (wrong) return wrong;
    const found = await this.read(kind, id);
    if (!found) return err('NOT_FOUND', 'id');
    const { workOrderId } = found;
    return this.store.run<{ id: string; workOrderId: string }, CorrectEntryCode>(
      ctx,
      { id: workOrderId, closedToo: true },
      'maintenance.work',
      async (order) => {
        // Held with its work order: entries change while that is held alone.
        const entry = (await this.read(kind, id)) as E;
        if (version !== undefined && entry.version !== version) return staleVersion(entry);
        if (entry.withdrawnAt !== null) return err('ENTRY_WITHDRAWN', 'id', { at: entry.withdrawnAt.toISOString() });
        const done = await work(entry, order);
        return done.ok ? ok({ id, workOrderId }) : done;
      },
    );
  }
}

/** A quantity without zeros at its end. */
const plain = (quantity: string): string => Decimal.parse(quantity).format({ trim: true });

const shownVisit = ({ engineerId, plannedFrom, plannedTo, arrivedAt, departedAt, note }: Visit) => ({
  ...{ engineerId, plannedFrom, plannedTo, arrivedAt, departedAt, note },
});
const shownLabour = ({ employeeId, startedAt, minutes, note }: Labour) => ({ employeeId, startedAt, minutes, note });
const shownPartUse = ({ partId, quantity, unitPrice, currency, cost, usedAt }: PartUse) => ({
  ...{ partId, quantity, unitPrice, currency, cost, usedAt },
});
const shownFinding = ({ severity, text, foundAt }: Finding) => ({ severity, text, foundAt });

/** What a withdrawal keeps of an entry. */
const SHOWN = {
  VISIT: (e: Entry) => shownVisit(e as Visit),
  LABOUR: (e: Entry) => shownLabour(e as Labour),
  PART_USE: (e: Entry) => shownPartUse(e as PartUse),
  FINDING: (e: Entry) => shownFinding(e as Finding),
} as const satisfies Partial<Record<CorrectedEntry, (entry: Entry) => object>>;

const WITHDRAW: Readonly<Record<WithdrawnKind, (id: string, now: Date) => Sql>> = {
  VISIT: (id, now) => sql`update maintenance.visit set withdrawn_at = ${now}, version = version + 1 where id = ${id}`,
  LABOUR: (id, now) => sql`update maintenance.labour set withdrawn_at = ${now}, version = version + 1 where id = ${id}`,
  PART_USE: (id, now) =>
    sql`update maintenance.part_use set withdrawn_at = ${now}, version = version + 1 where id = ${id}`,
  FINDING: (id, now) =>
    sql`update maintenance.finding set withdrawn_at = ${now}, version = version + 1 where id = ${id}`,
};
