import { Injectable } from '@nestjs/common';
import { Checks } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, Database, sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { LIMITS } from '../domain/limits.js';
import { allNoticeKinds, type EmailChoice, type NoticeKind, type NoticeParams } from '../notices.js';

/** A row of notifications.notification. */
export interface NotificationRow {
  readonly id: string;
  readonly employeeId: string;
  readonly kind: string;
  readonly params: NoticeParams;
  readonly aboutType: string | null;
  readonly aboutId: string | null;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

export interface NotificationFilter {
  /** True: only what was not read. False: only what was. */
  readonly unread?: boolean | null;
  readonly kinds?: readonly string[] | null;
}

/** How somebody is told of a kind by e-mail. */
export interface Preference {
  readonly kind: NoticeKind;
  readonly email: EmailChoice;
  /** Whether he has chosen it himself. */
  readonly chosen: boolean;
}

export const NOTIFICATION_COLUMNS = sql`n.id, n.employee_id as "employeeId", n.kind, n.params, n.about_type as "aboutType",
  n.about_id as "aboutId", n.created_at as "createdAt", n.read_at as "readAt"`;

const latestFirst: Order<NotificationRow> = {
  list: 'notifications',
  direction: 'DESC',
  keys: [
    { column: sql`n.created_at`, type: 'timestamptz', value: (n) => n.createdAt },
    { column: sql`n.id`, type: 'uuid', value: (n) => n.id },
  ],
};

/** Reads for the API. Everybody sees his own and nothing else, whatever his roles. */
@Injectable()
export class NotificationsQueries {
  constructor(private readonly db: Database) {}

  async list(ctx: Ctx, page: PageRequest, filter: NotificationFilter = {}): Promise<Connection<NotificationRow>> {
    const wrong = new Checks().atMost('filter.kinds', filter.kinds, LIMITS.kinds).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const where = and([
      sql`n.employee_id = ${ctx.actor.id}`,
      filter.unread != null && (filter.unread ? sql`n.read_at is null` : sql`n.read_at is not null`),
      filter.kinds != null && sql`n.kind = any(${filter.kinds}::text[])`,
    ]);
    const part = keyset(page, latestFirst);
    const rows = await this.db.query<NotificationRow>(
      sql`select ${NOTIFICATION_COLUMNS} from notifications.notification n where ${where} and ${part.where}
           order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from notifications.notification n where ${where}`)).n;
    return connectionOf(rows, part, latestFirst, (row) => row, count);
  }

  /** His own of these. */
  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, NotificationRow>> {
    const rows = await this.db.query<NotificationRow>(
      sql`select ${NOTIFICATION_COLUMNS} from notifications.notification n
           where n.id = any(${ids}::uuid[]) and n.employee_id = ${ctx.actor.id}`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async unread(ctx: Ctx): Promise<number> {
    const { n } = await this.db.one<{ n: number }>(
      sql`select count(*) as n from notifications.notification n where n.employee_id = ${ctx.actor.id} and n.read_at is null`,
    );
    return n;
  }

  /** For every kind there is, by key. */
  async preferences(ctx: Ctx): Promise<Preference[]> {
    const rows = await this.db.query<{ kind: string; email: EmailChoice }>(
      sql`select p.kind, p.email from notifications.preference p where p.employee_id = ${ctx.actor.id}`,
    );
    const chosen = new Map(rows.map((r) => [r.kind, r.email]));
    return allNoticeKinds().map((kind) => ({
      kind,
      email: chosen.get(kind.key) ?? kind.email,
      chosen: chosen.has(kind.key),
    }));
  }
}
