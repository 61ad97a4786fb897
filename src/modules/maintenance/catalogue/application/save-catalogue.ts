import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, moneyText, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import {
  Database,
  insert,
  sql,
  updateVersioned,
  lockVersion,
  type VersionCode,
  type VersionedId,
} from '#platform/database';
import { readItems, type ChecklistItem, type ItemsCode, type NewItem } from '../domain/checklist.js';
import { CODE, CODE_EXPECTED, LIMITS } from '../../basics/domain/values.js';
import { MaintenancePolicy } from '../../maintenance.policy.js';
import { type Part } from '../domain/part.js';
import { PART_COLUMNS } from './catalogue.rows.js';

export interface ChecklistValues {
  readonly name: string;
  readonly nameNative?: string | null;
  /** Other items than now are a new number of the checklist; work that was begun keeps its own. */
  readonly items: readonly NewItem[];
}

export interface ChecklistChanges extends Partial<ChecklistValues>, VersionedId {
  readonly active?: boolean | null;
}

export interface PartValues {
  readonly name: string;
  readonly nameNative?: string | null;
  readonly unit: string;
  readonly price: string;
  readonly currency: string;
}

export interface PartChanges extends Partial<PartValues>, VersionedId {
  readonly active?: boolean | null;
}

export type CatalogueCode = CheckCode | VersionCode | ItemsCode | 'ALREADY_IN_USE';

const CONSTRAINTS = {
  checklist_code_key: err('ALREADY_IN_USE', 'code'),
  part_code_key: err('ALREADY_IN_USE', 'code'),
} as const;

/** The catalogue of the firm: checklists in numbered versions, and parts. */
@Injectable()
export class SaveCatalogue {
  constructor(
    private readonly db: Database,
    private readonly policy: MaintenancePolicy,
  ) {}

