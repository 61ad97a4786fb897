import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  Decimal,
  err,
  moneyText,
  ok,
  roundMoney,
  systemClock,
  uuidv7,
  type CheckCode,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { PART_QUANTITY, PART_QUANTITY_EXPECTED } from '../../basics/domain/quantity.js';
import { type WorkOrder } from '../domain/facts.js';
import { latestRecorded, LIMITS } from '../../basics/domain/values.js';
import { PART_COLUMNS } from '../../catalogue/application/catalogue.rows.js';
import { type Part } from '../../catalogue/domain/part.js';
import { isOpen } from '../domain/work-order.js';
import { SEVERITIES, type Severity } from '../domain/statuses.js';
import { PersonTimes, type PersonTimesCode } from './person-times.js';
import { WorkStore, type WorkCode } from './work-store.js';

interface Entry {
  readonly workOrderId: string;
  /** UUID made by the phone: what is sent twice is recorded once. */
  readonly clientId?: string | null;
}

export interface FindingCommand extends Entry {
  readonly severity: Severity;
  readonly text: string;
  /** Defaults to that of the work order. */
  readonly assetId?: string | null;
  readonly foundAt?: Date | null;
}

export interface PartUseCommand extends Entry {
  readonly partId: string;
  readonly quantity: string;
  readonly usedAt?: Date | null;
}

export interface LabourCommand extends Entry {
  /** Defaults to the actor. */
  readonly employeeId?: string | null;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly note?: string | null;
}

type EntryKind = 'finding' | 'part_use' | 'labour';

export type EntryCode =
  | CheckCode
  | WorkCode
  | 'CLIENT_ID_TAKEN'
  | 'ASSET_NOT_FOUND'
  | 'OTHER_CUSTOMER'
  | 'PART_NOT_FOUND'
  | 'PART_RETIRED'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE'
  | 'ENDS_IN_FUTURE'
  | PersonTimesCode;

