import { Injectable } from '@nestjs/common';
import { ok, systemClock, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { Mailer, type NewMail } from '#platform/mail';
import { IdentityApi, type Office } from '#modules/identity';
import { LISTED, MailText } from './mail-text.js';
import { NOTIFICATION_COLUMNS, type NotificationRow } from './notifications.queries.js';

/** Readers per transaction. */
const READERS = 100;

type Due = NotificationRow & { readonly total: number };

/** Puts what people have not read by their morning into one e-mail each. */
@Injectable()
export class SendDigests {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly mailer: Mailer,
    private readonly texts: MailText,
  ) {}

  async run(ctx: Ctx, now: Date = systemClock.now()): Promise<{ digests: number }> {
    for (let digests = 0; ;) {
      const result = await this.db.transaction(ctx, () => this.some(ctx, now));
      if (!result.ok || result.value.readers === 0) return { digests };
      digests += result.value.mails;
    }
  }

  private async some(ctx: Ctx, now: Date) {
    const readers = await this.db.query<{ id: string }>(
      sql`select distinct d.employee_id as id
            from (select employee_id from notifications.notification where digest_at <= ${now} order by digest_at limit 10000) d
           limit ${READERS}`,
    );
    if (readers.length === 0) return ok({ readers: 0, mails: 0 });
    // What was read meanwhile needs no e-mail any more; whoever else runs waits here and then finds nothing.
    const rows = await this.db.query<Due>(
      sql`with due as (
            update notifications.notification n set digest_at = null
             where n.employee_id = any(${readers.map((r) => r.id)}::uuid[]) and n.digest_at <= ${now}
            returning n.*
          ), ranked as (
            select n.*, row_number() over (partition by n.employee_id order by n.created_at desc, n.id desc) as place,
                   count(*) over (partition by n.employee_id) as total
              from due n where n.read_at is null
          )
          select ${NOTIFICATION_COLUMNS}, n.total from ranked n where n.place <= ${LISTED}
           order by n.employee_id, n.created_at, n.id`,
    );
    const mails = await this.mailsFor(rows);
    await this.mailer.queue(ctx, mails, now);
    return ok({ readers: readers.length, mails: mails.length });
  }

  private async mailsFor(rows: readonly Due[]): Promise<NewMail[]> {
    const byReader = new Map<string, Due[]>();
    for (const row of rows) byReader.set(row.employeeId, [...(byReader.get(row.employeeId) ?? []), row]);
    const readers = await this.identity.employees([...byReader.keys()]);
    const offices = await this.identity.offices([...new Set([...readers.values()].map((r) => r.officeId))]);
    return [...byReader].flatMap(([id, list]) => {
      const reader = readers.get(id);
      if (!reader?.active) return [];
      const { timeZone } = offices.get(reader.officeId) as Office;
      return [this.texts.ofDigest(uuidv7(), reader, timeZone, list, list[0]?.total ?? 0)];
    });
  }
}
