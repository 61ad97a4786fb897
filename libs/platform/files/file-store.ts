import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';

export interface StoredBytes {
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Bytes that have come in and are nobody's yet: exactly one of the two is to be called. */
export interface StagedBytes extends StoredBytes {
  /** Puts them in place; what was there under the id is replaced. */
  keep(): Promise<void>;
  /** Throws them away. */
  drop(): Promise<void>;
}

/** Thrown while bytes come in that are more than were told. */
export class FileTooLargeError extends Error {}

/** Where the bytes of files lie, each under the id of its file. */
export abstract class FileStore {
  /** Takes the bytes in, aside: nobody can get them yet. All of them or, when anything goes wrong, none. Throws FileTooLargeError. */
  abstract stage(id: string, bytes: Readable, mostBytes: number): Promise<StagedBytes>;
  /** The bytes; undefined when there are none. */
  abstract get(id: string): Promise<Readable | undefined>;
  /** Nothing happens when there are none. */
  abstract remove(id: string): Promise<void>;
}

/** Passes bytes on, counts and digests them, and stops at too many. */
export class Measure extends Transform {
  private readonly hash = createHash('sha256');
  private size = 0;

  constructor(private readonly mostBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error?: Error | null, data?: Buffer) => void): void {
    this.size += chunk.length;
    if (this.size > this.mostBytes) return done(new FileTooLargeError(`more than ${this.mostBytes} bytes`));
    this.hash.update(chunk);
    done(null, chunk);
  }

  /** Once everything has passed. */
  result(): StoredBytes {
    return { sizeBytes: this.size, sha256: this.hash.digest('hex') };
  }
}
