import { Injectable } from '@nestjs/common';
import { blankToNull, err, ok, staleVersion, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, empty, sql } from '#platform/database';
import { checkContactType, type ContactTypeDetails } from '../domain/contact-type.js';
import { CONTACT_TYPE_COLUMNS, TREE_LOCK, type ContactTypeNode } from './contact-type.rows.js';
import { parentOf, TYPE_CONSTRAINTS } from './create-contact-type.js';

/** Changes; what is left out stays. */
export interface UpdateContactTypeCommand extends Partial<ContactTypeDetails> {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
  /** Another type above; null makes it a root. */
  readonly parentId?: string | null;
  /** False retires it and everything below it; true takes it alone into use again. */
  readonly active?: boolean;
}

export type UpdateContactTypeCode =
  | CheckCode
  | 'NOT_FOUND'
  | 'STALE_VERSION'
  | 'ALREADY_IN_USE'
  | 'PARENT_NOT_FOUND'
  | 'TYPE_RETIRED'
  | 'CYCLE'
  | 'TOO_DEEP';

type Outcome = Result<{ id: string }, UpdateContactTypeCode>;

/** Renames, moves, retires a contact type. Contacts keep their type, also when it is retired. */
@Injectable()
export class UpdateContactType {
  constructor(private readonly db: Database) {}

  async run(ctx: Ctx, command: UpdateContactTypeCommand): Promise<Outcome> {
    const { id, version, code, name, nameNative, parentId, active } = command;
    const wrong = checkContactType({ code, name, nameNative }).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, UpdateContactTypeCode>(
      ctx,
      async () => {
        // One change of the tree's shape at a time: two moves, each sound, may close a circle together.
        await this.db.query(sql`select pg_advisory_xact_lock(${TREE_LOCK})`);
        const before = await this.db.maybeOne<ContactTypeNode>(
          sql`select ${CONTACT_TYPE_COLUMNS} from contacts.contact_type t where t.id = ${id}`,
        );
        if (!before) return err('NOT_FOUND', 'id');
        if (before.version !== version) return staleVersion(before);
        const native = blankToNull(nameNative);
        const changes = assignments({ code, name: name?.trim(), name_native: native, active });
        await this.db.execute(
          sql`update contacts.contact_type set ${changes ? sql`${changes}, ` : empty}version = version + 1 where id = ${id}`,
        );
        if (active === false) await this.retireBelow(id);
        const above = parentId === undefined ? before.parentId : parentId;
        if (above === before.parentId && active !== true) return ok({ id });
        return this.place(before, above, active ?? before.active);
      },
      { constraints: TYPE_CONSTRAINTS },
    );
  }

  private async retireBelow(id: string): Promise<void> {
    await this.db.execute(
      sql`update contacts.contact_type t set active = false, version = t.version + 1
           where t.path @> array[${id}::uuid] and t.id <> ${id} and t.active`,
    );
  }

  /** Moves it and everything below it under `above`, unless it is there already. */
  private async place(before: ContactTypeNode, above: string | null, active: boolean): Promise<Outcome> {
    const parent = await parentOf(this.db, above);
    if (above !== null && !parent) return err('PARENT_NOT_FOUND', 'parentId');
    if (parent?.path.includes(before.id)) return err('CYCLE', 'parentId');
    if (active && parent?.active === false) return err('TYPE_RETIRED', 'parentId');
    if (above !== before.parentId)
      await this.db.execute(
        sql`update contacts.contact_type t
               set path = ${parent?.path ?? []}::uuid[] || t.path[${before.path.length}::integer:],
                   parent_id = case when t.id = ${before.id} then ${above}::uuid else t.parent_id end
             where t.path @> array[${before.id}::uuid]`,
      );
    return ok({ id: before.id });
  }
}
