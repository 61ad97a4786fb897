import { Injectable } from '@nestjs/common';
import { ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, insertMany, sql } from '#platform/database';
import { type ImportKind } from '../domain/import-kind.js';
import { ImportError } from '../domain/import-error.js';
import { RUN_COLUMNS, type Counts, type ImportRun } from './run.rows.js';

export interface NewRun {
  readonly kind: ImportKind;
  readonly source: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileDigest: string;
  readonly mappingName: string;
  readonly mappingDigest: string;
  readonly rejectFile: string;
}

/** Where a run stands: so many rows are done, and so many bytes of the reject file belong to them. */
export interface Checkpoint {
  readonly rows: number;
  readonly rejectBytes: number;
}

export interface OpenRun {
  readonly run: ImportRun;
  readonly checkpoint: Checkpoint;
}

/** What a batch adds to a run. */
export interface BatchOutcome {
  readonly counts: Counts;
  readonly created: Readonly<Record<string, number>>;
  readonly rejections: Readonly<Record<string, number>>;
  readonly progress: number;
}

/** What was taken from a source before. */
export interface ImportMark {
  readonly digest: string;
  readonly runId: string;
}

/** Runs, their checkpoints, and what has been taken. */
@Injectable()
export class RunStore {
  constructor(private readonly db: Database) {}

  /** The unfinished run of the same file and mapping, taken up again, or a new one. */
  async begin(ctx: Ctx, wanted: NewRun): Promise<OpenRun> {
    const begun = await this.db.transaction<OpenRun>(ctx, async () => {
      const id = uuidv7();
      const row = {
        id,
        kind: wanted.kind,
        source: wanted.source,
        file_name: wanted.fileName,
        file_bytes: wanted.fileBytes,
        file_digest: wanted.fileDigest,
        mapping_name: wanted.mappingName,
        mapping_digest: wanted.mappingDigest,
        reject_file: wanted.rejectFile,
      };
      const made = await this.db.execute(
        sql`${insert('imports.run', row)}
            on conflict (kind, file_digest, mapping_digest) where finished_at is null do nothing`,
      );
      if (made > 0) {
        await this.db.execute(insert('imports.checkpoint', { run_id: id, rows: 0, reject_bytes: 0 }));
        return ok(await this.open(sql`r.id = ${id}`));
      }
      const same = sql`r.kind = ${wanted.kind} and r.file_digest = ${wanted.fileDigest}
        and r.mapping_digest = ${wanted.mappingDigest} and r.finished_at is null`;
      await this.db.execute(
        sql`update imports.run r set resumed = resumed + 1, progressed_at = clock_timestamp() where ${same}`,
      );
      return ok(await this.open(same));
    });
    return valueOf(begun);
  }

  /**
   * Adds a batch to the run, in the transaction of the batch: `from` is the checkpoint that this process started out
   * from. Throws when another process has moved it meanwhile.
   */
  async advance(runId: string, from: Checkpoint, to: Checkpoint, batch: BatchOutcome): Promise<void> {
    const { counts, created, rejections, progress } = batch;
    const moved = await this.db.execute(
      sql`update imports.checkpoint set rows = ${to.rows}, reject_bytes = ${to.rejectBytes}
           where run_id = ${runId} and rows = ${from.rows}`,
    );
    if (moved === 0) throw new ImportError('Another process is running the same import. Wait until it has finished.');
    await this.db.execute(
      sql`update imports.run r
             set rows_read = rows_read + ${counts.read}, rows_imported = rows_imported + ${counts.taken},
                 rows_unchanged = rows_unchanged + ${counts.unchanged}, rows_rejected = rows_rejected + ${counts.rejected},
                 progress = ${progress}, progressed_at = clock_timestamp(),
                 created = imports.add_counts(r.created, ${JSON.stringify(created)}::jsonb),
                 rejections = imports.add_counts(r.rejections, ${JSON.stringify(rejections)}::jsonb)
           where r.id = ${runId}`,
    );
  }

  async finish(ctx: Ctx, runId: string): Promise<ImportRun> {
    const finished = await this.db.transaction<ImportRun>(ctx, async () => {
      await this.db.execute(sql`delete from imports.checkpoint where run_id = ${runId}`);
      await this.db.execute(
        sql`update imports.run r set finished_at = clock_timestamp(), progressed_at = clock_timestamp(), progress = 1
             where r.id = ${runId}`,
      );
      return ok(await this.db.one<ImportRun>(sql`select ${RUN_COLUMNS} from imports.run r where r.id = ${runId}`));
    });
    return valueOf(finished);
  }

  /** What is known of these keys of a source. */
  async taken(source: string, keys: readonly string[]): Promise<Map<string, ImportMark>> {
    const rows = await this.db.query<ImportMark & { key: string }>(
      sql`select t.key, t.digest, t.run_id as "runId" from imports.imported_record t
           where t.source = ${source} and t.key = any(${keys}::text[])`,
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  async markImported(source: string, runId: string, marks: ReadonlyMap<string, string>): Promise<void> {
    if (marks.size === 0) return;
    const rows = [...marks].map(([key, digest]) => ({ source, key, digest, run_id: runId }));
    await this.db.execute(
      sql`${insertMany('imports.imported_record', ['source', 'key', 'digest', 'run_id'], rows)}
          on conflict on constraint imported_record_pkey do update set digest = excluded.digest, run_id = excluded.run_id`,
    );
  }

  private async open(which: ReturnType<typeof sql>): Promise<OpenRun> {
    const { checkpointRows, rejectBytes, ...run } = await this.db.one<
      ImportRun & { checkpointRows: number; rejectBytes: number }
    >(
      sql`select ${RUN_COLUMNS}, c.rows as "checkpointRows", c.reject_bytes as "rejectBytes"
            from imports.run r join imports.checkpoint c on c.run_id = r.id where ${which}`,
    );
    return { run, checkpoint: { rows: checkpointRows, rejectBytes } };
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error('keeping count never fails by itself');
  return result.value;
}
