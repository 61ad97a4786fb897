import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isUuid } from '#kernel';
import { PRIVATE_FILE, privateFolder } from '#platform/storage';
import { FileStore, Measure, type StagedBytes } from './file-store.js';

/** Files on a disk that every process of the system sees. */
export class LocalFileStore extends FileStore {
  constructor(private readonly root: string) {
    super();
  }

  /** Written aside, brought to the disk, later renamed: nobody sees half a file, whatever crashes. */
  async stage(id: string, bytes: Readable, mostBytes: number): Promise<StagedBytes> {
    const path = this.pathOf(id);
    const part = `${path}.${randomUUID()}.part`;
    await privateFolder(dirname(path));
    const drop = (): Promise<void> => rm(part, { force: true });
    const handle = await open(part, 'wx', PRIVATE_FILE);
    try {
      const measure = new Measure(mostBytes);
      await pipeline(bytes, measure, handle.createWriteStream({ flush: true }));
      return { ...measure.result(), keep: () => rename(part, path), drop };
    } catch (error) {
      await drop();
      throw error;
    } finally {
      await handle.close().catch(() => undefined);
    }
  }

  async get(id: string): Promise<Readable | undefined> {
    const handle = await open(this.pathOf(id), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return handle && createReadStream('', { fd: handle });
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  /** The last digits are random, so folders fill evenly. */
  private pathOf(id: string): string {
    if (!isUuid(id)) throw new Error(`not the id of a file: ${id}`);
    return join(this.root, id.slice(-2), id);
  }
}
