import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { ok, systemClock } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { assertPermits, covering } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { SessionLocks } from '#platform/jobs';
import { IMPORTS } from '../imports.permissions.js';
import { type ImportKind } from '../domain/import-kind.js';
import { batchesOf, type RowBatch } from './batches.js';
import { type Importer, type Session } from './importer.js';
import { ImportError } from '../domain/import-error.js';
import { Importers } from './importers.js';
import { loadMapping, type LoadedMapping } from './mappings.js';
import { RejectFile } from './reject-file.js';
import { RunStore, type Checkpoint, type OpenRun } from './run-store.js';
import { SourceFile } from './source-file.js';
import { ImportBatch, type ImportWork } from './import-batch.js';
import { addUp, NOTHING, type ImportCounts } from './import-counts.js';

export interface ImportProgress {
  readonly phase: 'READING' | 'AFTERWARDS';
  /** From 0 to 1; null when it cannot be known. */
  readonly share: number | null;
  /** How many rows were read; afterwards how many of `unit` are done. */
  readonly done: number;
  /** What is counted, such as `rows`. */
  readonly unit: string;
}

export interface ImportCommand {
  readonly kind: ImportKind;
  readonly path: string;
  /** Defaults to the product's own. */
  readonly mappingPath?: string;
  readonly officeCode?: string;
  /** By default below the data folder. */
  readonly rejectPath?: string;
  /** Does everything and keeps nothing. */
  readonly dryRun?: boolean;
  /** Leaves evaluation and the like to background workers. */
  readonly leaveToWorkers?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportReport extends ImportCounts {
  readonly runId: string | null;
  /** Rows that an earlier, interrupted attempt had done already; null when there was none. */
  readonly resumedAfter: number | null;
  readonly mappingName: string;
  /** Null when nothing was rejected. */
  readonly rejectFile: string | null;
  readonly after: readonly string[];
}

interface Job {
  readonly loaded: LoadedMapping;
  readonly file: SourceFile;
  readonly importer: Importer<unknown>;
  /** Undefined in a dry run. */
  readonly opened?: OpenRun;
}

/** What `imports.run` covers while a file is read: whoever may import needs no right to change such things otherwise. */
const BROUGHT_BY_IMPORTS = [
  ...['identity.manage-offices', 'customers.write', 'contacts.record', 'contacts.manage-types', 'services.import'],
  ...['pyramid.record-revenue', 'pyramid.manage', 'sla.manage-terms', 'sla.manage-calendars'],
];

const LOCK_WAIT_MS = 3_000;
const START: Checkpoint = { rows: 0, rejectBytes: 0 };

/**
 * Imports a file. Whatever kills it, the same command goes on where the last batch ended; and when everything is in,
 * the same command changes nothing. Throws an ImportError for what whoever started it can mend.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly db: Database,
    private readonly store: RunStore,
    private readonly importers: Importers,
    private readonly batches: ImportBatch,
    private readonly locks: SessionLocks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(by: Ctx, cmd: ImportCommand): Promise<ImportReport> {
    assertPermits(by, IMPORTS['imports.run'], 'Importing');
    const ctx = covering(by, BROUGHT_BY_IMPORTS);
    const loaded = await loadMapping(cmd.kind, { path: cmd.mappingPath, officeCode: cmd.officeCode });
    const file = await SourceFile.open(cmd.path);
    const importer = this.importers.of(loaded.mapping, file.header);
    if (cmd.dryRun) return this.import(ctx, cmd, { loaded, file, importer });
    const unlock = await this.acquireLock(`${cmd.kind}/${file.digest}/${loaded.digest}`);
    try {
      const opened = await this.open(ctx, cmd, loaded, importer, file);
      return await this.import(ctx, cmd, { loaded, file, importer, opened });
    } finally {
      await unlock();
    }
  }

  private async import(ctx: Ctx, cmd: ImportCommand, job: Job): Promise<ImportReport> {
    const { loaded, file, importer, opened } = job;
    const checkpoint = opened?.checkpoint ?? START;
    const rejectPath = opened?.run.rejectFile ?? rejectPathOf(cmd, this.config);
    const rejects = await RejectFile.open(rejectPath, file.header, checkpoint.rejectBytes);
    const from = { ...checkpoint, rejectBytes: rejects.begin };
    const before = opened ? countsOf(opened) : NOTHING;
    let counted: ImportCounts;
    try {
      const work: ImportWork<unknown> = {
        importer,
        mappingDigest: loaded.digest,
        rejects,
        share: () => file.share,
        kept: opened && { runId: opened.run.id, session: await this.prepare(ctx, importer) },
        seen: new Set(),
      };
      counted = await this.read(ctx, cmd, work, file, from, before);
    } finally {
      await rejects.close();
    }
    const after = opened ? await this.finish(ctx, cmd, importer, opened) : [];
    return {
      ...counted,
      runId: opened?.run.id ?? null,
      resumedAfter: opened && opened.run.resumed > 0 ? before.counts.read : null,
      mappingName: loaded.name,
      rejectFile: counted.counts.rejected > 0 ? rejectPath : null,
      after,
    };
  }

  /** Lets nobody else do the same import meanwhile; what a killed process held is free again within moments. */
  private async acquireLock(name: string): Promise<() => Promise<void>> {
    for (const until = performance.now() + LOCK_WAIT_MS; ; await pause(100)) {
      const unlock = await this.locks.tryAcquire(`import/${name}`);
      if (unlock) return unlock;
      if (performance.now() > until)
        throw new ImportError('Another process is running the same import. Wait until it has finished.');
    }
  }

