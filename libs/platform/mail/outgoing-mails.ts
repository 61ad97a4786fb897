import { Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, Database, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { sendMail } from './mail.jobs.js';

export const MAIL_STATUSES = ['QUEUED', 'SENT', 'FAILED'] as const;
export type MailStatus = (typeof MAIL_STATUSES)[number];

/** What operators see of a message: not what it says. */
export interface OutgoingMail {
  readonly id: string;
  readonly purpose: string;
  readonly toAddress: string;
  readonly status: MailStatus;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly answer: string | null;
}

const latestFirst: Order<OutgoingMail> = {
  list: 'outgoingMails',
  direction: 'DESC',
  keys: [
    { column: sql`m.created_at`, type: 'timestamptz', value: (m) => m.createdAt },
    { column: sql`m.id`, type: 'uuid', value: (m) => m.id },
  ],
};

/** E-mail on its way, sent and given up. */
@Injectable()
export class OutgoingMails {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  async list(page: PageRequest, status: MailStatus | null): Promise<Connection<OutgoingMail>> {
    // As text, so that the planner sees that it is the condition of an index.
    const where = and([
      status === 'QUEUED' && sql`m.status = 'QUEUED'`,
      status === 'SENT' && sql`m.status = 'SENT'`,
      status === 'FAILED' && sql`m.status = 'FAILED'`,
    ]);
    const part = keyset(page, latestFirst);
    const rows = await this.db.query<OutgoingMail>(
      sql`select m.id, m.purpose, m.to_address as "toAddress", m.status, m.attempts,
                 m.next_attempt_at as "nextAttemptAt", m.created_at as "createdAt", m.ended_at as "endedAt", m.answer
            from platform.outgoing_mail m where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from platform.outgoing_mail m where ${where}`)).n;
    return connectionOf(rows, part, latestFirst, (row) => row, count);
  }

  /** Queues one message that was given up, or all, afresh; gives how many. */
  async resend(ctx: Ctx, which: string | 'all', now: Date = systemClock.now()): Promise<number> {
    const result = await this.db.transaction(ctx, async () =>
      ok(
        await this.db.execute(
          sql`update platform.outgoing_mail
                 set status = 'QUEUED', attempts = 0, next_attempt_at = ${now}, ended_at = null
               where status = 'FAILED' and (${which} = 'all' or id::text = ${which})`,
        ),
      ),
    );
    const resent = result.ok ? result.value : 0;
    if (resent > 0) this.jobs.wake(ctx, sendMail, 'send');
    return resent;
  }
}
