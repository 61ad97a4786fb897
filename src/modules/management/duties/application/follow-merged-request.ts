import { Injectable } from '@nestjs/common';
import { ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type RequestMergedPayload } from '#modules/services';

/** Occurrences whose request was merged show the request that goes on in its stead. */
@Injectable()
export class FollowMergedRequest {
  constructor(private readonly db: Database) {}

  run(ctx: Ctx, { requestId, survivorId }: RequestMergedPayload): Promise<Result<void>> {
    return this.db.transaction<void>(ctx, async () => {
      await this.db.execute(
        sql`update management.duty_occurrence set request_id = ${survivorId} where request_id = ${requestId}`,
      );
      return ok();
    });
  }
}
