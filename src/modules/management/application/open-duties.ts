import { Injectable } from '@nestjs/common';
import { ok, systemClock, type Failure, type Result } from '#kernel';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { messageOf } from '#platform/messages';
import { Outbox } from '#platform/outbox';
import { CustomersApi } from '#modules/customers';
import { NotificationsApi } from '#modules/notifications';
import { ServicesApi, type CreateRequestCommand } from '#modules/services';
import { DUTY_LIMITS } from '../domain/duty.js';
import { byDueTime, type PlannedOccurrence } from '../domain/plan-occurrences.js';
import { dateValues, fillTemplate, type TemplateValues } from '../domain/templates.js';
import { dutyOpened } from '../management.events.js';
import { dutyFails } from '../management.notices.js';
import { DUTY_COLUMNS, type DutyRow } from './duty.rows.js';
import { DutyPlans } from './duty-plans.js';
import { DutyStore, type DoneOccurrence } from './duty-store.js';

/** Requests opened in one transaction. */
const PAGE = 50;
/** Pause before a duty that could not open its request is tried again. */
const RETRY_MS = 15 * 60_000;
/** Nobody who would have to do it: the request is opened all the same, for the office to hand out. */
const NOBODY = new Set(['EMPLOYEE_INACTIVE', 'EMPLOYEE_NOT_FOUND', 'TEAM_DISSOLVED', 'TEAM_NOT_FOUND']);

export interface OpenedDuties {
  /** Requests that were opened. */
  readonly opened: number;
  readonly skipped: number;
  /** Duties that could not open one. */
  readonly failed: number;
}

/**
 * Opens the requests of duties that came up. Each occurrence is noted in the transaction that creates its request, under
 * a key of duty and original time: whatever is killed, and however many workers there are, it is opened once. A late run
 * finds everything that came up meanwhile, for the cursor of a duty moves with what is done with, not with time.
 */
@Injectable()
export class OpenDuties {
  constructor(
    private readonly db: Database,
    private readonly store: DutyStore,
    private readonly plans: DutyPlans,
    private readonly opening: OpenOccurrence,
  ) {}

  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<OpenedDuties> {
    const total = { opened: 0, skipped: 0, failed: 0 };
    for (;;) {
      const waiting = await this.db.query(
        sql`select 1 from management.duty where status = 'ACTIVE' and next_at <= ${now} limit 1`,
      );
      if (waiting.length === 0) return total;
      const step = await this.db.transaction(ctx, () => this.step(ctx, now));
      // What is left is in the hands of another worker.
      if (!step.ok || step.value === undefined) return total;
      total.opened += step.value.opened;
      total.skipped += step.value.skipped;
      total.failed += step.value.failed;
    }
  }

  /** One duty that nobody else works at; undefined when there is none. */
  private async step(ctx: Ctx, now: Date): Promise<Result<OpenedDuties | undefined, never>> {
    const duty = await this.db.maybeOne<DutyRow>(
      sql`select ${DUTY_COLUMNS} from management.duty d where d.status = 'ACTIVE' and d.next_at <= ${now}
           order by d.next_at, d.id limit 1 for update skip locked`,
    );
    const plan = duty && (await this.plans.of([duty])).get(duty.id);
    if (!plan) return ok(undefined);
    const { occurrences } = plan.due(now.getTime());
    const done: DoneOccurrence[] = occurrences
      .filter((o) => o.skipped !== null)
      .map((o) => ({ ...o, requestId: null }));
    const skipped = done.length;
    const failures: Failure[] = [];
    for (const occurrence of occurrences
      .filter((o) => o.skipped === null)
      .sort(byDueTime)
      .slice(0, PAGE)) {
      const request = await this.opening.run(ctx, duty, occurrence);
      if (request.ok) done.push({ ...occurrence, requestId: request.value.id });
      else failures.push(...request.failures);
      if (failures.length > 0) break;
    }
    await this.store.addOccurrences(duty.id, done, now);
    const isDone = new Set(done.map((o) => o.originalAt));
    const { handledUntil, nextAt } = plan.after(occurrences.filter((o) => isDone.has(o.originalAt)));
    const over = nextAt === null && failures.length === 0;
    if (failures.length > 0) await this.opening.tellFailure(ctx, duty, failures, now);
    await this.store.advance(duty.id, {
      handled_until: new Date(handledUntil),
      next_at: failures.length > 0 ? new Date(now.getTime() + RETRY_MS) : nextAt === null ? null : new Date(nextAt),
      failing: failures.length > 0 ? JSON.stringify(failingOf(duty, failures, now)) : null,
      ...(over ? { status: 'ENDED', ended_at: now } : {}),
    });
    return ok({ opened: done.length - skipped, skipped, failed: failures.length > 0 ? 1 : 0 });
  }
}

