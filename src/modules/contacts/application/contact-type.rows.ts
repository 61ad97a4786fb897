import { sql } from '#platform/database';

/** A node of the tree of contact types. */
export interface ContactTypeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  /** Ids from the root down to this type itself. */
  readonly path: readonly string[];
  /** A retired type takes no new contacts. */
  readonly active: boolean;
  readonly version: number;
}

/** Columns of a ContactTypeNode; the table is called `t`. */
export const CONTACT_TYPE_COLUMNS = sql`t.id, t.parent_id as "parentId", t.code, t.name, t.name_native as "nameNative",
  t.path, t.active, t.version`;

/** Key of the lock that lets one change of the tree's shape happen at a time: two moves may close a circle together. */
export const TREE_LOCK = 20_004;
