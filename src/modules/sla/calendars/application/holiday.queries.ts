import { Injectable } from '@nestjs/common';
import { and, Database, empty, sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type Holiday, type HolidayKind, type HolidaySet } from '../domain/holidays.js';

const SET = sql`s.id, s.code, s.name, s.name_native as "nameNative", s.country, s.from_year as "fromYear",
  s.to_year as "toYear", s.loaded_at as "loadedAt", s.generation > s.applied as waiting, s.version from sla.holiday_set s`;
const HOLIDAY = sql`h.id, h.set_id as "setId", h.date, h.name, h.name_native as "nameNative", h.kind,
  h.closed_from as "closedFrom", h.closed_to as "closedTo", h.replaces, h.provisional, h.source, h.suppressed,
  h.library_key as "libraryKey", h.version from sla.holiday h`;

const BY_DATE: Order<Holiday> = {
  list: 'holidays',
  keys: [
    { column: sql`h.date`, type: 'date', value: (row) => row.date },
    { column: sql`h.id`, type: 'uuid', value: (row) => row.id },
  ],
  direction: 'ASC',
};

export interface HolidayFilter {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly kinds?: readonly HolidayKind[] | null;
  /** Only rows that somebody amended or added. */
  readonly amended?: boolean | null;
  /** Only rows computed because nothing is announced yet. */
  readonly provisional?: boolean | null;
}

/** Reads of holiday sets and their rows. */
@Injectable()
export class HolidayQueries {
  constructor(private readonly db: Database) {}

  /** `lock`: until the end of the transaction nobody changes the rows of these sets. */
  async sets(ids: readonly string[], { lock = false } = {}): Promise<Map<string, HolidaySet>> {
    const rows = await this.db.query<HolidaySet>(
      sql`select ${SET} where s.id = any(${ids}::uuid[]) order by s.id ${lock ? sql`for share` : empty}`,
    );
    return new Map(rows.map((s) => [s.id, s]));
  }

  async setsByCode(codes: readonly string[]): Promise<Map<string, HolidaySet>> {
    const rows = await this.db.query<HolidaySet>(sql`select ${SET} where s.code = any(${codes}::text[])`);
    return new Map(rows.map((s) => [s.code, s]));
  }

  /** All sets, ordered by code. */
  allSets(): Promise<HolidaySet[]> {
    return this.db.query(sql`select ${SET} order by s.code`);
  }

  async holidays(ids: readonly string[]): Promise<Map<string, Holiday>> {
    const rows = await this.db.query<Holiday>(sql`select ${HOLIDAY} where h.id = any(${ids}::uuid[])`);
    return new Map(rows.map((h) => [h.id, h]));
  }

  /** All rows of the sets, suppressed ones too, by date; of some dates only when they are given. */
  rowsOf(setIds: readonly string[], from = '0001-01-01', to = '9999-12-31'): Promise<Holiday[]> {
    return this.db.query(
      sql`select ${HOLIDAY} where h.set_id = any(${setIds}::uuid[]) and h.date between ${from} and ${to}
           order by h.date, h.name`,
    );
  }

  async list(setId: string, page: PageRequest, filter: HolidayFilter): Promise<Connection<Holiday>> {
    const part = keyset(page, BY_DATE);
    const where = and([
      sql`h.set_id = ${setId}`,
      filter.from != null && sql`h.date >= ${filter.from}`,
      filter.to != null && sql`h.date <= ${filter.to}`,
      filter.kinds != null && sql`h.kind = any(${filter.kinds}::text[])`,
      filter.amended != null && sql`(h.source = 'AMENDED') = ${filter.amended}`,
      filter.provisional != null && sql`h.provisional = ${filter.provisional}`,
    ]);
    const rows = await this.db.query<Holiday>(
      sql`select ${HOLIDAY} where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.holiday h where ${where}`)).n;
    return connectionOf(rows, part, BY_DATE, (row) => row, count);
  }
}