/** What is noted at a work order: findings, parts that were used, time that was spent. */
@Injectable()
export class RecordEntries {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
    private readonly identity: IdentityApi,
    private readonly times: PersonTimes,
  ) {}

  finding(ctx: Ctx, cmd: FindingCommand): Promise<Result<{ id: string }, EntryCode>> {
    const now = systemClock.now();
    const checks = new Checks()
      .text('text', cmd.text, LIMITS.text)
      .oneOf('severity', cmd.severity, SEVERITIES)
      .instant('foundAt', cmd.foundAt, { from: EARLIEST, to: latestRecorded(now) });
    return this.record(ctx, 'finding', cmd, checks, async (order) => {
      if (cmd.assetId != null && cmd.assetId !== order.assetId) {
        const asset = await this.db.maybeOne<{ customerId: string }>(
          sql`select a.customer_id as "customerId" from maintenance.asset a where a.id = ${cmd.assetId}`,
        );
        if (!asset) return err('ASSET_NOT_FOUND', 'assetId');
        if (asset.customerId !== order.customerId) return err('OTHER_CUSTOMER', 'assetId');
      }
      return ok({
        asset_id: cmd.assetId ?? order.assetId,
        severity: cmd.severity,
        text: cmd.text.trim(),
        found_at: cmd.foundAt ?? now,
        found_by: ctx.actor.id,
      });
    });
  }

  /** At the price that the catalogue has now. */
  partUse(ctx: Ctx, cmd: PartUseCommand): Promise<Result<{ id: string }, EntryCode>> {
    const now = systemClock.now();
    const checks = new Checks()
      .pattern('quantity', cmd.quantity, PART_QUANTITY, PART_QUANTITY_EXPECTED)
      .instant('usedAt', cmd.usedAt, { from: EARLIEST, to: latestRecorded(now) });
    return this.record(ctx, 'part_use', cmd, checks, async () => {
      const part = await this.db.maybeOne<Part>(
        sql`select ${PART_COLUMNS} from maintenance.part p where p.id = ${cmd.partId}`,
      );
      if (!part?.active) return err(part ? 'PART_RETIRED' : 'PART_NOT_FOUND', 'partId');
      const usedAt = cmd.usedAt ?? now;
      const ended = new Checks().currency('partId', part.currency, usedAt.toISOString().slice(0, 10)).err();
      if (ended) return ended;
      return ok({
        part_id: part.id,
        quantity: cmd.quantity,
        unit_price: moneyText(part.price, part.currency),
        currency: part.currency,
        cost: costOf(cmd.quantity, part),
        used_at: usedAt,
        used_by: ctx.actor.id,
      });
    });
  }

  labour(ctx: Ctx, cmd: LabourCommand): Promise<Result<{ id: string }, EntryCode>> {
    const now = systemClock.now();
    const employeeId = cmd.employeeId ?? ctx.actor.id;
    const checks = new Checks()
      .required('employeeId', employeeId)
      .instant('startedAt', cmd.startedAt, { from: EARLIEST, to: latestRecorded(now) })
      .integer('minutes', cmd.minutes, LIMITS.minutes)
      .text('note', cmd.note, { ...LIMITS.text, optional: true });
    return this.record(ctx, 'labour', cmd, checks, async () => {
      const employee = (await this.identity.employees([employeeId as string])).get(employeeId as string);
      if (!employee?.active) return err(employee ? 'EMPLOYEE_INACTIVE' : 'EMPLOYEE_NOT_FOUND', 'employeeId');
      const span = spanOf(cmd);
      const future = endsInFuture(span, now);
      if (future) return future;
      await this.times.hold(employee.id);
      const overlaps = await this.times.labour(employee.id, span, null);
      if (overlaps) return overlaps;
      return ok({
        employee_id: employee.id,
        started_at: cmd.startedAt,
        minutes: cmd.minutes,
        note: blankToNull(cmd.note) ?? null,
      });
    });
  }

  private async record(
    ctx: Ctx,
    kind: EntryKind,
    { workOrderId, clientId }: Entry,
    checks: Checks,
    rowOf: (order: WorkOrder) => Promise<Result<Record<string, unknown>, EntryCode>>,
  ): Promise<Result<{ id: string }, EntryCode>> {
    const wrong = checks.err();
    if (wrong) return wrong;
    const target = { id: workOrderId, field: 'workOrderId', closedToo: true };
    return this.store.run<{ id: string }, EntryCode>(ctx, target, 'maintenance.work', async (order) => {
      // A phone that was out of reach may send again when the work is closed already.
      const before = await this.store.sentBefore(kind, clientId, order.id);
      if (!before.ok) return before;
      if (before.value) return ok({ id: before.value.id });
      if (!isOpen(order.status)) return err('WORK_ORDER_CLOSED', 'workOrderId', { status: order.status });
      const row = await rowOf(order);
      if (!row.ok) return row;
      const id = uuidv7();
      await this.db.execute(
        insert(`maintenance.${kind}`, { id, work_order_id: order.id, ...row.value, client_id: clientId ?? null }),
      );
      return ok({ id });
    });
  }
}

/** From when to when somebody worked. */
export const spanOf = ({
  startedAt,
  minutes,
}: {
  readonly startedAt: Date;
  readonly minutes: number;
}): [Date, Date] => [startedAt, new Date(startedAt.getTime() + minutes * 60_000)];

/** That work would end in the future: it is recorded when it is done. */
export const endsInFuture = ([, end]: readonly [Date, Date], now: Date) =>
  end > latestRecorded(now) ? err('ENDS_IN_FUTURE', 'minutes', { end: end.toISOString() }) : undefined;

/** What so much of a part costs, rounded once to the minor unit of its currency. */
export const costOf = (quantity: string, { price, currency }: Pick<Part, 'price' | 'currency'>): string =>
  moneyText(roundMoney(Decimal.parse(quantity).multiply(Decimal.parse(price)), currency), currency);

const EARLIEST = new Date('1950-01-01T00:00:00Z');
