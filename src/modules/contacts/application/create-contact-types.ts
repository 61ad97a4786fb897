import { Injectable } from '@nestjs/common';
import { blankToNull, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { assertPermits } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { checkContactType, MAX_TYPE_DEPTH, type ContactTypeDetails } from '../domain/contact-type.js';
import { CONTACTS } from '../contacts.permissions.js';
import { TREE_LOCK } from './contact-type.rows.js';

/** A contact type to create in bulk; its parent is named by code. */
export interface CreateTypeInBulk extends ContactTypeDetails {
  /** Code of the type above: one that exists, or one of the same batch; none for a root. */
  readonly parentCode?: string | null;
}

export interface CreatedType {
  readonly id: string;
  /** False when a type of this code existed already. */
  readonly created: boolean;
}

export type CreateTypesCode = CheckCode | 'PARENT_NOT_FOUND' | 'TOO_DEEP' | 'CYCLE';

type Place = Result<{ id: string; path: readonly string[] }, CreateTypesCode>;

const COLUMNS = ['id', 'parent_id', 'code', 'name', 'name_native', 'path', 'active', 'version'];

/** Creates whole trees of contact types; a code that exists already stays as it is. */
@Injectable()
export class CreateContactTypes {
  constructor(private readonly db: Database) {}

  async run(ctx: Ctx, commands: readonly CreateTypeInBulk[]): Promise<Result<CreatedType, CreateTypesCode>[]> {
    assertPermits(ctx, CONTACTS['contacts.manage-types'], 'Creating contact types');
    const done = await this.db.transaction<Result<CreatedType, CreateTypesCode>[]>(ctx, async () => {
      await this.db.query(sql`select pg_advisory_xact_lock(${TREE_LOCK})`);
      const grove = new Grove(commands, await this.existing(commands));
      const results = commands.map((command) => grove.plant(command.code));
      if (grove.rows.length > 0) await this.db.execute(insertMany('contacts.contact_type', COLUMNS, grove.rows));
      return ok(
        commands.map(({ code }, i) => {
          const place = results[i] as Place;
          return place.ok ? ok({ id: place.value.id, created: grove.fresh.delete(code) }) : place;
        }),
      );
    });
    return done.ok ? done.value : commands.map(() => done);
  }

  private async existing(commands: readonly CreateTypeInBulk[]): Promise<Map<string, Place>> {
    const codes = commands.flatMap((c) => [c.code, c.parentCode]).filter((c) => c != null);
    const rows = await this.db.query<{ id: string; code: string; path: string[] }>(
      sql`select t.id, t.code, t.path from contacts.contact_type t where t.code = any(${[...new Set(codes)]}::text[])`,
    );
    return new Map(rows.map(({ id, code, path }) => [code, ok({ id, path })]));
  }
}

/** Finds each type of a batch its place below its parent, whichever of the two comes first. */
class Grove {
  readonly rows: Record<string, unknown>[] = [];
  /** Codes that this batch creates. */
  readonly fresh = new Set<string>();
  private readonly commands: ReadonlyMap<string, CreateTypeInBulk>;
  private readonly under = new Set<string>();

  constructor(
    commands: readonly CreateTypeInBulk[],
    private readonly places: Map<string, Place>,
  ) {
    this.commands = new Map([...commands].reverse().map((c) => [c.code, c]));
  }

  plant(code: string): Place {
    const known = this.places.get(code);
    if (known) return known;
    const command = this.commands.get(code);
    if (!command) return err('PARENT_NOT_FOUND', 'parentCode');
    if (this.under.has(code)) return err('CYCLE', 'parentCode');
    this.under.add(code);
    const place = this.place(command);
    this.under.delete(code);
    this.places.set(code, place);
    return place;
  }

  private place(command: CreateTypeInBulk): Place {
    const wrong = checkContactType(command).err();
    if (wrong) return wrong;
    const parent = command.parentCode == null ? undefined : this.plant(command.parentCode);
    if (parent && !parent.ok)
      return parent.failures[0]?.code === 'CYCLE' ? parent : err('PARENT_NOT_FOUND', 'parentCode');
    const above = parent?.value.path ?? [];
    if (above.length >= MAX_TYPE_DEPTH) return err('TOO_DEEP', 'parentCode', { max: MAX_TYPE_DEPTH });
    const id = uuidv7();
    const path = [...above, id];
    this.rows.push({
      ...{ id, parent_id: parent?.value.id ?? null, code: command.code, name: command.name.trim() },
      ...{ name_native: blankToNull(command.nameNative) ?? null, path, active: true, version: 1 },
    });
    this.fresh.add(command.code);
    return ok({ id, path });
  }
}