/** Opens the request of one occurrence. */
@Injectable()
export class OpenOccurrence {
  constructor(
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly notifications: NotificationsApi,
    private readonly outbox: Outbox,
  ) {}

  async run(ctx: Ctx, duty: DutyRow, { dueAt }: PlannedOccurrence): Promise<Result<{ id: string }>> {
    const values = await this.templateValues(duty, dueAt);
    const command: CreateRequestCommand = {
      customerId: duty.customerId,
      branchId: duty.branchId,
      jobId: duty.jobId,
      contactTypeId: duty.contactTypeId,
      serviceLine: 'MANAGEMENT',
      channel: 'WEB',
      subject: fillTemplate(duty.subject, values, DUTY_LIMITS.subject),
      description: duty.description === null ? null : fillTemplate(duty.description, values, DUTY_LIMITS.description),
      priority: duty.priority,
      priorityReason: duty.number,
      officeId: duty.officeId,
      assigneeId: duty.assigneeId,
      teamId: duty.teamId,
    };
    const created = await this.services.create(ctx, command);
    const request =
      !created.ok && created.failures.every((f) => NOBODY.has(f.code))
        ? await this.services.create(ctx, { ...command, assigneeId: null, teamId: null })
        : created;
    if (request.ok)
      await this.outbox.add(ctx, dutyOpened, {
        dutyId: duty.id,
        requestId: request.value.id,
        customerId: duty.customerId,
        officeId: duty.officeId,
        dueAt: new Date(dueAt).toISOString(),
      });
    return request;
  }

  /** Tells those who can mend it, once for a stretch of failures. */
  async tellFailure(ctx: Ctx, duty: DutyRow, failures: readonly Failure[], now: Date): Promise<void> {
    const customer = (await this.customers.customers([duty.customerId])).get(duty.customerId);
    const recipients = [duty.createdById, customer?.accountManagerId].filter((id) => id != null);
    const inWords = (locale: 'en' | 'zh-CN'): string => failures.map((f) => messageOf(f, locale)).join(' ');
    await this.notifications.notify(ctx, [
      {
        kind: dutyFails,
        recipients: [...new Set(recipients)],
        about: { type: 'Duty', id: duty.id },
        params: {
          number: duty.number,
          subject: duty.subject,
          problem: { en: inWords('en'), 'zh-CN': inWords('zh-CN') },
        },
        dedupeKey: `management.duty-fails/${duty.id}/${duty.failing?.since ?? now.toISOString()}`,
      },
    ]);
  }

  private async templateValues(duty: DutyRow, dueAt: number): Promise<TemplateValues> {
    const { date, time } = wallTimeAt(duty.zone, dueAt);
    const needs = (name: string): boolean => `${duty.subject}${duty.description ?? ''}`.includes(`{${name}}`);
    const named = async (
      id: string | null,
      name: string,
      find: (ids: string[]) => Promise<Map<string, { name: string }>>,
    ) => (id !== null && needs(name) ? ((await find([id])).get(id)?.name ?? '') : '');
    return {
      ...dateValues(date, time),
      number: duty.number,
      customer: await named(duty.customerId, 'customer', (ids) => this.customers.customers(ids)),
      branch: await named(duty.branchId, 'branch', (ids) => this.customers.branches(ids)),
      job: await named(duty.jobId, 'job', (ids) => this.customers.jobs(ids)),
    };
  }
}

function failingOf(duty: DutyRow, failures: readonly Failure[], now: Date): object {
  const codes = [...new Set(failures.map((f) => f.code))];
  return { codes, since: duty.failing?.since ?? now.toISOString(), tries: (duty.failing?.tries ?? 0) + 1 };
}
