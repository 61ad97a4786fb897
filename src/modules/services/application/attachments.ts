import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, uuidv7, Checks, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { Files, type KeepCode } from '#platform/files';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS, type Visibility } from '../domain/request.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

/** A file that belongs to a request. */
export interface Attachment {
  readonly id: string;
  /** The request it was attached to; with what a merge brought, the one that was merged. */
  readonly requestId: string;
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly visibility: Visibility;
  readonly attachedAt: Date;
  readonly attachedById: string | null;
}

export interface AttachFilesCommand {
  readonly id: string;
  /** Of files that the actor has uploaded. */
  readonly fileIds: readonly string[];
  readonly visibility: Visibility;
}

export type AttachCode = CheckCode | WorkCode | HistoryCode | KeepCode | 'NO_FILES' | 'DUPLICATE_ITEM';
export type DetachCode = WorkCode | HistoryCode | 'ATTACHMENT_NOT_FOUND';

/** Files of requests: attached and taken away again, which the time line tells; the bytes stay for the audit. */
@Injectable()
export class Attachments {
  constructor(
    private readonly db: Database,
    private readonly files: Files,
    private readonly requests: WorkOnRequest,
  ) {}

  async attach(ctx: Ctx, { id, fileIds, visibility }: AttachFilesCommand): Promise<Result<{ id: string }, AttachCode>> {
    if (fileIds.length === 0) return err('NO_FILES', 'fileIds');
    const wrong = new Checks().atMost('fileIds', fileIds, LIMITS.filesAtOnce).err();
    if (wrong) return wrong;
    const twice = fileIds.findIndex((file, i) => fileIds.indexOf(file) !== i);
    if (twice >= 0) {
      const item = `fileIds.${fileIds.indexOf(fileIds[twice] as string)}`;
      return err('DUPLICATE_ITEM', `fileIds.${twice}`, { item });
    }
    return this.requests.run<AttachCode>(ctx, { id }, async ({ history, now }) => {
      const given = (await this.countOf(id)) + fileIds.length;
      if (given > LIMITS.files) return err('TOO_MANY', 'fileIds', { max: LIMITS.files, given });
      const kept = await this.files.keep(ctx, fileIds);
      if (!kept.ok) return kept;
      const rows = fileIds.map((fileId) => ({
        ...{ id: uuidv7(), request_id: id, file_id: fileId, visibility },
        ...{ attached_at: now, attached_by: ctx.actor.id },
      }));
      await this.db.execute(
        insertMany(
          'services.attachment',
          ['id', 'request_id', 'file_id', 'visibility', 'attached_at', 'attached_by'],
          rows,
        ),
      );
      for (const file of kept.value)
        history.relate('ATTACHED', now, { actorId: ctx.actor.id }, { after: { attachment: file.name } as object });
      return ok();
    });
  }

  async detach(ctx: Ctx, attachmentId: string): Promise<Result<{ id: string }, DetachCode>> {
    const found = (await this.byIds([attachmentId])).get(attachmentId);
    if (!found) return err('ATTACHMENT_NOT_FOUND', 'id');
    return this.requests.run<DetachCode>(ctx, { id: found.requestId }, async ({ history, now }) => {
      const done = await this.db.execute(
        sql`update services.attachment set removed_at = ${systemClock.now()}, removed_by = ${ctx.actor.id}
             where id = ${attachmentId} and removed_at is null`,
      );
      if (done === 0) return errs([{ code: 'ATTACHMENT_NOT_FOUND', field: 'id' }]);
      return history.relate(
        'DETACHED',
        now,
        { actorId: ctx.actor.id },
        { before: { attachment: found.name } as object },
      );
    });
  }

  /** Of each request, with those of what was merged into it; the oldest first. */
  async of(requestIds: readonly string[]): Promise<(Attachment & { readonly shownWith: string })[]> {
    return this.db.query(
      sql`select ${COLUMNS}, coalesce(r.merged_into_id, r.id) as "shownWith"
            from services.attachment a join services.request r on r.id = a.request_id
            join platform.file f on f.id = a.file_id
           where a.removed_at is null
             and (r.id = any(${requestIds}::uuid[]) and r.merged_into_id is null or r.merged_into_id = any(${requestIds}::uuid[]))
          union all
          select ${COLUMNS}, r.id
            from services.attachment a join services.request r on r.id = a.request_id
            join platform.file f on f.id = a.file_id
           where a.removed_at is null and r.id = any(${requestIds}::uuid[]) and r.merged_into_id is not null
           order by "attachedAt", id`,
    );
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Attachment>> {
    const rows = await this.db.query<Attachment>(
      sql`select ${COLUMNS} from services.attachment a join platform.file f on f.id = a.file_id
           where a.removed_at is null and a.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Where its bytes can be fetched for a while; for somebody who may see it. */
  linkTo({ fileId }: Attachment): { path: string; until: Date } {
    return this.files.download(fileId);
  }

  private async countOf(requestId: string): Promise<number> {
    const { n } = await this.db.one<{ n: number }>(
      sql`select count(*) as n from services.attachment where request_id = ${requestId} and removed_at is null`,
    );
    return n;
  }
}

const COLUMNS = sql`a.id, a.request_id as "requestId", a.file_id as "fileId", f.name, f.media_type as "mediaType",
  f.size_bytes as "sizeBytes", f.sha256 /* not null: only stored files are attached */, a.visibility, a.attached_at as "attachedAt", a.attached_by as "attachedById"`;
