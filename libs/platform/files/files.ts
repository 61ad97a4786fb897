import { type Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { oneLine, Checks, err, ok, systemClock, textOf, uuidv7, type CheckCode, type Result } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { systemCtx, type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { FileLinks } from './file-links.js';
import { FileStore } from './file-store.js';

export interface FileFacts {
  readonly id: string;
  readonly name: string;
  /** Such as image/png. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal; null until the bytes have arrived. */
  readonly sha256: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly storedAt: Date | null;
}

export interface NewFile {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

export interface Upload {
  readonly id: string;
  readonly path: string;
  readonly until: Date;
}

export type StoreCode = 'NOT_FOUND' | 'FILE_SIZE_DIFFERS' | 'FILE_THERE_ALREADY';
export type KeepCode = 'FILE_NOT_FOUND' | 'FILE_NOT_UPLOADED' | 'FILE_USED_ALREADY';

export const FILE_NAME = textOf(200);

/** Files that one employee may have announced and not attached, and their bytes in those of the largest file. */
const WAITING = { files: 200, largest: 40 } as const;

const UPLOAD_SECONDS = 3_600;
const DOWNLOAD_SECONDS = 600;
/** What was announced or uploaded and not attached to anything by then is thrown away. */
export const UNKEPT_HOURS = 24;
const PRUNED_AT_ONCE = 200;

const COLUMNS = sql`f.id, f.name, f.media_type as "mediaType", f.size_bytes as "sizeBytes", f.sha256,
  f.created_by as "createdBy", f.created_at as "createdAt", f.stored_at as "storedAt"`;

/**
 * Files in three steps: announced (name, type, size), uploaded to the address that the announcement gave, attached to
 * something by the module that thing belongs to. A step may be done again.
 */
@Injectable()
export class Files {
  readonly mostBytes: number;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly db: Database,
    private readonly store: FileStore,
    private readonly links: FileLinks,
  ) {
    this.mostBytes = config.files.FILES_MAX_MB * 1024 * 1024;
  }

  /** A place for a file, within what one employee may have announced and not attached. */
  async announce(ctx: Ctx, file: NewFile): Promise<Result<Upload, CheckCode | 'FILES_WAITING'>> {
    const name = oneLine(file.name.replaceAll(/[\\/]/g, '_'));
    const wrong = new Checks()
      .text('name', name, FILE_NAME)
      .pattern(
        'mediaType',
        file.mediaType,
        /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}$/,
        'a media type in small letters, such as image/png',
      )
      .integer('sizeBytes', file.sizeBytes, { min: 1, max: this.mostBytes })
      .err();
    if (wrong) return wrong;
    return this.db.transaction<Upload, 'FILES_WAITING'>(ctx, async () => {
      // In turn for one employee: files announced at the same time count as well.
      await this.db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended('platform.file ' || ${ctx.actor.id ?? ''}::text, 0))`,
      );
      const waiting = await this.db.one<{ files: number; bytes: number }>(
        sql`select count(*) as files, coalesce(sum(f.size_bytes), 0)::bigint as bytes from platform.file f
            where f.kept_at is null and f.created_by = ${ctx.actor.id}::uuid`,
      );
      if (waiting.files >= WAITING.files || waiting.bytes + file.sizeBytes > WAITING.largest * this.mostBytes)
        return err('FILES_WAITING', 'sizeBytes', {
          files: WAITING.files,
          megabytes: Math.floor((WAITING.largest * this.mostBytes) / 1024 / 1024),
        });
      const id = uuidv7();
      await this.db.execute(
        insert('platform.file', {
          id,
          name,
          media_type: file.mediaType,
          size_bytes: file.sizeBytes,
          created_by: ctx.actor.id,
        }),
      );
      return ok({ id, ...this.links.make('upload', id, UPLOAD_SECONDS) });
    });
  }

  /** Takes the bytes of a file that was announced; the same ones may come again, others may not. */
  async take(id: string, bytes: Readable): Promise<Result<FileFacts, StoreCode>> {
    const file = (await this.facts([id])).get(id);
    if (!file) return err('NOT_FOUND', 'id');
    if (file.storedAt) {
      bytes.resume();
      return err('FILE_THERE_ALREADY', 'id');
    }
    const staged = await this.store.stage(id, bytes, file.sizeBytes);
    if (staged.sizeBytes !== file.sizeBytes) {
      await staged.drop();
      return err('FILE_SIZE_DIFFERS', 'sizeBytes', { told: file.sizeBytes, given: staged.sizeBytes });
    }
    // Of several that come at once the first to arrive whole is the file; the others replace nothing.
    let kept = false;
    try {
      return await this.db.transaction<FileFacts, StoreCode>(systemCtx('api'), async () => {
        const free = await this.db.query(
          sql`select 1 from platform.file where id = ${id} and stored_at is null for update`,
        );
        if (free.length === 0) return err('FILE_THERE_ALREADY', 'id');
        kept = true;
        await staged.keep();
        await this.db.execute(
          sql`update platform.file set sha256 = ${staged.sha256}, stored_at = ${systemClock.now()} where id = ${id}`,
        );
        return ok((await this.facts([id])).get(id) as FileFacts);
      });
    } finally {
      if (!kept) await staged.drop();
    }
  }

  /** Marks files as used, in the transaction of what uses them; each once, and only by who announced it. */
  async keep(ctx: Ctx, ids: readonly string[]): Promise<Result<FileFacts[], KeepCode>> {
    const rows = await this.db.query<FileFacts & { keptAt: Date | null }>(
      sql`select ${COLUMNS}, f.kept_at as "keptAt" from platform.file f where f.id = any(${ids}::uuid[]) order by f.id for update`,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const kept: FileFacts[] = [];
    for (const [i, id] of ids.entries()) {
      const file = byId.get(id);
      const field = `fileIds.${i}`;
      if (!file || file.createdBy !== ctx.actor.id) return err('FILE_NOT_FOUND', field);
      if (!file.storedAt) return err('FILE_NOT_UPLOADED', field, { name: file.name });
      if (file.keptAt) return err('FILE_USED_ALREADY', field, { name: file.name });
      kept.push(file);
    }
    await this.db.execute(sql`update platform.file set kept_at = ${systemClock.now()} where id = any(${ids}::uuid[])`);
    return ok(kept);
  }

  async facts(ids: readonly string[]): Promise<Map<string, FileFacts>> {
    const rows = await this.db.query<FileFacts>(
      sql`select ${COLUMNS} from platform.file f where f.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** For somebody who may have the file. */
  download(id: string): { path: string; until: Date } {
    return this.links.make('download', id, DOWNLOAD_SECONDS);
  }

  async open(id: string): Promise<{ file: FileFacts; bytes: Readable } | undefined> {
    const file = (await this.facts([id])).get(id);
    const bytes = file?.storedAt ? await this.store.get(id) : undefined;
    return file && bytes && { file, bytes };
  }

  /** Throws away what nobody attached to anything. The bytes go first: what is left over then is found again. */
  async prune(ctx: Ctx, now = systemClock.now()): Promise<{ files: number }> {
    const before = new Date(now.getTime() - UNKEPT_HOURS * 3_600_000);
    for (let files = 0; ;) {
      const result = await this.db.transaction(ctx, async () => {
        const old = await this.db.query<{ id: string }>(
          sql`select f.id from platform.file f where f.kept_at is null and f.created_at < ${before}
               order by f.created_at limit ${PRUNED_AT_ONCE} for update skip locked`,
        );
        for (const { id } of old) await this.store.remove(id);
        await this.db.execute(sql`delete from platform.file where id = any(${old.map((f) => f.id)}::uuid[])`);
        return ok(old.length);
      });
      const count = result.ok ? result.value : 0;
      files += count;
      if (count < PRUNED_AT_ONCE) return { files };
    }
  }
}
