import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type RequestMergedPayload } from '#modules/services';
import { SyncRequestFailures } from './sync-request-failures.js';

/**
 * Moves what hung on a duplicate to the request that it was merged into: work orders, findings with a follow-up and links
 * to assets with their failures. A failure keeps its beginning. An asset that both were linked to stays linked once, as a
 * failure if either link was one, from the earlier beginning on.
 */
@Injectable()
export class FollowMergedRequest {
  constructor(
    private readonly db: Database,
    private readonly failures: SyncRequestFailures,
  ) {}

  run(ctx: Ctx, { requestId, survivorId }: RequestMergedPayload): Promise<Result<void>> {
    return this.db.transaction<void, string>(ctx, async () => {
      await this.db.execute(
        sql`update maintenance.work_order set request_id = ${survivorId}, version = version + 1 where request_id = ${requestId}`,
      );
      await this.db.execute(
        sql`update maintenance.finding set follow_up_id = ${survivorId}, version = version + 1 where follow_up_id = ${requestId}`,
      );
      // Who says when it failed is somebody or the duplicate: the survivor may have been created later.
      await this.db.execute(
        sql`update maintenance.asset_request s
               set failure = s.failure or d.failure, failed_at = least(s.failed_at, d.failed_at),
                   failed_told = s.failed_told or d.failure,
                   restored_at = greatest(s.restored_at, case when d.restored_told then d.restored_at end),
                   restored_told = s.restored_told or d.restored_told, version = s.version + 1
              from maintenance.asset_request d
             where d.request_id = ${requestId} and s.request_id = ${survivorId} and s.asset_id = d.asset_id`,
      );
      await this.db.execute(
        sql`delete from maintenance.asset_request d
             where d.request_id = ${requestId}
               and exists (select 1 from maintenance.asset_request s where s.request_id = ${survivorId} and s.asset_id = d.asset_id)`,
      );
      await this.db.execute(
        sql`update maintenance.asset_request
               set request_id = ${survivorId}, failed_told = failed_told or failure, void = false, version = version + 1
             where request_id = ${requestId}`,
      );
      return this.failures.run(ctx, survivorId);
    });
  }
}
