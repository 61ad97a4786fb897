import { Injectable } from '@nestjs/common';
import { ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { SERVICE_LINES } from '#modules/vocabulary';
import { REFERENCE_NAMES, REFERENCE_STATUSES } from '../domain/reference-life-cycle.js';

/** Gives every service line that has no life cycle the reference one; what administrators made is left alone. */
@Injectable()
export class EnsureReferenceLifeCycles {
  constructor(private readonly db: Database) {}

  run(ctx: Ctx): Promise<Result<{ created: number }>> {
    return this.db.transaction(ctx, async () => {
      const wanted = SERVICE_LINES.map((line) => ({
        id: uuidv7(),
        service_line: line,
        name: REFERENCE_NAMES[line].name,
        name_native: REFERENCE_NAMES[line].nameNative,
        version: 1,
      }));
      const columns = ['id', 'service_line', 'name', 'name_native', 'version'];
      const made = await this.db.query<{ id: string }>(
        sql`${insertMany('services.life_cycle', columns, wanted)}
            on conflict on constraint life_cycle_service_line_key do nothing returning id`,
      );
      if (made.length > 0) await this.fill(made.map((lc) => lc.id));
      return ok({ created: made.length });
    });
  }

  private async fill(lifeCycleIds: readonly string[]): Promise<void> {
    const statuses: Record<string, unknown>[] = [];
    const moves: Record<string, unknown>[] = [];
    for (const lifeCycleId of lifeCycleIds) {
      const ids = new Map(REFERENCE_STATUSES.map((s) => [s.key, uuidv7()]));
      REFERENCE_STATUSES.forEach((s, i) => {
        statuses.push({
          id: ids.get(s.key),
          life_cycle_id: lifeCycleId,
          key: s.key,
          name: s.name,
          name_native: s.nameNative,
          category: s.category,
          initial: s.initial,
          resumes_on_customer_message: s.resumesOnCustomerMessage,
          sort: (i + 1) * 10,
          version: 1,
        });
        for (const to of s.movesTo)
          moves.push({ id: uuidv7(), life_cycle_id: lifeCycleId, from_id: ids.get(s.key), to_id: ids.get(to) });
      });
    }
    await this.db.execute(insertMany('services.status', STATUS_COLUMNS, statuses));
    await this.db.execute(insertMany('services.status_move', ['id', 'life_cycle_id', 'from_id', 'to_id'], moves));
  }
}

const STATUS_COLUMNS = [
  'id',
  'life_cycle_id',
  'key',
  'name',
  'name_native',
  'category',
  'initial',
  'resumes_on_customer_message',
  'sort',
  'version',
];
