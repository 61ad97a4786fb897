import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CONTACT_TYPE_COLUMNS, type ContactTypeNode } from './contact-type.rows.js';

/** Reads of the tree of contact types; everybody signed in may see it. */
@Injectable()
export class ContactTypeQueries {
  constructor(private readonly db: Database) {}

  /** All types, each after its siblings before it in the order of codes; read once per operation. */
  all(ctx: Ctx): Promise<readonly ContactTypeNode[]> {
    let types = ctx.memo.get(ALL) as Promise<readonly ContactTypeNode[]> | undefined;
    if (!types) {
      types = this.db.query<ContactTypeNode>(
        sql`select ${CONTACT_TYPE_COLUMNS} from contacts.contact_type t order by t.code collate "C"`,
      );
      ctx.memo.set(ALL, types);
    }
    return types;
  }

  /** Lets the operation see what it just changed. */
  forget(ctx: Ctx): void {
    ctx.memo.delete(ALL);
  }

  async byIds(ids: readonly string[]): Promise<Map<string, ContactTypeNode>> {
    const rows = await this.db.query<ContactTypeNode>(
      sql`select ${CONTACT_TYPE_COLUMNS} from contacts.contact_type t where t.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async byCode(code: string): Promise<ContactTypeNode | null> {
    const row = await this.db.maybeOne<ContactTypeNode>(
      sql`select ${CONTACT_TYPE_COLUMNS} from contacts.contact_type t where t.code = ${code}`,
    );
    return row ?? null;
  }
}

const ALL = Symbol('all contact types');
