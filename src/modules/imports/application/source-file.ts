import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { cellAsGiven, type Failure } from '#kernel';
import { CsvReader, type CsvRecord } from '../domain/csv.js';
import { REJECT_TITLES, type SourceRow } from '../domain/source.js';
import { ImportError } from '../domain/import-error.js';

/** A row as it stands in the file, with what is wrong with its form, if anything. */
export interface ReadRow {
  readonly row: SourceRow;
  readonly failure?: Failure;
}

/** Small, because the share that was read is counted by them. */
const CHUNK = 32 * 1024;

/** A CSV file, gzipped or plain, read as a stream. */
export class SourceFile {
  private stream: ReadStream | undefined;

  private constructor(
    readonly path: string,
    readonly bytes: number,
    /** SHA-256 of the file as it lies there. */
    readonly digest: string,
    private readonly zipped: boolean,
    readonly header: readonly string[],
    /** Whether we wrote it: apostrophes before what a spreadsheet would run are then ours. */
    private readonly isRejectFile: boolean,
  ) {}

  static async open(path: string): Promise<SourceFile> {
    try {
      const info = await stat(path);
      if (!info.isFile()) throw new Error('it is not a file');
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
      const nameless = new SourceFile(path, info.size, hash.digest('base64url'), await startsWithGzip(path), [], false);
      const header = await nameless.readHeader();
      const ours = isOurs(header.map((name) => name.replace(/^reject:/, '')));
      const names = ours ? header.map(cellAsGiven) : header;
      return new SourceFile(path, info.size, nameless.digest, nameless.zipped, names, ours);
    } catch (error) {
      if (error instanceof ImportError) throw error;
      throw new ImportError(`The file ${path} cannot be read: ${(error as Error).message}`);
    }
  }

  get name(): string {
    return basename(this.path);
  }

  /** Share of the file that has been read, from 0 to 1. */
  get share(): number {
    return this.bytes === 0 ? 1 : Math.min(1, (this.stream?.bytesRead ?? 0) / this.bytes);
  }

  /** All rows after the header, in order, as they come; those with `ordinal` up to `skip` are passed over. */
  async *rows(skip = 0): AsyncGenerator<ReadRow[]> {
    let ordinal = -1;
    for await (const records of this.records()) {
      const rows: ReadRow[] = [];
      for (const record of records) if (++ordinal > skip) rows.push(this.judge(record, ordinal));
      if (rows.length > 0) yield rows;
    }
  }

  private judge({ line, fields: cells, malformed }: CsvRecord, ordinal: number): ReadRow {
    const fields = this.isRejectFile ? cells.map(cellAsGiven) : cells;
    const row = { ordinal, line, fields };
    if (malformed !== undefined) return { row, failure: { code: 'MALFORMED_ROW', params: { reason: malformed } } };
    const [given, expected] = [fields.length, this.header.length];
    if (given !== expected) return { row, failure: { code: 'WRONG_COLUMN_COUNT', params: { given, expected } } };
    return fields.some((field) => field.includes('\ufffd')) ? { row, failure: { code: 'NOT_UTF8' } } : { row };
  }

  private async readHeader(): Promise<string[]> {
    for await (const [first] of this.records()) {
      if (!first) continue;
      const names = first.fields.map((name) => name.trim());
      // Our own columns are under names of their own: a source may have a column `category` too.
      const header = isOurs(names)
        ? names.map((name, i) => (i < REJECT_TITLES.length ? `reject:${name}` : name))
        : names;
      const twice = header.find((name, i) => header.indexOf(name) !== i);
      if (twice !== undefined) throw new ImportError(`The file ${this.path} has two columns named "${twice}".`);
      return header;
    }
    throw new ImportError(`The file ${this.path} is empty.`);
  }

  private async *records(): AsyncGenerator<CsvRecord[]> {
    const file = createReadStream(this.path, { highWaterMark: CHUNK });
    this.stream = file;
    // A failure comes out of the last stream, where it is awaited.
    const text: Readable = this.zipped ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => undefined) : file;
    const reader = new CsvReader();
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    try {
      for await (const chunk of text) yield reader.push(decoder.decode(chunk as Buffer, { stream: true }));
      yield reader.push(decoder.decode());
      yield reader.end();
    } catch (error) {
      throw new ImportError(`The file ${this.path} is corrupt: ${(error as Error).message}`);
    } finally {
      file.destroy();
    }
  }
}

/** Whether the columns are those of a reject file. */
const isOurs = (names: readonly string[]): boolean => REJECT_TITLES.every((title, i) => names[i] === title);

async function startsWithGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
