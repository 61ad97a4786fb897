import { Injectable } from '@nestjs/common';
import { ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { ServicesApi } from '#modules/services';

/**
 * Failures end when their request is completed and go on when it is reopened; a cancelled one was none. What somebody
 * told stays as it was told. Looks at the request as it is now, so that events may come in any order.
 */
@Injectable()
export class SyncRequestFailures {
  constructor(
    private readonly db: Database,
    private readonly services: ServicesApi,
  ) {}

  /** In the caller's transaction. */
  run(ctx: Ctx, requestId: string): Promise<Result<void>> {
    return this.db.transaction<void>(ctx, async () => {
      const tied = await this.db.maybeOne(
        sql`select 1 as n from maintenance.asset_request q where q.request_id = ${requestId} limit 1`,
      );
      const request = tied && (await this.services.requests([requestId])).get(requestId);
      if (!request) return ok();
      await this.db.execute(
        sql`update maintenance.asset_request q
               set failed_at = n.failed_at, restored_at = n.restored_at, void = n.void, version = q.version + 1
              from (select x.id, case when x.failed_told then x.failed_at else ${request.createdAt}::timestamptz end as failed_at,
                           case when x.restored_told then x.restored_at
                                else greatest(${request.completedAt}::timestamptz,
                                              case when ${request.completedAt}::timestamptz is not null then x.failed_at end)
                           end as restored_at,
                           ${request.cancelledAt !== null}::boolean as void
                      from maintenance.asset_request x where x.request_id = ${requestId}) n
             where q.id = n.id and (q.failed_at, q.restored_at, q.void) is distinct from (n.failed_at, n.restored_at, n.void)`,
      );
      return ok();
    });
  }
}
