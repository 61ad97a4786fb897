import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { HandlesJob } from '#platform/jobs';
import { LOGGER, type Logger } from '#platform/observability';
import { ServerUnavailable, Undeliverable, type MailTransport, type QueuedMail } from './mail.js';
import { sendMail } from './mail.jobs.js';
import { CONNECTIONS, SEND_TIMEOUT_MS } from './smtp-transport.js';

/** Injection token of the transport that the settings ask for. */
export const MAIL_TRANSPORT = Symbol('mail-transport');

/** Messages that one worker takes at a time. */
const BATCH = 2 * CONNECTIONS;
/** A message is nobody else's for so long; its worker is dead by then. */
export const LEASE_MS = 5 * SEND_TIMEOUT_MS;
/** Given up after so many attempts, which is after more than a day. */
export const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 4 * 3_600_000;
const ANSWER_LENGTH = 500;

export interface SendReport {
  sent: number;
  /** To be tried again. */
  postponed: number;
  /** Given up. */
  failed: number;
}

/**
 * Sends what is queued. A message is taken with a lease, sent, and then noted as sent: a worker that dies in between
 * leaves it to the next one once the lease is over, under the same Message-ID. Nothing is lost; what was sent twice can
 * be recognised. Any number may run at once.
 */
@Injectable()
export class SendMails implements OnApplicationShutdown {
  constructor(
    private readonly db: Database,
    @Inject(MAIL_TRANSPORT) private readonly transport: MailTransport,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationShutdown(): void {
    this.transport.close();
  }

  @HandlesJob(sendMail)
  handle(ctx: Ctx): Promise<SendReport> {
    return this.run(ctx);
  }

  /** Goes on until nothing is due, or the server is out of reach. */
  async run(ctx: Ctx, now?: Date): Promise<SendReport> {
    const report: SendReport = { sent: 0, postponed: 0, failed: 0 };
    for (;;) {
      const at = now ?? systemClock.now();
      const mails = await this.take(ctx, at);
      if (mails.length === 0) return report;
      const outages = await Promise.all(mails.map((mail) => this.sendOne(ctx, mail, at, report)));
      if (outages.every(Boolean)) return report;
    }
  }

  private async take(ctx: Ctx, now: Date): Promise<QueuedMail[]> {
    // Most looks find nothing, and need no transaction.
    const due = sql`status = 'QUEUED' and next_attempt_at <= ${now}`;
    const some = await this.db.query(
      sql`select 1 from platform.outgoing_mail where ${due} order by next_attempt_at limit 1`,
    );
    if (some.length === 0) return [];
    const taken = await this.db.transaction(ctx, async () =>
      ok(
        await this.db.query<QueuedMail>(
          sql`update platform.outgoing_mail m
                 set attempts = attempts + 1, next_attempt_at = ${new Date(now.getTime() + LEASE_MS)}
               where id in (select id from platform.outgoing_mail where ${due}
                             order by next_attempt_at limit ${BATCH} for update skip locked)
              returning id, purpose, to_address as "toAddress", to_name as "toName", language, subject,
                        body_text as text, body_html as html, thread, created_at as "createdAt", attempts`,
        ),
      ),
    );
    return taken.ok ? taken.value : [];
  }

  /** Tells whether it failed because of the server. */
  private async sendOne(ctx: Ctx, mail: QueuedMail, now: Date, report: SendReport): Promise<boolean> {
    try {
      const answer = await this.transport.send(mail);
      await this.note(ctx, mail, { status: 'SENT', answer, endedAt: now });
      report.sent++;
      return false;
    } catch (error) {
      const answer = error instanceof Error ? error.message : String(error);
      const final = error instanceof Undeliverable || mail.attempts >= MAX_ATTEMPTS;
      // Not what the server said: it may name people.
      this.logger.warn({ mailId: mail.id, purpose: mail.purpose, attempt: mail.attempts, final }, 'mail was not sent');
      if (final) {
        await this.note(ctx, mail, { status: 'FAILED', answer, endedAt: now });
        report.failed++;
      } else {
        await this.note(ctx, mail, { status: 'QUEUED', answer, nextAttemptAt: nextAttempt(now, mail.attempts) });
        report.postponed++;
      }
      return error instanceof ServerUnavailable;
    }
  }

  private async note(
    ctx: Ctx,
    { id, attempts }: QueuedMail,
    {
      status,
      answer,
      endedAt = null,
      nextAttemptAt = null,
    }: { status: string; answer: string; endedAt?: Date | null; nextAttemptAt?: Date | null },
  ): Promise<void> {
    await this.db.transaction(ctx, async () => {
      // Who was so slow that another took it over may still say that it was sent, but not that it failed.
      await this.db.execute(
        sql`update platform.outgoing_mail
               set status = ${status}, answer = ${answer.slice(0, ANSWER_LENGTH)}, ended_at = ${endedAt},
                   next_attempt_at = ${nextAttemptAt}
             where id = ${id} and status <> 'SENT' and (${status} = 'SENT' or attempts = ${attempts})`,
      );
      return ok();
    });
  }
}

/** Half a minute after the first failure, then four times as long each time, up to four hours. */
export function nextAttempt(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(FIRST_PAUSE_MS * 4 ** (attempts - 1), LONGEST_PAUSE_MS));
}
