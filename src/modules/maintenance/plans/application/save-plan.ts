import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import {
  Database,
  insert,
  sql,
  updateVersioned,
  lockVersion,
  type VersionCode,
  type VersionedId,
} from '#platform/database';
import { Outbox } from '#platform/outbox';
import { ASSET_COLUMNS, METER_COLUMNS } from '../../assets/application/asset.rows.js';
import { CRITICALITIES, type Criticality } from '../../assets/domain/asset-kinds.js';
import { type Asset } from '../../assets/domain/asset.js';
import { type Meter } from '../../assets/domain/meter.js';
import { QUANTITY, QUANTITY_EXPECTED } from '../../basics/domain/quantity.js';
import { LIMITS } from '../../basics/domain/values.js';
import { planChanged } from '../../maintenance.events.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { readRule, type PlanRuleCode } from './plan-dates.js';
import { PlanTimes, timesOf, type NextTimes, type PlanGround } from './plan-times.js';
import { WorkReferences, type WorkReferenceCode } from '../../work-references.js';
import { COVERS, PLAN_KINDS, type Covers, type PlanKind, type Plan } from '../domain/plan.js';
import { PLAN_COLUMNS } from './plan.rows.js';

export interface PlanValues {
  readonly title: string;
  readonly description?: string | null;
  readonly kind?: PlanKind | null;
  readonly priority?: Criticality | null;
  readonly checklistId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  /** By calendar: a rule of RFC 5545, from a date on, at a time of day at the site. */
  readonly rule?: string | null;
  readonly startsOn?: string | null;
  /** Defaults to 08:00. */
  readonly localTime?: string | null;
  readonly endsOn?: string | null;
  /** By meter: every so many units; defaults to the first time at this total after as many units from now. */
  readonly meterId?: string | null;
  readonly meterEvery?: string | null;
  readonly firstTotal?: string | null;
  /** Whether the next is counted from when the last was done. */
  readonly floating?: boolean | null;
  readonly leadDays?: number | null;
}

export interface NewPlan extends PlanValues {
  readonly assetId: string;
  readonly covers?: Covers | null;
}

export interface PlanChanges extends Partial<PlanValues>, VersionedId {
  readonly active?: boolean | null;
}

export type PlanCode =
  | CheckCode
  | VersionCode
  | PlanRuleCode
  | WorkReferenceCode
  | 'ONE_OF'
  | 'METER_NOT_FOUND'
  | 'METER_COVERS_ITS_ASSET'
  | 'END_BEFORE_START'
  | 'PLAN_NEVER_DUE';

