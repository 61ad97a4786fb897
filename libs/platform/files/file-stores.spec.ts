import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { FileTooLargeError, type FileStore } from './file-store.js';
import { LocalFileStore } from './local-file-store.js';
import { S3FileStore } from './s3-file-store.js';

const TEXT = Buffer.from('What the engineer saw. 工程师所见。'.repeat(5_000));
const SHA = createHash('sha256').update(TEXT).digest('hex');
const inPieces = (bytes: Buffer): Readable =>
  Readable.from(
    Array.from({ length: 10 }, (_, i) => bytes.subarray((i * bytes.length) / 10, ((i + 1) * bytes.length) / 10)),
  );

/** As much of an object store as one client needs; wants every request signed and every body with its checksum. */
class ObjectStore {
  readonly objects = new Map<string, Buffer>();
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': status === 404 ? 'application/xml' : 'application/octet-stream' });
      response.end(body);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body?: Buffer | string }> {
    const key = (request.url ?? '').split('?')[0] as string;
    const body = await buffer(request);
    if (!request.headers.authorization?.includes('Credential=key-id/')) return { status: 403 };
    if (request.method === 'PUT') {
      const given = request.headers['x-amz-checksum-sha256'];
      if (given !== createHash('sha256').update(body).digest('base64')) return { status: 400 };
      this.objects.set(key, body);
      return { status: 200 };
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204 };
    }
    const found = this.objects.get(key);
    return found
      ? { status: 200, body: found }
      : { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>none</Message></Error>' };
  }
}

let folder: string;
let s3: ObjectStore;
const stores: Record<string, FileStore> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meridian-files-'));
  s3 = new ObjectStore();
  const endpoint = await s3.start();
  stores['a folder'] = new LocalFileStore(folder);
  stores['an object store'] = new S3FileStore({
    bucket: 'bucket',
    prefix: 'attachments/',
    region: 'eu-west-2',
    endpoint,
    credentials: { accessKeyId: 'key-id', secretAccessKey: 'secret' },
  });
});
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['a folder', 'an object store'])('files in %s', (name) => {
  const store = (): FileStore => stores[name] as FileStore;
  const put = async (id: string, bytes: Readable, mostBytes: number) => {
    const { keep, drop: _, ...stored } = await store().stage(id, bytes, mostBytes);
    await keep();
    return stored;
  };
  const read = async (id: string): Promise<Buffer | undefined> => {
    const bytes = await store().get(id);
    return bytes && buffer(bytes);
  };

  it('what is dropped replaces nothing and leaves nothing', async () => {
    const id = uuidv7();
    await put(id, inPieces(TEXT), TEXT.length);
    const other = Buffer.from(TEXT).reverse();
    const staged = await store().stage(id, inPieces(other), TEXT.length);
    // By `equals`: `toEqual` walks a buffer byte by byte, for seconds.
    expect((await read(id))?.equals(TEXT)).toBe(true);
    await staged.drop();
    expect((await read(id))?.equals(TEXT)).toBe(true);
    expect((await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('come back as they were, with their size and digest', async () => {
    const id = uuidv7();
    expect(await put(id, inPieces(TEXT), TEXT.length)).toEqual({ sizeBytes: TEXT.length, sha256: SHA });
    expect((await read(id))?.equals(TEXT)).toBe(true);
  });

  it('leave nothing behind when there are more bytes than were told, or when they break off', async () => {
    const id = uuidv7();
    await expect(put(id, inPieces(TEXT), TEXT.length - 1)).rejects.toThrow(FileTooLargeError);
    const broken = Readable.from(
      (function* () {
        yield TEXT.subarray(0, 1000);
        throw new Error('the line went dead');
      })(),
    );
    await expect(put(id, broken, TEXT.length)).rejects.toThrow('the line went dead');
    expect(await read(id)).toBeUndefined();
  });

  it('are gone once removed; removing twice is no error', async () => {
    const id = uuidv7();
    await put(id, inPieces(TEXT), TEXT.length);
    await store().remove(id);
    await store().remove(id);
    expect(await read(id)).toBeUndefined();
  });
});

it('a folder holds nothing but whole files', async () => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
  expect(names.filter((e) => e.name.endsWith('.part'))).toEqual([]);
});

it('a path cannot be had by way of an id', async () => {
  await expect(stores['a folder']?.get('../../etc/passwd')).rejects.toThrow('not the id of a file');
});
