import { Injectable } from '@nestjs/common';
import { Database, and, sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type ImportKind } from '../domain/import-kind.js';
import { RUN_COLUMNS, type ImportRun } from './run.rows.js';

const latestFirst: Order<ImportRun> = {
  list: 'importRuns',
  keys: [
    { column: sql`r.started_at`, type: 'timestamptz', value: (run) => run.startedAt },
    { column: sql`r.id`, type: 'uuid', value: (run) => run.id },
  ],
  direction: 'DESC',
};

export interface RunFilter {
  readonly kind?: ImportKind | null;
  readonly finished?: boolean | null;
}

/** Imports, as those who may see them ask for them. */
@Injectable()
export class ImportRunQueries {
  constructor(private readonly db: Database) {}

  async runs({ kind, finished }: RunFilter, page: PageRequest): Promise<Connection<ImportRun>> {
    const where = and([
      kind != null && sql`r.kind = ${kind}`,
      finished != null && (finished ? sql`r.finished_at is not null` : sql`r.finished_at is null`),
    ]);
    const part = keyset(page, latestFirst);
    const rows = await this.db.query<ImportRun>(
      sql`select ${RUN_COLUMNS} from imports.run r where ${where} and ${part.where}
           order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from imports.run r where ${where}`)).n;
    return connectionOf(rows, part, latestFirst, (run) => run, count);
  }

  async runsByIds(ids: readonly string[]): Promise<Map<string, ImportRun>> {
    const rows = await this.db.query<ImportRun>(
      sql`select ${RUN_COLUMNS} from imports.run r where r.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((run) => [run.id, run]));
  }
}
