import { Injectable } from '@nestjs/common';
import { blankToNull, systemClock, uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, insertMany, sql } from '#platform/database';
import { type ServiceLine } from '#modules/vocabulary';
import { type LifeCycleDraft } from '../domain/check-life-cycle.js';
import { type LifeCycle } from '../domain/life-cycle.js';
import { type Retirement } from '../domain/plan-life-cycle.js';

/** A life cycle as it is to be written. */
export interface NewLifeCycle {
  readonly id: string;
  readonly serviceLine: ServiceLine;
  readonly draft: LifeCycleDraft;
  readonly present: LifeCycle | undefined;
  readonly retirements: readonly Retirement[];
}

const STATUS_COLUMNS = [
  ...['id', 'life_cycle_id', 'key', 'name', 'name_native', 'category', 'initial', 'resumes_on_customer_message'],
  ...['sort', 'version'],
];

/** Writes life cycles; the only code that changes one. Runs in the transaction of the change. */
@Injectable()
export class LifeCycleStore {
  constructor(private readonly db: Database) {}

  /** Holds the life cycle of the line and its statuses; its id, when it has one. */
  async hold(serviceLine: ServiceLine): Promise<string | undefined> {
    const found = await this.db.maybeOne<{ id: string }>(
      sql`select lc.id from services.life_cycle lc where lc.service_line = ${serviceLine} for update`,
    );
    if (found)
      await this.db.query(
        sql`select s.id from services.status s where s.life_cycle_id = ${found.id} order by s.id for update`,
      );
    return found?.id;
  }

  /** How many requests stand in each of the statuses. */
  async requestsIn(statusIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; n: number }>(
      sql`select r.status_id as id, count(*) as n from services.request r
           where r.status_id = any(${statusIds}::uuid[]) group by r.status_id`,
    );
    return new Map(rows.map((r) => [r.id, r.n]));
  }

  async write(ctx: Ctx, { id, serviceLine, draft, present, retirements }: NewLifeCycle): Promise<void> {
    const name = draft.name.trim();
    const nameNative = blankToNull(draft.nameNative) ?? null;
    await this.db.execute(
      present
        ? sql`update services.life_cycle set name = ${name}, name_native = ${nameNative}, version = version + 1
               where id = ${id}`
        : insert('services.life_cycle', { id, service_line: serviceLine, name, name_native: nameNative, version: 1 }),
    );
    const ids = new Map((present?.statuses ?? []).map((s) => [s.key, s.id]));
    const known = new Set(ids.keys());
    for (const { key } of draft.statuses) if (!known.has(key)) ids.set(key, uuidv7());
    await this.writeStatuses(id, draft, ids, known);
    await this.retire(ctx, retirements, ids);
    await this.writeMoves(id, draft, ids);
  }

  private async writeStatuses(
    lifeCycleId: string,
    { statuses }: LifeCycleDraft,
    ids: ReadonlyMap<string, string>,
    known: ReadonlySet<string>,
  ): Promise<void> {
    const rows = statuses.map((s, i) => ({
      id: ids.get(s.key),
      life_cycle_id: lifeCycleId,
      key: s.key,
      name: s.name.trim(),
      name_native: blankToNull(s.nameNative) ?? null,
      category: s.category,
      initial: s.initial === true,
      resumes_on_customer_message: s.resumesOnCustomerMessage === true,
      sort: (i + 1) * 10,
      version: 1,
    }));
    // Two initial ones cannot be, not even for a moment.
    await this.db.execute(
      sql`update services.status set initial = false, version = version + 1
           where life_cycle_id = ${lifeCycleId} and initial
             and not id = any(${rows.filter((r) => r.initial).map((r) => r.id)}::uuid[])`,
    );
    const changed = JSON.stringify(rows.filter((r) => known.has(r.key)));
    await this.db.execute(
      sql`update services.status s
             set name = u.name, name_native = u.name_native, category = u.category, initial = u.initial,
                 resumes_on_customer_message = u.resumes_on_customer_message, sort = u.sort,
                 retired_at = null, retired_by = null, retired_to_id = null, version = s.version + 1
            from jsonb_populate_recordset(null::services.status, ${changed}::jsonb) u
           where s.id = u.id
             and (s.name, s.name_native, s.category, s.initial, s.resumes_on_customer_message, s.sort, s.retired_at)
                 is distinct from
                 (u.name, u.name_native, u.category, u.initial, u.resumes_on_customer_message, u.sort, null::timestamptz)`,
    );
    const added = rows.filter((r) => !known.has(r.key));
    if (added.length > 0) await this.db.execute(insertMany('services.status', STATUS_COLUMNS, added));
  }

  private async retire(ctx: Ctx, retirements: readonly Retirement[], ids: ReadonlyMap<string, string>): Promise<void> {
    if (retirements.length === 0) return;
    const rows = retirements.map(({ status, to }) => ({
      id: status.id,
      retired_to_id: to === null ? null : ids.get(to),
    }));
    await this.db.execute(
      sql`update services.status s
             set initial = false, retired_at = coalesce(s.retired_at, ${systemClock.now()}),
                 retired_by = ${ctx.actor.id}, retired_to_id = u.retired_to_id, version = s.version + 1
            from jsonb_populate_recordset(null::services.status, ${JSON.stringify(rows)}::jsonb) u where s.id = u.id`,
    );
  }

  private async writeMoves(
    lifeCycleId: string,
    { statuses }: LifeCycleDraft,
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const pairs = statuses.flatMap((s) => s.movesTo.map((to) => ({ from: ids.get(s.key), to: ids.get(to) })));
    const [from, to] = [pairs.map((p) => p.from), pairs.map((p) => p.to)];
    await this.db.execute(
      sql`delete from services.status_move m
           where m.life_cycle_id = ${lifeCycleId}
             and not exists (select from unnest(${from}::uuid[], ${to}::uuid[]) as w (from_id, to_id)
                              where w.from_id = m.from_id and w.to_id = m.to_id)`,
    );
    const made = pairs.map(() => uuidv7());
    await this.db.execute(
      sql`insert into services.status_move (id, life_cycle_id, from_id, to_id)
          select w.id, ${lifeCycleId}, w.from_id, w.to_id
            from unnest(${made}::uuid[], ${from}::uuid[], ${to}::uuid[]) as w (id, from_id, to_id)
          on conflict on constraint status_move_key do nothing`,
    );
  }
}