/** Makes and changes maintenance plans. A change begins anew from today; what was made already stays. */
@Injectable()
export class SavePlan {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: MaintenancePolicy,
    private readonly references: WorkReferences,
    private readonly times: PlanTimes,
  ) {}

  async create(ctx: Ctx, cmd: NewPlan, now = systemClock.now()): Promise<Result<{ id: string }, PlanCode>> {
    const id = uuidv7();
    return this.db.transaction<{ id: string }, PlanCode>(ctx, async () => {
      const drafted = await this.draft(ctx, cmd, now);
      if (!drafted.ok) return drafted;
      const { plan, zone } = drafted.value;
      const times = this.times.beginning(drafted.value, now, new Set(), cmd.firstTotal);
      if (plan.rule !== null && times.next_due_at === null) return err('PLAN_NEVER_DUE', 'rule');
      await this.db.execute(
        insert('maintenance.plan', {
          id,
          asset_id: plan.assetId,
          covers: plan.covers,
          ...rowOf(plan),
          ...times,
          created_by: ctx.actor.id,
          starts_on: plan.rule === null ? null : (plan.startsOn ?? wallTimeAt(zone, now.getTime()).date),
        }),
      );
      await this.outbox.add(ctx, planChanged, { planId: id, assetId: plan.assetId });
      return ok({ id });
    });
  }

  async update(ctx: Ctx, cmd: PlanChanges, now = systemClock.now()): Promise<Result<{ id: string }, PlanCode>> {
    return this.db.transaction<{ id: string }, PlanCode>(ctx, async () => {
      const held = await lockVersion<Plan>(
        this.db,
        sql`select ${PLAN_COLUMNS} from maintenance.plan p where p.id = ${cmd.id}`,
        cmd.version,
      );
      if (!held.ok) return held;
      const before = held.value;
      const { id: _, version: __, ...given } = cmd;
      const merged = { ...before, ...defined(given) };
      const drafted = await this.draft(ctx, merged, now, before);
      if (!drafted.ok) return drafted;
      const ground = drafted.value;
      const done = await this.db.query<{ key: string }>(
        sql`select o.key from maintenance.plan_occurrence o where o.plan_id = ${cmd.id} and o.due_at >= ${now}::timestamptz - interval '2 days'`,
      );
      const retimed = TIMING.some((field) => ground.plan[field] !== before[field]) || cmd.firstTotal != null;
      const waiting =
        before.floating &&
        ground.plan.floating &&
        before.active &&
        before.nextDueAt === null &&
        before.nextTotal === null;
      const times =
        retimed && !waiting
          ? this.times.beginning(ground, now, new Set(done.map((d) => d.key)), cmd.firstTotal)
          : ground.plan.leadDays !== before.leadDays
            ? sooner(ground.plan, before)
            : undefined;
      await updateVersioned(this.db, 'maintenance.plan', cmd.id, {
        ...rowOf(ground.plan),
        active: ground.plan.active,
        ...times,
      });
      await this.outbox.add(ctx, planChanged, { planId: cmd.id, assetId: before.assetId });
      return ok({ id: cmd.id });
    });
  }

  /** What a plan would be, with the times it would have: nothing is written. */
  async draft(
    ctx: Ctx,
    cmd: NewPlan & { readonly active?: boolean | null },
    now: Date,
    before?: Plan,
  ): Promise<Result<PlanGround, PlanCode>> {
    const wrong = check(cmd);
    if (wrong.length > 0) return errs(wrong);
    const asset = await this.db.maybeOne<Asset>(
      sql`select ${ASSET_COLUMNS} from maintenance.asset a where a.id = ${cmd.assetId} and ${await this.policy.visibleAsset(ctx)}`,
    );
    if (!asset) return before ? err('NOT_FOUND', 'id') : err('ASSET_NOT_FOUND', 'assetId');
    await this.policy.assertMay(ctx, 'maintenance.plan', asset);
    const missing = await this.references.failures(cmd, before);
    if (missing.length > 0) return errs(missing);
    const meter = cmd.meterId == null ? undefined : await this.meter(cmd.meterId);
    if (cmd.meterId != null && !meter) return err('METER_NOT_FOUND', 'meterId');
    if (meter && (meter.assetId !== asset.id || cmd.covers === 'ITEMS_BELOW'))
      return err('METER_COVERS_ITS_ASSET', 'meterId');
    const rule = cmd.rule == null ? ok(null) : readRule(cmd.rule, cmd.floating ?? false);
    if (!rule.ok) return rule;
    const plan: Plan = {
      ...(before ?? EMPTY),
      assetId: asset.id,
      covers: cmd.covers ?? 'ASSET',
      title: cmd.title.trim(),
      description: blankToNull(cmd.description) ?? null,
      kind: cmd.kind ?? 'PREVENTIVE',
      priority: cmd.priority ?? 'MODERATE',
      checklistId: cmd.checklistId ?? null,
      assigneeId: cmd.assigneeId ?? null,
      teamId: cmd.teamId ?? null,
      rule: rule.value,
      startsOn: rule.value === null ? null : (cmd.startsOn ?? null),
      localTime: rule.value === null ? null : (cmd.localTime ?? '08:00'),
      endsOn: cmd.endsOn ?? null,
      floating: cmd.floating ?? false,
      meterId: cmd.meterId ?? null,
      meterEvery: cmd.meterEvery ?? null,
      leadDays: cmd.leadDays ?? 7,
      active: cmd.active ?? true,
    };
    const [ground] = await this.times.grounds([plan]);
    const { zone, points } = ground as PlanGround;
    const startsOn = plan.rule === null ? null : (plan.startsOn ?? wallTimeAt(zone, now.getTime()).date);
    return ok({ zone, points, plan: { ...plan, startsOn } });
  }

  private meter(id: string): Promise<Meter | undefined> {
    return this.db.maybeOne<Meter>(
      sql`select ${METER_COLUMNS} from maintenance.meter m where m.id = ${id} and m.active`,
    );
  }
}

