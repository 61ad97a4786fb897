import { open, stat, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { csvHead, csvLine } from '#kernel';
import { categoryOf, messageOf } from '#platform/messages';
import { PRIVATE_FILE, privateFolder } from '#platform/storage';
import { REJECT_TITLES, type RejectedRow } from '../domain/source.js';

/**
 * The rows that could not be imported, as CSV: line, code, category and message, then the row as it was (with an apostrophe
 * where a spreadsheet would run it; `SourceFile` takes that away again). Columns that an importer does not know do not
 * disturb it, so a corrected reject file can be imported like any other. Begun with the first row.
 */
export class RejectFile {
  private handle: FileHandle | undefined;

  private constructor(
    readonly path: string,
    private readonly header: readonly string[],
    /** Where the next rows go. */
    readonly begin: number,
  ) {}

  /** Continues after `bytes`, the length that the checkpoint confirmed; anything beyond is cut off. */
  static async open(path: string, header: readonly string[], bytes: number): Promise<RejectFile> {
    const there = await stat(path).catch(() => undefined);
    const kept = there && there.size >= bytes ? bytes : 0;
    if (there) await truncate(path, kept);
    return new RejectFile(path, header, kept);
  }

  /**
   * Writes the rows at that place and makes sure that they are on the disk, so that a checkpoint may count them; gives
   * the place behind them. Writing the same again at the same place changes nothing.
   */
  async write(at: number, rejected: readonly RejectedRow[]): Promise<number> {
    if (rejected.length === 0) return at;
    const lines = rejected.map(({ row, failure }) => {
      const message = messageOf(failure, 'en');
      const text = failure.field === undefined ? message : `${failure.field}: ${message}`;
      return csvLine([String(row.line), failure.code, categoryOf(failure.code), text, ...row.fields]);
    });
    if (at === 0) lines.unshift(csvHead([...REJECT_TITLES, ...this.header]));
    if (!this.handle) {
      await privateFolder(dirname(this.path));
      this.handle = await open(this.path, this.begin === 0 ? 'w' : 'r+', PRIVATE_FILE);
    }
    const data = Buffer.from(lines.join(''));
    await this.handle.write(data, 0, data.length, at);
    await this.handle.datasync();
    return at + data.length;
  }

  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
  }
}