  async createChecklist(
    ctx: Ctx,
    cmd: ChecklistValues & { readonly code: string },
  ): Promise<Result<{ id: string }, CatalogueCode>> {
    this.policy.assertCatalogue(ctx);
    const wrong = named(cmd).required('code', cmd.code).text('name', cmd.name, LIMITS.name).err();
    if (wrong) return wrong;
    const items = readItems(cmd.items);
    if (!items.ok) return items;
    const id = uuidv7();
    return this.db.transaction<{ id: string }, CatalogueCode>(
      ctx,
      async () => {
        await this.db.execute(
          insert('maintenance.checklist', {
            id,
            code: cmd.code,
            name: cmd.name.trim(),
            name_native: blankToNull(cmd.nameNative),
          }),
        );
        await this.addVersion(ctx, id, 1, items.value);
        return ok({ id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  async updateChecklist(ctx: Ctx, cmd: ChecklistChanges): Promise<Result<{ id: string }, CatalogueCode>> {
    this.policy.assertCatalogue(ctx);
    const checks = named(cmd);
    if (cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    const wrong = checks.err();
    if (wrong) return wrong;
    const items = cmd.items === undefined ? ok(undefined) : readItems(cmd.items ?? []);
    if (!items.ok) return items;
    return this.db.transaction<{ id: string }, CatalogueCode>(ctx, async () => {
      const held = await lockVersion<{ version: number }>(
        this.db,
        sql`select c.id, c.code, c.name, c.name_native as "nameNative", c.active, c.version
              from maintenance.checklist c where c.id = ${cmd.id}`,
        cmd.version,
      );
      if (!held.ok) return held;
      if (items.value) {
        const latest = await this.db.one<{ number: number; items: ChecklistItem[] }>(
          sql`select v.number, v.items from maintenance.checklist_version v where v.checklist_id = ${cmd.id}
               order by v.number desc limit 1`,
        );
        if (!same(latest.items, items.value)) await this.addVersion(ctx, cmd.id, latest.number + 1, items.value);
      }
      await updateVersioned(this.db, 'maintenance.checklist', cmd.id, {
        name: cmd.name?.trim(),
        name_native: blankToNull(cmd.nameNative),
        active: cmd.active ?? undefined,
      });
      return ok({ id: cmd.id });
    });
  }

  async createPart(
    ctx: Ctx,
    cmd: PartValues & { readonly code: string },
  ): Promise<Result<{ id: string }, CatalogueCode>> {
    this.policy.assertCatalogue(ctx);
    const wrong = priced(named(cmd), cmd, cmd)
      .required('code', cmd.code)
      .text('name', cmd.name, LIMITS.name)
      .text('unit', cmd.unit, LIMITS.unit)
      .err();
    if (wrong) return wrong;
    const id = uuidv7();
    return this.db.transaction<{ id: string }, CatalogueCode>(
      ctx,
      async () => {
        await this.db.execute(insert('maintenance.part', { id, code: cmd.code, ...partRow(cmd, cmd) }));
        return ok({ id });
      },
      { constraints: CONSTRAINTS },
    );
  }

  /** What was used already keeps its price. */
  async updatePart(ctx: Ctx, cmd: PartChanges): Promise<Result<{ id: string }, CatalogueCode>> {
    this.policy.assertCatalogue(ctx);
    const checks = named(cmd).keepRequired(cmd, ['price', 'currency']);
    if (cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    if (cmd.unit !== undefined) checks.text('unit', cmd.unit, LIMITS.unit);
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, CatalogueCode>(ctx, async () => {
      const held = await lockVersion<Part>(
        this.db,
        sql`select ${PART_COLUMNS} from maintenance.part p where p.id = ${cmd.id}`,
        cmd.version,
      );
      if (!held.ok) return held;
      // A price in another currency is another price: its digits are checked against what the part will have.
      const price = { price: cmd.price ?? held.value.price, currency: cmd.currency ?? held.value.currency };
      const repriced = cmd.price != null || cmd.currency != null;
      const unusable = repriced ? priced(new Checks(), cmd, price).err() : undefined;
      if (unusable) return unusable;
      await updateVersioned(this.db, 'maintenance.part', cmd.id, {
        ...partRow(cmd, price),
        active: cmd.active ?? undefined,
      });
      return ok({ id: cmd.id });
    });
  }

  private async addVersion(
    ctx: Ctx,
    checklistId: string,
    number: number,
    items: readonly ChecklistItem[],
  ): Promise<void> {
    await this.db.execute(
      insert('maintenance.checklist_version', {
        ...{ id: uuidv7(), checklist_id: checklistId, number, items: JSON.stringify(items), recorded_by: ctx.actor.id },
      }),
    );
  }
}

const named = ({ code, nameNative }: { readonly code?: string; readonly nameNative?: string | null }): Checks =>
  new Checks()
    .pattern('code', code, CODE, CODE_EXPECTED)
    .text('nameNative', nameNative, { ...LIMITS.name, optional: true });

/** Price and currency as they are given, and whether the price they come to together can be paid today. */
const priced = (checks: Checks, given: Partial<PartValues>, price: Pick<PartValues, 'price' | 'currency'>): Checks =>
  checks
    .required('price', price.price)
    .required('currency', price.currency)
    .amount(given.price == null ? 'currency' : 'price', price.price, price.currency)
    .currency('currency', price.currency, systemClock.now().toISOString().slice(0, 10));

const partRow = (cmd: Partial<PartValues>, { price, currency }: Pick<PartValues, 'price' | 'currency'>) => ({
  name: cmd.name?.trim(),
  name_native: blankToNull(cmd.nameNative),
  unit: cmd.unit?.trim(),
  price: cmd.price == null && cmd.currency == null ? undefined : moneyText(price, currency),
  currency: cmd.currency ?? undefined,
});

/** jsonb does not keep the order of keys. */
const same = (a: readonly ChecklistItem[], b: readonly ChecklistItem[]): boolean => digest(a) === digest(b);
const digest = (items: readonly ChecklistItem[]): string =>
  JSON.stringify(items.map((i) => [i.key, i.kind, i.text, i.textNative, i.mandatory, i.unit, i.min, i.max, i.choices]));
