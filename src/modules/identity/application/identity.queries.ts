import { Injectable } from '@nestjs/common';
import { Checks } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, containing, Database, sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import {
  EMPLOYEE_COLUMNS,
  OFFICE_COLUMNS,
  REGION_COLUMNS,
  type Employee,
  type Office,
  type Region,
} from '../identity.api.js';
import { LIMITS } from '../domain/limits.js';

export interface Role {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly version: number;
  readonly grants: readonly { permission: string; scope: string }[];
}

export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

const byName: Order<Employee> = {
  direction: 'ASC',
  keys: [
    { column: sql`e.name`, type: 'text', value: (e) => e.name },
    { column: sql`e.id`, type: 'uuid', value: (e) => e.id },
  ],
};

const ROLE_COLUMNS = sql`ro.id, ro.key, ro.name, ro.name_native as "nameNative", ro.version,
  coalesce((select jsonb_agg(jsonb_build_object('permission', rp.permission, 'scope', rp.scope) order by rp.permission)
              from identity.role_permission rp where rp.role_id = ro.id), '[]') as grants`;

/** Reads for the API. */
@Injectable()
export class IdentityQueries {
  constructor(private readonly db: Database) {}

  regions(): Promise<Region[]> {
    return this.db.query(sql`select ${REGION_COLUMNS} from identity.region r order by r.code`);
  }

  offices(filter: { regionId?: string | null; country?: string | null; active?: boolean | null }): Promise<Office[]> {
    const where = and([
      filter.regionId != null && sql`o.region_id = ${filter.regionId}`,
      filter.country != null && sql`o.country = ${filter.country}`,
      filter.active != null && sql`o.active = ${filter.active}`,
    ]);
    return this.db.query(sql`select ${OFFICE_COLUMNS} from identity.office o where ${where} order by o.code`);
  }

  async employees(
    page: PageRequest,
    filter: { officeId?: string | null; text?: string | null },
  ): Promise<Connection<Employee>> {
    const wrong = new Checks().text('text', filter.text, { ...LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const like = containing((filter.text ?? '').trim());
    const where = and([
      filter.officeId != null && sql`e.office_id = ${filter.officeId}`,
      filter.text != null && sql`(e.name ilike ${like} or e.name_native ilike ${like} or e.email ilike ${like})`,
    ]);
    const part = keyset(page, byName);
    const rows = await this.db.query<Employee>(
      sql`select ${EMPLOYEE_COLUMNS} from identity.employee e where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from identity.employee e where ${where}`)).n;
    return connectionOf(rows, part, byName, (row) => row, count);
  }

  roles(): Promise<Role[]> {
    return this.db.query(sql`select ${ROLE_COLUMNS} from identity.role ro order by ro.key`);
  }

  async rolesByIds(ids: readonly string[]): Promise<Map<string, Role>> {
    const rows = await this.db.query<Role>(
      sql`select ${ROLE_COLUMNS} from identity.role ro where ro.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  rolesOf(employeeIds: readonly string[]): Promise<(Role & { employeeId: string })[]> {
    return this.db.query(sql`select er.employee_id as "employeeId", ${ROLE_COLUMNS} from identity.employee_role er
      join identity.role ro on ro.id = er.role_id where er.employee_id = any(${employeeIds}::uuid[]) order by ro.key`);
  }

  apiTokens(ctx: Ctx): Promise<ApiTokenRow[]> {
    return this.db
      .query(sql`select t.id, t.name, t.created_at as "createdAt", t.expires_at as "expiresAt" from identity.api_token t
      where t.employee_id = ${ctx.actor.id} and t.revoked_at is null order by t.created_at desc limit 200`);
  }
}
