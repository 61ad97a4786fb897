import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import {
  NotificationsApi,
  type Notice,
  type NoticeFallback,
  type NoticeKind,
  type NoticeParams,
  type Words,
} from '#modules/notifications';
import { type RequestEventKind } from '../domain/request.js';
import { NOTICES } from '../services.notices.js';
import { Watchers } from './watchers.js';

/** What happened longer ago than this before we came to know of it is history, and no news. */
const NEWS_SECONDS = 3_600;

interface Happened {
  readonly seq: number;
  readonly kind: RequestEventKind;
  readonly actorId: string | null;
  /** Whose affair it became, where that was set. */
  readonly assigneeId: string | null;
  readonly status: string | null;
  readonly statusNative: string | null;
}

interface About {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly customerId: string;
  readonly assigneeId: string | null;
  readonly teamId: string | null;
  readonly officeId: string;
  /** Whether the assignee is an active employee. */
  readonly assigned: boolean;
}

/** Names of whom notices speak of. */
type Named = (employeeId: string | null) => Words;

const SYSTEM: Words = { en: 'the system', 'zh-CN': '系统' };

/** Tells those who have to do with a request what somebody else did to it. */
@Injectable()
export class NotifyWatchers {
  constructor(
    private readonly db: Database,
    private readonly watchers: Watchers,
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
    private readonly notifications: NotificationsApi,
  ) {}

  /** What one operation (the context's) did; told once, however often this is called. Runs in the caller's transaction. */
  async run(ctx: Ctx, requestId: string): Promise<void> {
    const happened = await this.whatHappened(requestId, ctx.requestId);
    if (happened.length === 0) return;
    const row = await this.db.maybeOne<Omit<About, 'assigned'>>(
      sql`select r.id, r.number, r.subject, r.customer_id as "customerId", r.assignee_id as "assigneeId",
                 r.team_id as "teamId", r.office_id as "officeId"
            from services.request r where r.id = ${requestId}`,
    );
    if (!row) return;
    const about = { ...row, assigned: await this.isActive(row.assigneeId) };
    const watching = await this.watchers.of(requestId);
    const named = await this.names(happened);
    const customer = (await this.customers.customers([about.customerId])).get(about.customerId);
    const common = {
      number: about.number,
      subject: about.subject,
      customer: { en: customer?.name ?? '', 'zh-CN': customer?.nameNative ?? customer?.name ?? '' },
    };
    const notices = happened.flatMap((event) => noticesOf(event, about, watching, common, named));
    await this.notifications.notify(
      ctx,
      notices.filter((n) => n.recipients.length > 0 || n.fallback),
    );
  }

  private async isActive(employeeId: string | null): Promise<boolean> {
    return employeeId !== null && (await this.identity.employees([employeeId])).get(employeeId)?.active === true;
  }

  private whatHappened(requestId: string, traceId: string): Promise<Happened[]> {
    return this.db.query<Happened>(
      sql`select e.seq, e.kind, e.actor_id as "actorId", (e.after ->> 'assigneeId')::uuid as "assigneeId",
                 s.name as status, s.name_native as "statusNative"
            from services.request_event e join services.request r on r.id = e.request_id
            left join services.life_cycle l on l.service_line = r.service_line
            left join services.status s on s.life_cycle_id = l.id and s.key = e.to_status
           where e.request_id = ${requestId} and e.trace_id = ${traceId}
             and e.at > e.recorded_at - make_interval(secs => ${NEWS_SECONDS})
             and (e.kind in ('CUSTOMER_MESSAGE', 'STAFF_REPLY') or s.id is not null and e.kind <> 'CREATED'
                  or e.kind in ('ASSIGNED', 'CREATED') and e.after ->> 'assigneeId' is not null)
           order by e.seq`,
    );
  }

  private async names(happened: readonly Happened[]): Promise<Named> {
    const ids = new Set(happened.flatMap((e) => [e.actorId, e.assigneeId]).filter((id) => id !== null));
    const employees = await this.identity.employees([...ids]);
    return (id) => {
      const found = id === null ? undefined : employees.get(id);
      return found ? { en: found.name, 'zh-CN': found.nameNative ?? found.name } : SYSTEM;
    };
  }
}

function noticesOf(
  event: Happened,
  about: About,
  watching: readonly string[],
  common: NoticeParams,
  named: Named,
): Notice[] {
  const { kind, actorId, assigneeId } = event;
  const who = named(actorId);
  const notice = (noticeKind: NoticeKind, to: readonly (string | null)[], more: NoticeParams = {}): Notice => ({
    kind: noticeKind,
    // Nobody is told what he did himself.
    recipients: [...new Set(to)].filter((id) => id !== null && id !== actorId) as string[],
    about: { type: 'ServiceRequest', id: about.id },
    params: { ...common, ...more },
    dedupeKey: `services/${about.id}/${event.seq}`,
  });
  switch (kind) {
    case 'CREATED':
      return [notice(NOTICES.assignedToYou, [assigneeId], { who })];
    case 'ASSIGNED':
      return [
        notice(NOTICES.assignedToYou, [assigneeId], { who }),
        notice(
          NOTICES.assigned,
          watching.filter((id) => id !== assigneeId),
          { who, assignee: named(assigneeId) },
        ),
      ];
    case 'CUSTOMER_MESSAGE':
      return [
        notice(NOTICES.customerWrote, [about.assigneeId, ...watching]),
        // Somebody who can take it over hears of it, whoever follows it besides.
        ...(about.assigned ? [] : [{ ...notice(NOTICES.nobodyAssigned, []), fallback: fallbackOf(about, actorId) }]),
      ];
    case 'STAFF_REPLY':
      return [notice(NOTICES.replied, watching, { who })];
    default: {
      const status = { en: event.status ?? '', 'zh-CN': event.statusNative ?? event.status ?? '' };
      return [notice(NOTICES.moved, watching, { status })];
    }
  }
}

const fallbackOf = ({ teamId, officeId }: About, except: string | null): NoticeFallback => ({
  teamId,
  officeId,
  except,
});
