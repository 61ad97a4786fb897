import { Injectable } from '@nestjs/common';
import { blankToNull, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { checkContactType, MAX_TYPE_DEPTH, type ContactTypeDetails } from '../domain/contact-type.js';
import { TREE_LOCK } from './contact-type.rows.js';

export interface CreateContactTypeCommand extends ContactTypeDetails {
  /** The type above; none for a root. */
  readonly parentId?: string | null;
}

export type CreateContactTypeCode = CheckCode | 'ALREADY_IN_USE' | 'PARENT_NOT_FOUND' | 'TYPE_RETIRED' | 'TOO_DEEP';

export const TYPE_CONSTRAINTS = {
  contact_type_code_key: err('ALREADY_IN_USE' as const, 'code'),
  contact_type_depth_check: err('TOO_DEEP' as const, 'parentId', { max: MAX_TYPE_DEPTH }),
};

/** Adds a type to the tree. */
@Injectable()
export class CreateContactType {
  constructor(private readonly db: Database) {}

  async run(ctx: Ctx, command: CreateContactTypeCommand): Promise<Result<{ id: string }, CreateContactTypeCode>> {
    const { code, name, nameNative, parentId = null } = command;
    const wrong = checkContactType({ code, name, nameNative }).err();
    if (wrong) return wrong;
    const id = uuidv7();
    return this.db.transaction<{ id: string }, CreateContactTypeCode>(
      ctx,
      async () => {
        await this.db.query(sql`select pg_advisory_xact_lock(${TREE_LOCK})`);
        const parent = await parentOf(this.db, parentId);
        if (parentId !== null && !parent) return err('PARENT_NOT_FOUND', 'parentId');
        if (parent?.active === false) return err('TYPE_RETIRED', 'parentId');
        await this.db.execute(
          sql`insert into contacts.contact_type (id, parent_id, code, name, name_native, path)
              values (${id}, ${parentId}, ${code}, ${name.trim()}, ${blankToNull(nameNative) ?? null},
                      ${[...(parent?.path ?? []), id]}::uuid[])`,
        );
        return ok({ id });
      },
      { constraints: TYPE_CONSTRAINTS },
    );
  }
}

export interface ParentType {
  readonly path: readonly string[];
  readonly active: boolean;
}

export async function parentOf(db: Database, parentId: string | null): Promise<ParentType | undefined> {
  if (parentId === null) return undefined;
  return db.maybeOne<ParentType>(sql`select t.path, t.active from contacts.contact_type t where t.id = ${parentId}`);
}
