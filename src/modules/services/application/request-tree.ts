import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { LIMITS, MAX_TREE_DEPTH } from '../domain/request.js';
import { type RequestRow } from './request.rows.js';

export type ParentCode =
  | 'PARENT_REQUEST_NOT_FOUND'
  | 'PARENT_MERGED'
  | 'PARENT_NOT_OPEN'
  | 'OTHER_GROUP'
  | 'PARENT_IS_PART'
  | 'TREE_TOO_DEEP'
  | 'TOO_MANY';

/** The request that is to become a part; without an id it is about to be created. */
export interface RequestPart {
  readonly id?: string;
  readonly customerId: string;
  readonly open: boolean;
}

/** Which requests are parts of which. */
@Injectable()
export class RequestTree {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
  ) {}

  /**
   * Changes of the tree happen one after the other: whether something becomes a part of itself cannot be seen from the
   * rows of one change. New requests have no parts, so they only wait for changes, not for one another.
   */
  async lock(change: 'move' | 'new'): Promise<void> {
    await this.db.query(
      change === 'move'
        ? sql`select pg_advisory_xact_lock(hashtextextended('services.request-tree', 0))`
        : sql`select pg_advisory_xact_lock_shared(hashtextextended('services.request-tree', 0))`,
    );
  }

  /** Whether the request may become a part of the parent, which is held. Needs the lock. */
  async maySetParent(part: RequestPart, parent: RequestRow, field = 'parentId'): Promise<Result<void, ParentCode>> {
    if (parent.mergedIntoId !== null) return err('PARENT_MERGED', field, { number: parent.number });
    const parentOpen = parent.statusCategory === 'OPEN' || parent.statusCategory === 'PAUSED';
    if (part.open && !parentOpen) return err('PARENT_NOT_OPEN', field, { number: parent.number });
    if (!(await this.sameGroup(part.customerId, parent.customerId))) return err('OTHER_GROUP', field);
    const [above, height] = [await this.above(parent.id), part.id === undefined ? 1 : await this.heightOf(part.id)];
    if (part.id !== undefined && (parent.id === part.id || above.includes(part.id)))
      return err('PARENT_IS_PART', field, { number: parent.number });
    if (above.length + 1 + height > MAX_TREE_DEPTH) return err('TREE_TOO_DEEP', field, { max: MAX_TREE_DEPTH });
    const { n } = await this.db.one<{ n: number }>(
      sql`select count(*) as n from services.request r where r.parent_id = ${parent.id}`,
    );
    return n < LIMITS.children ? ok() : err('TOO_MANY', field, { max: LIMITS.children, given: n + 1 });
  }

  /** The requests above that one, its parent first. */
  async above(id: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`with recursive above as (
            select r.parent_id as id, 1 as depth from services.request r where r.id = ${id}
            union all
            select r.parent_id, a.depth + 1 from services.request r join above a on r.id = a.id where a.depth < 50)
          select a.id from above a where a.id is not null order by a.depth`,
    );
    return rows.map((r) => r.id);
  }

  /** How many requests stand above one another from that one downwards, itself included. */
  async heightOf(id: string): Promise<number> {
    const { height } = await this.db.one<{ height: number }>(
      sql`with recursive below as (
            select ${id}::uuid as id, 1 as depth
            union all
            select r.id, b.depth + 1 from services.request r join below b on r.parent_id = b.id where b.depth < 50)
          select max(b.depth)::int as height from below b`,
    );
    return height;
  }

  /** Whether both customers belong to one group. */
  private async sameGroup(a: string, b: string): Promise<boolean> {
    if (a === b) return true;
    const ancestors = await this.customers.ancestors([a, b]);
    const groupOf = (id: string): string => ancestors.get(id)?.at(-1) ?? id;
    return groupOf(a) === groupOf(b);
  }
}
