import { Injectable } from '@nestjs/common';
import { type Failure, type Result } from '#kernel';
import { wallTimeAt } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { messageOf } from '#platform/messages';
import { Outbox } from '#platform/outbox';
import { CustomersApi } from '#modules/customers';
import { NotificationsApi } from '#modules/notifications';
import { ServicesApi, type CreateRequestCommand } from '#modules/services';
import { DUTY_LIMITS } from '../domain/duty.js';
import { type PlannedOccurrence } from '../domain/plan-occurrences.js';
import { dateValues, fillTemplate, type TemplateValues } from '../domain/templates.js';
import { dutyOpened } from '../duty.events.js';
import { dutyFails } from '../duty.notices.js';
import { type DutyRow } from './duty.rows.js';

/** Nobody who would have to do it: the request is opened all the same, for the office to hand out. */
const NOBODY = new Set(['EMPLOYEE_INACTIVE', 'EMPLOYEE_NOT_FOUND', 'TEAM_DISSOLVED', 'TEAM_NOT_FOUND']);

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
      subject: fillTemplate(duty.subject, values, DUTY_LIMITS.subject.max),
      description:
        duty.description === null ? null : fillTemplate(duty.description, values, DUTY_LIMITS.description.max),
      priority: duty.priority,
      priorityReason: duty.number,
      officeId: duty.officeId,
      assigneeId: duty.assigneeId,
      teamId: duty.teamId,
    };
    const created = await this.services.create(ctx, command);
    const request =
      !created.ok && created.failures.every((f) => NOBODY.has(f.code))
        ? await this.services.create(ctx, { ...command, ...withoutThose(created.failures) })
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
        fallback: { officeId: duty.officeId },
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

/** Whoever of the two cannot take it any more is left out; the other still gets it. */
function withoutThose(failures: readonly Failure[]): { assigneeId?: null; teamId?: null } {
  const fields = new Set(failures.map((f) => f.field));
  if (!fields.has('assigneeId') && !fields.has('teamId')) return { assigneeId: null, teamId: null };
  return { ...(fields.has('assigneeId') && { assigneeId: null }), ...(fields.has('teamId') && { teamId: null }) };
}
