import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { FileStore, Measure, type StagedBytes, type StoredBytes } from './file-store.js';

export interface S3Settings {
  readonly bucket: string;
  /** Put before every id. */
  readonly prefix: string;
  readonly region: string;
  /** Of a store that is not Amazon's, such as https://minio.example:9000; paths then name the bucket. */
  readonly endpoint: string | null;
  /** Without it the credentials that the machine has are used (environment, role). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

/** Files in an object store that speaks S3. The library is loaded with the first file. */
export class S3FileStore extends FileStore {
  private client: Promise<S3Client> | undefined;

  constructor(private readonly settings: S3Settings) {
    super();
  }

  /** By way of a temporary file: the store wants to know the size and the checksum before it gets the first byte. */
  async stage(id: string, bytes: Readable, mostBytes: number): Promise<StagedBytes> {
    const part = join(tmpdir(), `meridian-${randomUUID()}.part`);
    const drop = (): Promise<void> => rm(part, { force: true });
    try {
      const measure = new Measure(mostBytes);
      await pipeline(bytes, measure, createWriteStream(part, { mode: 0o600 }));
      const stored = measure.result();
      const keep = (): Promise<void> => this.send(id, part, stored).finally(drop);
      return { ...stored, keep, drop };
    } catch (error) {
      await drop();
      throw error;
    }
  }

  private async send(id: string, file: string, { sizeBytes, sha256 }: StoredBytes): Promise<void> {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    await (
      await this.connected()
    ).send(
      new PutObjectCommand({
        ...this.placeOf(id),
        Body: createReadStream(file),
        ContentLength: sizeBytes,
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      }),
    );
  }

  async get(id: string): Promise<Readable | undefined> {
    const { GetObjectCommand, NoSuchKey } = await import('@aws-sdk/client-s3');
    try {
      const { Body } = await (await this.connected()).send(new GetObjectCommand(this.placeOf(id)));
      return Body as Readable;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
    await (await this.connected()).send(new DeleteObjectCommand(this.placeOf(id)));
  }

  private placeOf(id: string): { Bucket: string; Key: string } {
    return { Bucket: this.settings.bucket, Key: `${this.settings.prefix}${id}` };
  }

  private connected(): Promise<S3Client> {
    return (this.client ??= import('@aws-sdk/client-s3').then(({ S3Client }) => {
      const { region, endpoint, credentials } = this.settings;
      const config: S3ClientConfig = { region };
      if (endpoint) Object.assign(config, { endpoint, forcePathStyle: true });
      if (credentials) config.credentials = credentials;
      return new S3Client(config);
    }));
  }
}
