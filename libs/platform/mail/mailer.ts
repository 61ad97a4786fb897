import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { type NewMail } from './mail.js';
import { sendMail } from './mail.jobs.js';

const COLUMNS = [
  'id', 'purpose', 'to_address', 'to_name', 'language', 'subject', 'body_text', 'body_html', 'thread', 'status',
  'attempts', 'next_attempt_at', 'created_at', 'request_id',
]; // prettier-ignore

/** Where e-mail is handed in: it is stored with what caused it and sent in the background, never on the spot. */
@Injectable()
export class Mailer {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Throws outside a transaction: what is undone must not be written about. */
  async queue(ctx: Ctx, mails: readonly NewMail[], now: Date = systemClock.now()): Promise<void> {
    if (!this.db.inTransaction) throw new Error('mail was queued outside the transaction that decides about it');
    if (mails.length === 0) return;
    const rows = mails.map((m) => ({
      id: m.id,
      purpose: m.purpose,
      to_address: m.toAddress,
      to_name: m.toName,
      language: m.language,
      subject: m.subject,
      body_text: m.text,
      body_html: m.html,
      thread: m.thread,
      status: 'QUEUED',
      attempts: 0,
      next_attempt_at: now,
      created_at: now,
      request_id: ctx.requestId,
    }));
    await this.db.execute(insertMany('platform.outgoing_mail', COLUMNS, rows));
    // Only a wake: should it get lost, the schedule finds the rows.
    this.jobs.wake(ctx, sendMail, 'send');
  }
}
