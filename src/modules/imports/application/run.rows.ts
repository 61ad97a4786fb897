import { sql } from '#platform/database';
import { type ImportKind } from '../domain/import-kind.js';

/** How the rows of a file fared; read = taken + unchanged + rejected. */
export interface Counts {
  readonly read: number;
  readonly taken: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** An import of a file, as far as it has got. */
export interface ImportRun {
  readonly id: string;
  readonly kind: ImportKind;
  readonly source: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly mappingName: string;
  readonly startedAt: Date;
  readonly progressedAt: Date;
  readonly finishedAt: Date | null;
  readonly resumed: number;
  readonly rowsRead: number;
  readonly rowsImported: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  /** Share of the file that was read, from 0 to 1. */
  readonly progress: number;
  /** What came into being, by what it is. */
  readonly created: Readonly<Record<string, number>>;
  /** Rejected rows by reason. */
  readonly rejections: Readonly<Record<string, number>>;
  readonly rejectFile: string;
}

/** Columns of `imports.run r`. */
export const RUN_COLUMNS = sql`r.id, r.kind, r.source, r.file_name as "fileName", r.file_bytes as "fileBytes",
  r.mapping_name as "mappingName", r.started_at as "startedAt", r.progressed_at as "progressedAt",
  r.finished_at as "finishedAt", r.resumed, r.rows_read as "rowsRead", r.rows_imported as "rowsImported",
  r.rows_unchanged as "rowsUnchanged", r.rows_rejected as "rowsRejected", r.progress, r.created, r.rejections,
  r.reject_file as "rejectFile"`;
