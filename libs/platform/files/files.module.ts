import { join } from 'node:path';
import { Global, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import { type Ctx } from '#platform/context';
import { defineJob, HandlesJob } from '#platform/jobs';
import { FileLinks } from './file-links.js';
import { FileStore } from './file-store.js';
import './files.messages.js';
import { addFileRoutes } from './files.routes.js';
import { Files } from './files.js';
import { LocalFileStore } from './local-file-store.js';
import { S3FileStore } from './s3-file-store.js';

/** An object store when the settings name a bucket, a folder otherwise. */
export function fileStoreOf({ files, process }: Config): FileStore {
  if (files.FILES_S3_BUCKET === null)
    return new LocalFileStore(files.FILES_DIR ?? join(process.MERIDIAN_DATA, 'files'));
  const { FILES_S3_KEY_ID: accessKeyId, FILES_S3_SECRET: secretAccessKey } = files;
  return new S3FileStore({
    bucket: files.FILES_S3_BUCKET,
    prefix: files.FILES_S3_PREFIX,
    region: files.FILES_S3_REGION,
    endpoint: files.FILES_S3_ENDPOINT,
    credentials: accessKeyId !== null && secretAccessKey !== null ? { accessKeyId, secretAccessKey } : null,
  });
}

/** Files that people hand in; every process has it. */
@Global()
@Module({
  providers: [{ provide: FileStore, inject: [CONFIG], useFactory: fileStoreOf }, FileLinks, Files],
  exports: [Files, FileLinks],
})
export class FilesModule {}

@Injectable()
export class FileRoutes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly files: Files,
    private readonly links: FileLinks,
  ) {}

  onModuleInit(): Promise<void> {
    return addFileRoutes(this.host.httpAdapter.getInstance<FastifyInstance>(), this.files, this.links);
  }
}

/** The doors for their bytes; the API process only. */
@Module({ providers: [FileRoutes] })
export class FileRoutesModule {}

export const pruneFiles = defineJob({
  name: 'platform.prune-files',
  queue: 'maintenance',
  description: 'Throws away uploads that were not attached to anything within a day.',
  schedule: { cron: '50 4 * * *', timeZone: 'Europe/London' },
  singleton: true,
});

@Injectable()
export class PruneFiles {
  constructor(private readonly files: Files) {}

  @HandlesJob(pruneFiles)
  run(ctx: Ctx): Promise<{ files: number }> {
    return this.files.prune(ctx);
  }
}

/** Tidying up; the worker process only. */
@Module({ providers: [PruneFiles] })
export class FilePruningModule {}
