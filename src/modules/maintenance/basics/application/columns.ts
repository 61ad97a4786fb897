import { Columns, type Sql } from '#platform/database';

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `a.name_native as "nameNative"` of fields named as their columns, and of those that are not. */
export function columnList(alias: string, fields: string, others: Readonly<Record<string, string>> = {}): Sql {
  const same = fields.split(' ').map((field) => [field, `${alias}.${snake(field)}`]);
  const named = Object.entries(others).map(([field, column]) => [field, `${alias}.${column}`]);
  return new Columns<Record<string, unknown>>(Object.fromEntries([...same, ...named]) as Record<string, string>).all;
}

/** Highest id there can be: all below an asset are a range of its path. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
