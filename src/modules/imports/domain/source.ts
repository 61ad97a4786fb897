import { oneLine, prose, type Failure } from '#kernel';

/** A row of a source file. */
export interface SourceRow {
  /** 1 for the first row after the header. */
  readonly ordinal: number;
  /** Line of the file on which it begins; the header is line 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** The columns that a reject file has before those of its source. */
export const REJECT_TITLES = ['line', 'code', 'category', 'message'] as const;

/** A row that cannot be taken. */
export interface RejectedRow {
  readonly row: SourceRow;
  readonly failure: Failure;
}

/** What the rows of one key come to. */
export interface Planned<P> {
  /** Undefined when no row was left. */
  readonly plan: P | undefined;
  readonly accepted: readonly SourceRow[];
  readonly rejected: readonly RejectedRow[];
}

/** Reads cells by the names of their columns. */
export class Columns {
  private readonly index: ReadonlyMap<string, number>;
  /** Also as tidied cells have them. */
  private readonly missing: ReadonlySet<string>;

  constructor(
    readonly header: readonly string[],
    missing: readonly string[],
  ) {
    this.index = new Map(header.map((name, i) => [name, i]));
    this.missing = new Set([...missing, ...missing.map(oneLine)]);
  }

  /** Those of the names that the file does not have. */
  lacking(names: Iterable<string>): string[] {
    return [...new Set(names)].filter((name) => !this.index.has(name));
  }

  /** The value as one tidy line, as every door of the system takes it; null when the source says nothing. */
  cell(row: SourceRow, column: string): string | null {
    return this.said(oneLine(this.raw(row, column)));
  }

  /** The value as prose of any number of lines; null when the source says nothing. */
  prose(row: SourceRow, column: string): string | null {
    return this.said(prose(this.raw(row, column)));
  }

  private raw(row: SourceRow, column: string): string {
    return row.fields[this.index.get(column) ?? -1] ?? '';
  }

  private said(value: string): string | null {
    return value === '' || this.missing.has(value) ? null : value;
  }
}

/** The first thing that is wrong with a row; cells are read through it. */
export class RowReader {
  failure: Failure | undefined;

  constructor(
    private readonly columns: Columns,
    private readonly row: SourceRow,
  ) {}

  optional(column: string): string | null {
    return this.columns.cell(this.row, column);
  }

  required(column: string): string {
    const value = this.optional(column);
    if (value === null) this.fail({ code: 'REQUIRED', field: column });
    return value ?? '';
  }

  /** What the word means; undefined when it is missing or unknown. */
  meaning<T>(column: string, meanings: ReadonlyMap<string, T>, optional = false): T | undefined {
    const value = optional ? this.optional(column) : this.required(column);
    if (value === null || value === '') return undefined;
    const found = meanings.get(value) ?? [...meanings].find(([word]) => oneLine(word) === value)?.[1];
    if (found === undefined)
      this.fail({
        code: 'UNMAPPED_VALUE',
        field: column,
        params: { value: value.slice(0, 60), known: [...meanings.keys()].join(', ') },
      });
    return found;
  }

  count(column: string): number {
    const value = this.required(column);
    if (value !== '' && !/^\d{1,9}$/.test(value))
      this.fail({ code: 'UNREADABLE_NUMBER', field: column, params: { value: value.slice(0, 40) } });
    return Number(value);
  }

  fail(failure: Failure): void {
    this.failure ??= failure;
  }
}

/** Joins the pieces whose columns all have a value: `["{category}", "{symptom} of {item}"]`. */
export function fillPieces(pieces: readonly string[], cell: (column: string) => string | null): string {
  const filled = pieces.map((piece) => {
    let whole = true;
    const text = piece.replace(/\{([^{}]+)\}/g, (_, column: string) => {
      const value = cell(column);
      whole &&= value !== null;
      return value ?? '';
    });
    return whole ? text : '';
  });
  return filled.filter((text) => text !== '').join(', ');
}

/** The columns that pieces mention. */
export function columnsOfPieces(pieces: readonly string[]): string[] {
  return pieces.flatMap((piece) => [...piece.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string));
}
