import { join, raw, type Sql } from './sql.js';

/** Which fields of a row are wanted; null for all. */
export type Wanted = ReadonlySet<string> | null;

/**
 * The columns of a kind of row by the names of its fields, so that a list fetches only what was asked for: half of the
 * time of a nested list goes into columns that nobody reads.
 */
export class Columns<R> {
  /** All columns, each under the name of its field. */
  readonly all: Sql;
  private readonly made = new Map<string, Sql>();
  private readonly fromId = new Set<string>();

  /**
   * `columns`: field → column with its table's alias. `needs`: other fields of the API → the fields they are resolved
   * from. A wanted field that is in neither brings all columns.
   */
  constructor(
    private readonly columns: Readonly<Record<keyof R & string, string>>,
    private readonly needs: Readonly<Record<string, readonly (keyof R & string)[]>> = {},
  ) {
    this.all = this.list(Object.keys(columns));
  }

  /** The columns for the wanted fields. Text and values stay the same for the same fields, so that it is prepared once. */
  of(wanted: Wanted): Sql {
    if (wanted === null) return this.all;
    const names = new Set<string>(['id']);
    for (const field of wanted) {
      if (field === '__typename') continue;
      if (field in this.columns) names.add(field);
      else if (this.fromId.has(field)) continue;
      else if (field in this.needs) for (const need of this.needs[field] ?? []) names.add(need);
      else return this.all;
    }
    const ordered = [...names].sort();
    const key = ordered.join();
    let list = this.made.get(key);
    if (!list) this.made.set(key, (list = this.list(ordered)));
    return list;
  }

  /** Fields that other modules add to the type and resolve from the id alone. */
  resolvedFromId(...fields: readonly string[]): void {
    for (const field of fields) this.fromId.add(field);
  }

  private list(names: readonly string[]): Sql {
    return join(names.map((name) => raw(`${this.columns[name as keyof R & string]} as "${name}"`)));
  }
}
