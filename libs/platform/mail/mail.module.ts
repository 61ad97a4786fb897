import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { Database, sql } from '#platform/database';
import { Metrics } from '#platform/observability';
import { FileTransport } from './file-transport.js';
import { Mailer } from './mailer.js';
import { type MailTransport } from './mail.js';
import { OutgoingMails } from './outgoing-mails.js';
import { PruneMails } from './prune-mails.js';
import { MAIL_TRANSPORT, SendMails } from './send-mails.js';
import { SmtpTransport } from './smtp-transport.js';

/** Handing e-mail in; every process has it. */
@Global()
@Module({ providers: [Mailer, OutgoingMails], exports: [Mailer, OutgoingMails] })
export class MailModule {}

/** A mail server when the settings name one, files otherwise. */
export function transportOf({ mail, process }: Config): MailTransport {
  return mail.SMTP_URL === null
    ? new FileTransport(join(process.MERIDIAN_DATA, 'mail'), mail.MAIL_FROM)
    : new SmtpTransport(mail.SMTP_URL, mail.MAIL_FROM);
}

/** Sending it; the worker process only. */
@Module({
  providers: [{ provide: MAIL_TRANSPORT, inject: [CONFIG], useFactory: transportOf }, SendMails, PruneMails],
  exports: [SendMails],
})
export class MailSenderModule {
  constructor(metrics: Metrics, db: Database) {
    metrics.gauge('meridian_mail_waiting', 'E-mail that waits to be sent, or to be tried again.', async () => {
      const { n } = await db.one<{ n: number }>(
        sql`select count(*) as n from platform.outgoing_mail where status = 'QUEUED'`,
      );
      return n;
    });
    metrics.gauge('meridian_mail_given_up', 'E-mail that was given up and waits for an operator.', async () => {
      const { n } = await db.one<{ n: number }>(
        sql`select count(*) as n from platform.outgoing_mail where status = 'FAILED'`,
      );
      return n;
    });
  }
}
