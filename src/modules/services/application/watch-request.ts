import { Injectable } from '@nestjs/common';
import { err, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { ServicesPolicy } from './services.policy.js';

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
}

/** Begins or ends to follow a request oneself; doing it twice changes nothing. */
@Injectable()
export class WatchRequest {
  constructor(
    private readonly db: Database,
    private readonly policy: ServicesPolicy,
  ) {}

  async run(ctx: Ctx, requestId: string, watching: boolean): Promise<Result<{ id: string }, 'NOT_FOUND'>> {
    const employeeId = ctx.actor.id;
    if (!this.policy.maySee(ctx) || employeeId === null) return err('NOT_FOUND', 'id');
    return this.db.transaction(
      ctx,
      async () => {
        const found = await this.db.maybeOne(sql`select 1 from services.request where id = ${requestId}`);
        if (!found) return err('NOT_FOUND', 'id');
        await this.db.execute(
          watching
            ? sql`insert into services.request_watcher (id, request_id, employee_id)
                  values (${uuidv7()}, ${requestId}, ${employeeId}) on conflict on constraint request_watcher_key do nothing`
            : sql`delete from services.request_watcher where request_id = ${requestId} and employee_id = ${employeeId}`,
        );
        return ok({ id: requestId });
      },
      { constraints: { request_watcher_request_fk: err('NOT_FOUND' as const, 'id') } },
    );
  }
}
