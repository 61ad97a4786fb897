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
import { OfficeReach } from '../office-reach.js';
import { type Grant } from './actors.js';

export interface Role {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly version: number;
  readonly requiresSecondFactor: boolean;
  readonly grants: readonly { permission: string; scope: string }[];
}

export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly employeeId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly grants: readonly Grant[];
}

/** How an account is protected. */
export interface Protection {
  readonly secondFactor: boolean;
  readonly recoveryCodesLeft: number;
  readonly secondFactorRequired: boolean;
  readonly passwordChangedAt: Date | null;
}

export interface SessionRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

const byName: Order<Employee> = {
  list: 'employees',
  direction: 'ASC',
  keys: [
    { column: sql`e.name`, type: 'text', value: (e) => e.name },
    { column: sql`e.id`, type: 'uuid', value: (e) => e.id },
  ],
};

const newestToken: Order<ApiTokenRow> = {
  list: 'apiTokens',
  direction: 'DESC',
  keys: [{ column: sql`t.id`, type: 'uuid', value: (t) => t.id }],
};

const TOKEN_COLUMNS = sql`t.id, t.name, t.employee_id as "employeeId", t.created_at as "createdAt",
  t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.grants`;
const VALID_TOKEN = sql`t.revoked_at is null and t.expires_at > now()`;

const ROLE_COLUMNS = sql`ro.id, ro.key, ro.name, ro.name_native as "nameNative", ro.version,
  ro.requires_second_factor as "requiresSecondFactor",
  coalesce((select jsonb_agg(jsonb_build_object('permission', rp.permission, 'scope', rp.scope) order by rp.permission)
              from identity.role_permission rp where rp.role_id = ro.id), '[]') as grants`;

/** Reads for the API. */
@Injectable()
export class IdentityQueries {
  constructor(
    private readonly db: Database,
    private readonly reach: OfficeReach,
  ) {}

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

  /** The actor's own tokens that are neither revoked nor expired, newest first. */
  apiTokens(ctx: Ctx): Promise<ApiTokenRow[]> {
    return this.db.query<ApiTokenRow>(
      sql`select ${TOKEN_COLUMNS} from identity.api_token t
           where t.employee_id = ${ctx.actor.id} and ${VALID_TOKEN} order by t.created_at desc limit 200`,
    );
  }

  /** Valid tokens of the employees whom the actor may manage, newest first. */
  async employeeApiTokens(
    ctx: Ctx,
    page: PageRequest,
    employeeId: string | null | undefined,
  ): Promise<Connection<ApiTokenRow>> {
    const where = and([
      VALID_TOKEN,
      await this.reach.rows(ctx, 'identity.manage-employees', sql`e.office_id`),
      employeeId != null && sql`e.id = ${employeeId}`,
    ]);
    const from = sql`identity.api_token t join identity.employee e on e.id = t.employee_id`;
    const part = keyset(page, newestToken);
    const rows = await this.db.query<ApiTokenRow>(
      sql`select ${TOKEN_COLUMNS} from ${from} where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from ${from} where ${where}`)).n;
    return connectionOf(rows, part, newestToken, (row) => row, count);
  }

  /** What the actor's account has and owes. */
  async protection(ctx: Ctx): Promise<Protection> {
    return this.db.one<Protection>(sql`
      select exists (select 1 from identity.second_factor f where f.employee_id = e.id and f.confirmed_at is not null) as "secondFactor",
             (select count(*) from identity.recovery_code c where c.employee_id = e.id and c.used_at is null) as "recoveryCodesLeft",
             exists (select 1 from identity.employee_role er join identity.role ro on ro.id = er.role_id and ro.requires_second_factor
                      where er.employee_id = e.id) as "secondFactorRequired",
             e.password_changed_at as "passwordChangedAt"
        from identity.employee e where e.id = ${ctx.actor.id}`);
  }

  /** The actor's own open sessions, the one used last first. */
  sessions(ctx: Ctx): Promise<SessionRow[]> {
    return this.db.query<SessionRow>(
      sql`select s.id, s.created_at as "createdAt", coalesce(s.rotated_at, s.created_at) as "lastUsedAt",
                 s.expires_at as "expiresAt", s.ip, s.user_agent as "userAgent"
            from identity.session s
           where s.employee_id = ${ctx.actor.id} and s.ended_at is null and s.expires_at > now()
           order by coalesce(s.rotated_at, s.created_at) desc, s.id limit 200`,
    );
  }
}
