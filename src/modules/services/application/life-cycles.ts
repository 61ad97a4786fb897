import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { Database, sql, type Sql } from '#platform/database';
import { type ServiceLine } from '#modules/vocabulary';
import { type LifeCycle } from '../domain/life-cycle.js';
import { FIRST_MATRIX, type PriorityMatrix } from '../domain/priority.js';

const COLUMNS = sql`lc.id, lc.service_line as "serviceLine", lc.name, lc.name_native as "nameNative", lc.version,
         (select jsonb_agg(jsonb_build_object(
                   'id', s.id, 'key', s.key, 'name', s.name, 'nameNative', s.name_native, 'category', s.category,
                   'initial', s.initial, 'resumesOnCustomerMessage', s.resumes_on_customer_message, 'sort', s.sort,
                   'retired', s.retired_at is not null,
                   'movesTo', case when s.retired_to_id is not null
                     then jsonb_build_array((select t.key from services.status t where t.id = s.retired_to_id))
                     else coalesce((select jsonb_agg(t.key order by t.sort) from services.status_move m
                                      join services.status t on t.id = m.to_id where m.from_id = s.id), '[]') end
                 ) order by s.retired_at is not null, s.sort) from services.status s where s.life_cycle_id = lc.id) as statuses`;

/** What administrators decide about requests. */
export interface Rules {
  readonly lifeCycles: ReadonlyMap<ServiceLine, LifeCycle>;
  /** Only where there is a life cycle is it that of the firm. */
  readonly matrix: PriorityMatrix;
}

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

  /** The life cycles of the lines with the matrix of priorities, by one statement: whatever takes requests down needs both. */
  async rules(lines: readonly ServiceLine[]): Promise<Rules> {
    const rows = await this.db.query<LifeCycle & { matrix: PriorityMatrix }>(
      sql`select ${COLUMNS}, (select jsonb_build_object('number', m.number, 'cells', m.cells)
                                from services.priority_matrix m order by m.number desc limit 1) as matrix
            from services.life_cycle lc where lc.service_line = any(${lines}::text[])`,
    );
    return {
      lifeCycles: new Map(rows.map(({ matrix: _, ...lc }) => [lc.serviceLine, lc])),
      matrix: rows[0]?.matrix ?? FIRST_MATRIX,
    };
  }

  private read(where: Sql): Promise<LifeCycle[]> {
    return this.db.query<LifeCycle>(
      sql`select ${COLUMNS} from services.life_cycle lc where ${where} order by lc.service_line`,
    );
  }
}
