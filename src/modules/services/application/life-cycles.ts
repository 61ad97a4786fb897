import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { Database, sql, type Sql } from '#platform/database';
import { type LifeCycle } from '../domain/life-cycle.js';
import { type ServiceLine } from '../domain/request.js';

const SELECT = sql`
  select lc.id, lc.service_line as "serviceLine", lc.name, lc.name_native as "nameNative", lc.version,
         (select jsonb_agg(jsonb_build_object(
                   'id', s.id, 'key', s.key, 'name', s.name, 'nameNative', s.name_native, 'category', s.category,
                   'initial', s.initial, 'resumesOnCustomerMessage', s.resumes_on_customer_message, 'sort', s.sort,
                   'movesTo', coalesce((select jsonb_agg(t.key order by t.sort) from services.status_move m
                                          join services.status t on t.id = m.to_id where m.from_id = s.id), '[]')
                 ) order by s.sort) from services.status s where s.life_cycle_id = lc.id) as statuses
    from services.life_cycle lc`;

/** Reads life cycles from their tables. */
@Injectable()
export class LifeCycles {
  constructor(private readonly db: Database) {}

  all(): Promise<LifeCycle[]> {
    return this.read(sql`true`);
  }

  async byLines(lines: readonly ServiceLine[]): Promise<Map<ServiceLine, LifeCycle>> {
    const rows = await this.read(sql`lc.service_line = any(${lines}::text[])`);
    return new Map(rows.map((lc) => [lc.serviceLine, lc]));
  }

  async byLine(serviceLine: ServiceLine): Promise<Result<LifeCycle, 'NO_LIFE_CYCLE'>> {
    const [found] = await this.read(sql`lc.service_line = ${serviceLine}`);
    return found ? ok(found) : err('NO_LIFE_CYCLE', 'serviceLine', { serviceLine });
  }

  private read(where: Sql): Promise<LifeCycle[]> {
    return this.db.query<LifeCycle>(sql`${SELECT} where ${where} order by lc.service_line`);
  }
}
