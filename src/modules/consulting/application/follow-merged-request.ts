import { Injectable } from '@nestjs/common';
import { ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type RequestMergedPayload } from '#modules/services';

/**
 * Advice that a duplicate asked for and outcomes seen in it point to the request that it was merged into. Where the
 * survivor is an outcome of the same advice already, the other outcome keeps its assessment without a request.
 */
@Injectable()
export class FollowMergedRequest {
  constructor(private readonly db: Database) {}

  run(ctx: Ctx, { requestId, survivorId }: RequestMergedPayload): Promise<Result<void>> {
    return this.db.transaction<void>(ctx, async () => {
      await this.db.execute(
        sql`update consulting.advice set request_id = ${survivorId}, version = version + 1 where request_id = ${requestId}`,
      );
      await this.db.execute(
        sql`update consulting.advice_outcome o
               set version = o.version + 1,
                   request_id = case when exists (select 1 from consulting.advice_outcome s
                                                   where s.advice_id = o.advice_id and s.request_id = ${survivorId})
                                     then null else ${survivorId}::uuid end
             where o.request_id = ${requestId}`,
      );
      return ok();
    });
  }
}
