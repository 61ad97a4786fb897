import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Outbox } from '#platform/outbox';
import { CustomersApi, type Customer } from '#modules/customers';
import { NotificationsApi, type Notice } from '#modules/notifications';
import { slaEscalated, slaWarned, type AlertPayload } from '../alert.events.js';
import { escalatedNotice, METRIC_WORDS, warnedNotice } from '../alert.notices.js';
import { type PendingAlert } from '../../monitoring/domain/alert-steps.js';
import { AlertRecipients, type Reached } from './alert-recipients.js';
import { ClockStore, type ClockRow, type LedgerEntry } from '../../monitoring/application/clock-store.js';
import { ledgerEntry } from '../../monitoring/application/ledger-entry.js';
import { type PlannedAlerts } from './plan-alerts.js';
import { type SlaSubject } from '../../monitoring/application/build-timeline.js';

interface Alert {
  readonly request: SlaSubject;
  readonly row: ClockRow;
  readonly pending: PendingAlert;
  readonly reached: Reached;
  readonly entry: LedgerEntry;
}

/** Records steps that have come, tells those whom they are for, and announces them; in the caller's transaction. */
@Injectable()
export class AnnounceAlerts {
  constructor(
    private readonly store: ClockStore,
    private readonly recipients: AlertRecipients,
    private readonly customers: CustomersApi,
    private readonly notifications: NotificationsApi,
    private readonly outbox: Outbox,
  ) {}

  async run(ctx: Ctx, plans: readonly PlannedAlerts[], now: Date): Promise<{ warned: number; escalated: number }> {
    const all = plans.flatMap(({ request, row, due }) => due.map((pending) => ({ request, row, pending })));
    const reached = await this.recipients.of(
      all.map(({ request, pending }) => ({ request: request.facts, recipients: pending.step.recipients })),
    );
    const alerts = all.map((alert, i): Alert => {
      const found = reached[i] as Reached;
      return { ...alert, reached: found, entry: entryOf(alert, found, now) };
    });
    // The unique index decides what is taken here for the first time.
    const first = await this.store.writeSteps(alerts.map((a) => a.entry));
    const told = alerts.filter((a) => first.has(a.entry.id));
    await this.store.writeAlerts(
      plans.map(({ row, due, nextAt }) => ({
        id: row.id,
        alerts: [...(row.alerts === '' ? [] : [row.alerts]), ...due.map((d) => d.key)].join(' '),
        nextAlertAt: nextAt,
      })),
    );
    const warned = told.filter((a) => a.pending.step.kind === 'WARNED');
    const escalated = told.filter((a) => a.pending.step.kind === 'ESCALATED');
    await this.outbox.addMany(ctx, slaWarned, warned.map(payloadOf));
    await this.outbox.addMany(ctx, slaEscalated, escalated.map(payloadOf));
    await this.notifications.notify(ctx, await this.noticesOf(told));
    return { warned: warned.length, escalated: escalated.length };
  }

  private async noticesOf(alerts: readonly Alert[]): Promise<Notice[]> {
    const told = alerts.filter((a) => a.reached.employeeIds.length > 0);
    const customerIds = [...new Set(told.map((a) => a.request.facts.customerId))];
    const customers =
      customerIds.length > 0 ? await this.customers.customers(customerIds) : new Map<string, Customer>();
    return told.map(({ request: { facts }, row, pending, reached }): Notice => {
      const customer = customers.get(facts.customerId);
      const name = customer?.name ?? '';
      return {
        kind: pending.step.kind === 'WARNED' ? warnedNotice : escalatedNotice,
        recipients: reached.employeeIds,
        about: { type: 'ServiceRequest', id: facts.id },
        params: {
          number: facts.number,
          subject: facts.subject,
          customer: { en: name, 'zh-CN': customer?.nameNative ?? name },
          metric: METRIC_WORDS[row.metric],
          due: { at: dueOf(row).toISOString() },
        },
        dedupeKey: `sla/${row.id}/${pending.key}`,
      };
    });
  }
}

/** When it was due: of an overdue clock the instant that passed, which a pause since has not moved. */
function dueOf({ breachedAt, dueAt }: ClockRow): Date {
  return breachedAt ?? (dueAt as Date);
}

function payloadOf({ row, pending }: Alert): AlertPayload {
  const { id: clockId, requestId, customerId, officeId, metric } = row;
  return {
    ...{ clockId, requestId, customerId, officeId, metric, step: pending.step.name },
    dueAt: dueOf(row).toISOString(),
    at: new Date(pending.at).toISOString(),
  };
}

function entryOf({ row, pending }: Pick<Alert, 'row' | 'pending'>, reached: Reached, now: Date): LedgerEntry {
  return ledgerEntry(row, pending.step.kind, new Date(pending.at), now, {
    breach: pending.breach,
    step: pending.step.name,
    details: { recipients: reached.employeeIds, ...(reached.fallback && { fallback: true }) },
  });
}
