import { Injectable } from '@nestjs/common';
import { PermissionReach } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { defineLoader, groupedInOrderOf, load, type LoaderDefinition } from '#platform/graphql';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type AuditEntryType } from './audit-entry.type.js';
import { AUDIT } from './audit.permissions.js';

/** The offices that look after a row, as its type finds them. */
export type OfficesOf = () => readonly MaybeOffice[] | Promise<readonly MaybeOffice[]>;
type MaybeOffice = string | null | undefined;

/** For rows that belong to no office: their changes are seen by those whose `audit.read` reaches the firm. */
export const NO_OFFICE: OfficesOf = () => [];

type EntryRow = AuditEntryType & { readonly rowId: string };

const LATEST_FIRST: Order<EntryRow> = {
  list: 'auditTrail',
  direction: 'DESC',
  keys: [{ column: sql`a.id`, type: 'bigint', value: (entry) => entry.id }],
};

const COLUMNS = sql`a.id, a.row_id as "rowId", a.at, a.action, a.via, a.request_id as "requestId", a.ip, a.before, a.after,
  a.actor_id as "actorId"`;

/** What happened to rows: for the field `auditTrail` of any type whose table has the audit trigger. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly db: Database,
    private readonly reach: PermissionReach,
  ) {}

  private readonly counts = defineLoader<number>(async (_ctx, rowIds) => {
    const rows = await this.db.query<{ id: string; n: number }>(
      sql`select row_id as id, count(*) as n from platform.audit_entry where row_id = any(${rowIds}::uuid[]) group by row_id`,
    );
    const found = new Map(rows.map((r) => [r.id, r.n]));
    return rowIds.map((id) => found.get(id) ?? 0);
  });

  /**
   * The changes of one row, latest first; null unless `audit.read` reaches one of the offices that look after it, which
   * `officesOf` finds; what belongs to no office (`NO_OFFICE`) needs the firm. Rows asked for together are read with one
   * statement.
   */
  async of(
    ctx: Ctx,
    rowId: string,
    officesOf: OfficesOf,
    page: PageRequest,
  ): Promise<Connection<AuditEntryType> | null> {
    const reach = await this.reach.of(ctx, AUDIT['audit.read']);
    if (reach.offices !== 'all' && (reach.offices.size === 0 || !reach.includes(...(await officesOf())))) return null;
    const key = `auditTrail ${page.first} ${page.after} ${page.last} ${page.before}`;
    let loader = ctx.memo.get(key) as LoaderDefinition<string, Connection<AuditEntryType>> | undefined;
    if (!loader) {
      loader = this.loader(page);
      ctx.memo.set(key, loader);
    }
    return load(ctx, loader, rowId);
  }

  private loader(page: PageRequest): LoaderDefinition<string, Connection<AuditEntryType>> {
    const part = keyset(page, LATEST_FIRST);
    return defineLoader<Connection<AuditEntryType>>(async (ctx, rowIds) => {
      const rows = await this.db.query<EntryRow>(
        sql`select entry.* from unnest(${rowIds}::uuid[]) as parent (id)
              cross join lateral (select ${COLUMNS} from platform.audit_entry a
                                   where a.row_id = parent.id and ${part.where}
                                   order by ${part.orderBy} limit ${part.limit}) entry`,
      );
      return groupedInOrderOf(rowIds, rows, (row) => row.rowId).map((group, i) =>
        connectionOf<EntryRow, AuditEntryType>(
          group,
          part,
          LATEST_FIRST,
          (row) => row,
          () => load(ctx, this.counts, rowIds[i] as string),
        ),
      );
    });
  }
}