/** Values that say when a plan falls due. */
const TIMING = ['rule', 'startsOn', 'localTime', 'endsOn', 'floating', 'meterId', 'meterEvery', 'active'] as const;

/** The next occurrence stays, and its work orders are made so many days before it. */
const sooner = (plan: Plan, { nextDueAt, nextTotal }: Plan): NextTimes =>
  timesOf(
    plan,
    nextDueAt === null && nextTotal === null
      ? null
      : { key: '', due: nextDueAt?.getTime() ?? Infinity, total: nextTotal },
  );

const EMPTY = {
  ...{
    id: '',
    no: 0,
    number: '',
    nextDueAt: null,
    nextTotal: null,
    generateAt: null,
    createdAt: new Date(0),
    version: 0,
  },
};

function check(cmd: NewPlan): Failure<PlanCode>[] {
  const days = { from: '1950-01-01', to: '2199-12-31' };
  const checks = new Checks()
    .text('title', cmd.title, LIMITS.name)
    .text('description', cmd.description, { ...LIMITS.text, optional: true })
    .oneOf('kind', cmd.kind, PLAN_KINDS)
    .oneOf('covers', cmd.covers, COVERS)
    .oneOf('priority', cmd.priority, CRITICALITIES)
    .date('startsOn', cmd.startsOn, days)
    .date('endsOn', cmd.endsOn, days)
    .pattern(
      'localTime',
      cmd.localTime,
      /^([01]\d|2[0-3]):[0-5]\d$/,
      'a time of day from 00:00 to 23:59, such as 08:00',
    )
    .pattern('meterEvery', cmd.meterEvery, QUANTITY, QUANTITY_EXPECTED)
    .pattern('meterEvery', cmd.meterEvery, /[1-9]/, 'more than 0')
    .pattern('firstTotal', cmd.firstTotal, QUANTITY, QUANTITY_EXPECTED)
    .integer('leadDays', cmd.leadDays, LIMITS.leadDays);
  const failures: Failure<PlanCode>[] = [...(checks.err()?.failures ?? [])];
  const [calendar, meter] = [cmd.rule != null, cmd.meterId != null && cmd.meterEvery != null];
  if (calendar === meter || (calendar && (cmd.meterId != null || cmd.meterEvery != null)))
    failures.push({ code: 'ONE_OF', field: 'rule', params: { fields: 'rule, meterId + meterEvery' } });
  if (cmd.endsOn != null && cmd.startsOn != null && cmd.endsOn < cmd.startsOn)
    failures.push({ code: 'END_BEFORE_START', field: 'endsOn', params: { start: cmd.startsOn, end: cmd.endsOn } });
  return failures;
}

const rowOf = (plan: Plan) => ({
  title: plan.title,
  description: plan.description,
  kind: plan.kind,
  priority: plan.priority,
  checklist_id: plan.checklistId,
  assignee_id: plan.assigneeId,
  team_id: plan.teamId,
  rule: plan.rule,
  starts_on: plan.startsOn,
  local_time: plan.localTime,
  ends_on: plan.endsOn,
  floating: plan.floating,
  meter_id: plan.meterId,
  meter_every: plan.meterEvery,
  lead_days: plan.leadDays,
});

const defined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