  private async open(
    ctx: Ctx,
    cmd: ImportCommand,
    { mapping, name, digest }: LoadedMapping,
    importer: Importer<unknown>,
    file: SourceFile,
  ): Promise<OpenRun> {
    return this.store.begin(ctx, {
      kind: cmd.kind,
      source: importer.source,
      fileName: file.name,
      fileBytes: file.bytes,
      fileDigest: file.digest,
      mappingName: name,
      mappingDigest: digest,
      rejectFile: rejectPathOf(cmd, this.config, mapping.source),
    });
  }

  private async prepare(ctx: Ctx, importer: Importer<unknown>): Promise<Session<unknown>> {
    const prepared = await this.db.transaction(ctx, async () => ok(await importer.prepare(ctx)));
    if (!prepared.ok) throw new Error('preparing never fails by itself');
    return prepared.value;
  }

  private async read(
    ctx: Ctx,
    { onProgress }: ImportCommand,
    work: ImportWork<unknown>,
    file: SourceFile,
    from: Checkpoint,
    before: ImportCounts,
  ): Promise<ImportCounts> {
    let [checkpoint, counted] = [from, before];
    for await (const batch of oneAhead(batchesOf(file.rows(from.rows), work.importer))) {
      const settled = await this.batches.run(ctx, work, batch, checkpoint);
      checkpoint = settled.checkpoint;
      counted = addUp(counted, settled.outcome);
      onProgress?.({ phase: 'READING', share: file.share, done: counted.counts.read, unit: 'rows' });
    }
    return counted;
  }

  private async finish(
    ctx: Ctx,
    { onProgress, leaveToWorkers = false }: ImportCommand,
    importer: Importer<unknown>,
    { run }: OpenRun,
  ): Promise<readonly string[]> {
    await this.store.finish(ctx, run.id);
    const { lines } = await importer.after(ctx, {
      leaveToWorkers,
      onProgress: (done, of, unit) => onProgress?.({ phase: 'AFTERWARDS', share: of ? done / of : null, done, unit }),
    });
    return lines;
  }
}

function countsOf({ run }: OpenRun): ImportCounts {
  const { rowsRead, rowsImported, rowsUnchanged, rowsRejected, created, rejections } = run;
  const counts = { read: rowsRead, taken: rowsImported, unchanged: rowsUnchanged, rejected: rowsRejected };
  return { counts, created, rejections };
}

function rejectPathOf({ kind, rejectPath }: ImportCommand, config: Config, source = 'dry-run'): string {
  if (rejectPath !== undefined) return resolve(rejectPath);
  const stamp = systemClock.now().toISOString().slice(0, 19).replace(/[-:]/g, '');
  return resolve(join(config.process.MERIDIAN_DATA, 'imports', `${kind.toLowerCase()}-${source}-${stamp}-rejects.csv`));
}

/** Reads the next batch while the present one is being taken. */
async function* oneAhead(batches: AsyncGenerator<RowBatch>): AsyncGenerator<RowBatch> {
  let next = batches.next();
  try {
    for (let current = await next; !current.done; current = await next) {
      next = batches.next();
      // A failure to read ahead is met when its turn comes.
      next.catch(() => undefined);
      yield current.value;
    }
  } finally {
    await batches.return(undefined);
  }
}
