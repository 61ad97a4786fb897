import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, uuidv7, staleVersion, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql } from '#platform/database';
import { LIMITS, PRODUCT_KINDS, type ProductKind } from '../domain/consulting.js';
import { PRODUCT_COLUMNS, type ProductRow } from './rows.js';

export interface ProductCommand {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
  readonly kind: ProductKind;
  readonly supplier?: string | null;
  readonly active?: boolean | null;
}

export type ProductCode = CheckCode | 'NOT_FOUND' | 'STALE_VERSION' | 'ALREADY_IN_USE';

const TAKEN = { product_code_key: err('ALREADY_IN_USE', 'code') } as const;

/** The products and systems that can be recommended. */
@Injectable()
export class Products {
  constructor(private readonly db: Database) {}

  async create(ctx: Ctx, cmd: ProductCommand): Promise<Result<{ id: string }, ProductCode>> {
    const wrong = check(cmd).required('kind', cmd.kind).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, ProductCode>(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(
          insert('consulting.product', {
            ...{
              id,
              code: cmd.code.trim(),
              name: cmd.name.trim(),
              name_native: blankToNull(cmd.nameNative) ?? null,
              kind: cmd.kind,
            },
            ...{ supplier: blankToNull(cmd.supplier) ?? null, active: cmd.active ?? true },
          }),
        );
        return ok({ id });
      },
      { constraints: TAKEN },
    );
  }

  async update(
    ctx: Ctx,
    target: { readonly id: string; readonly version: number },
    cmd: Partial<ProductCommand>,
  ): Promise<Result<{ id: string }, ProductCode>> {
    const checks = check(cmd);
    if (cmd.kind !== undefined) checks.required('kind', cmd.kind);
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, ProductCode>(
      ctx,
      async () => {
        const row = await this.db.maybeOne<ProductRow>(
          sql`select ${PRODUCT_COLUMNS} from consulting.product p where p.id = ${target.id} for update`,
        );
        if (!row) return err('NOT_FOUND', 'id');
        if (row.version !== target.version) return staleVersion(row);
        const changes = assignments({
          code: cmd.code?.trim(),
          name: cmd.name?.trim(),
          name_native: blankToNull(cmd.nameNative),
          kind: cmd.kind,
          supplier: blankToNull(cmd.supplier),
          active: cmd.active ?? undefined,
          version: row.version + 1,
        });
        if (changes) await this.db.execute(sql`update consulting.product set ${changes} where id = ${row.id}`);
        return ok({ id: row.id });
      },
      { constraints: TAKEN },
    );
  }
}

function check(cmd: Partial<ProductCommand>): Checks {
  const checks = new Checks();
  if (cmd.code !== undefined)
    checks
      .text('code', cmd.code, LIMITS.productCode)
      .pattern(
        'code',
        cmd.code?.trim(),
        /^[A-Z0-9][A-Z0-9._-]*$/,
        'capital letters, digits, dots and hyphens, such as BMS-4',
      );
  if (cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
  return checks
    .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true })
    .text('supplier', cmd.supplier, { ...LIMITS.name, optional: true })
    .oneOf('kind', cmd.kind, PRODUCT_KINDS);
}
