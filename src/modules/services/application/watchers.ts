import { Injectable } from '@nestjs/common';
import { err, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';

/** Who follows which requests. */
@Injectable()
export class Watchers {
  constructor(private readonly db: Database) {}

  /** Those who follow already stay as they are. Runs in the caller's transaction. */
  add(ctx: Ctx, requestId: string, employeeIds: readonly string[]): Promise<Result<void, 'EMPLOYEE_NOT_FOUND'>> {
    if (employeeIds.length === 0) return Promise.resolve(ok());
    const rows = [...new Set(employeeIds)].map((employee_id) => ({ id: uuidv7(), request_id: requestId, employee_id }));
    return this.db.transaction(
      ctx,
      async () => {
        await this.db.execute(
          sql`${insertMany('services.request_watcher', ['id', 'request_id', 'employee_id'], rows)}
              on conflict on constraint request_watcher_key do nothing`,
        );
        return ok();
      },
      { constraints: { request_watcher_employee_fk: err('EMPLOYEE_NOT_FOUND' as const, 'watcherIds') } },
    );
  }

  /** Ids of those who follow the request, those who began first in front. */
  async of(requestId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`select w.employee_id as id from services.request_watcher w where w.request_id = ${requestId} order by w.since, w.id`,
    );
    return rows.map((r) => r.id);
  }

  async remove(requestId: string, employeeIds: readonly string[]): Promise<void> {
    await this.db.execute(
      sql`delete from services.request_watcher where request_id = ${requestId} and employee_id = any(${employeeIds}::uuid[])`,
    );
  }
}
