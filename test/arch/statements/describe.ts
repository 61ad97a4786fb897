import pg from 'pg';
import { createPool } from '#platform/database';

/** A column of a result, as PostgreSQL describes it. */
export interface Column {
  readonly name: string;
  /** What the project's parsers make of it. */
  readonly kind: Kind;
  /** Whether it is a column of a table that may be null there. */
  readonly nullable: boolean;
}

/** What a value is in JavaScript; `json` is anything. */
export type Kind = 'number' | 'string' | 'boolean' | 'Date' | 'json' | 'object' | { readonly each: Kind };

export type Description = { readonly columns: readonly Column[] } | { readonly refused: string };

interface Field {
  readonly name: string;
  readonly tableID: number;
  readonly columnID: number;
  readonly dataTypeID: number;
}

interface Wire {
  parse(query: { text: string; name: string; types: readonly number[] }): void;
  describe(what: { type: 'S'; name: string }): void;
  sync(): void;
}

/** Parse and Describe of the extended protocol, without Bind and Execute: nothing is run. */
class Describe {
  private fields: readonly Field[] = [];
  private error: Error | undefined;

  constructor(
    private readonly text: string,
    private readonly done: (error: Error | undefined, fields: readonly Field[]) => void,
  ) {}

  submit(connection: unknown): void {
    const wire = connection as Wire;
    wire.parse({ text: this.text, name: '', types: [] });
    wire.describe({ type: 'S', name: '' });
    wire.sync();
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.fields = fields;
  }

  handleError(error: Error): void {
    this.error = error;
    this.done(error, []);
  }

  handleReadyForQuery(): void {
    if (!this.error) this.done(undefined, this.fields);
  }
}

/** Samples of what PostgreSQL sends, by the category of the type. */
const SAMPLES: Readonly<Record<string, string>> = { N: '1', B: 't', D: '2026-01-31 00:00:00+00', T: '01:00:00' };

/** Asks PostgreSQL about statements. */
export class Describer {
  private constructor(
    private readonly client: pg.Client,
    private readonly types: ReadonlyMap<number, Kind>,
    private readonly nullable: ReadonlySet<string>,
  ) {}

  static async connect(url: string): Promise<Describer> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const columns = await client.query<{ key: string }>(
      `select attrelid || '.' || attnum as key from pg_attribute where attnum > 0 and not attnotnull`,
    );
    const types = await client.query<{ oid: number; category: string; element: number; name: string }>(
      `select oid, typcategory as category, typelem as element, typname as name from pg_type`,
    );
    const pool = createPool({ url, max: 1, applicationName: 'describe' });
    const parsers = pool.options.types as pg.CustomTypesConfig;
    await pool.end();
    const byOid = new Map(types.rows.map((type) => [type.oid, type]));
    const kinds = types.rows.map((type): [number, Kind] => {
      const element = type.category === 'A' ? byOid.get(type.element) : undefined;
      const sample = sampleOf((element ?? type).category, (element ?? type).name);
      const text = element ? `{${sample}}` : sample;
      return [type.oid, kindOf(type.name, (parsers.getTypeParser(type.oid, 'text') as (t: string) => unknown)(text))];
    });
    return new Describer(client, new Map(kinds), new Set(columns.rows.map(({ key }) => key)));
  }

  async describe(text: string): Promise<Description> {
    try {
      const fields = await new Promise<readonly Field[]>((resolve, reject) => {
        this.client.query(new Describe(text, (error, found) => (error ? reject(error) : resolve(found))));
      });
      return {
        columns: fields.map(({ name, tableID, columnID, dataTypeID }) => ({
          name,
          kind: this.types.get(dataTypeID) ?? 'string',
          nullable: this.nullable.has(`${tableID}.${columnID}`),
        })),
      };
    } catch (error) {
      return { refused: (error as Error).message };
    }
  }

  async end(): Promise<void> {
    await this.client.end();
  }
}

function sampleOf(category: string, name: string): string {
  if (/^jsonb?$/.test(name)) return '1';
  if (name === 'point') return '(1,1)';
  if (name === 'circle') return '<(1,1),1>';
  return SAMPLES[category] ?? 'x';
}

function kindOf(name: string, value: unknown): Kind {
  if (Array.isArray(value)) return { each: kindOf(name.replace(/^_/, ''), value[0]) };
  if (/^jsonb?$/.test(name)) return 'json';
  if (value instanceof Date) return 'Date';
  const kind = typeof value;
  return kind === 'number' || kind === 'string' || kind === 'boolean' ? kind : 'object';
}
