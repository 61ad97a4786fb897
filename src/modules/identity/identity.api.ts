import { Injectable } from '@nestjs/common';
import { emailKeys } from '#kernel';
import { type Locale } from '#platform/context';
import { Database, sql } from '#platform/database';

/** An office, as other modules see it. */
export interface Office {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly regionId: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly city: string;
  /** IANA zone. */
  /** Part of the country, ISO 3166-2 without the country; null when it does not matter. */
  readonly subdivision: string | null;
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly languages: readonly string[];
  readonly active: boolean;
  readonly version: number;
}

export interface Region {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly leadOfficeId: string | null;
  readonly version: number;
}

export interface Employee {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly title: string | null;
  readonly officeId: string;
  /** The language in which to write to him. */
  readonly locale: Locale;
  readonly active: boolean;
  readonly version: number;
}

/** Somebody who holds a role. */
export interface RoleHolder {
  /** Key of the role. */
  readonly role: string;
  readonly officeId: string;
  readonly employeeId: string;
}

/** A group of employees who share work. */
export interface Team {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly officeId: string;
  readonly active: boolean;
  readonly version: number;
}

export const OFFICE_COLUMNS = sql`o.id, o.code, o.name, o.name_native as "nameNative", o.region_id as "regionId", o.country, o.city,
  o.subdivision, o.time_zone as "timeZone", o.currency, o.languages, o.active, o.version`;
export const REGION_COLUMNS = sql`r.id, r.code, r.name, r.name_native as "nameNative", r.lead_office_id as "leadOfficeId", r.version`;
export const EMPLOYEE_COLUMNS = sql`e.id, e.email, e.name, e.name_native as "nameNative", e.title, e.office_id as "officeId", e.locale, e.active, e.version`;
export const TEAM_COLUMNS = sql`t.id, t.code, t.name, t.name_native as "nameNative", t.office_id as "officeId", t.active, t.version`;

/** What other modules may ask of identity. Everything batched; unknown ids are simply absent from the answer. */
@Injectable()
export class IdentityApi {
  constructor(private readonly db: Database) {}

  async offices(ids: readonly string[]): Promise<Map<string, Office>> {
    const rows = await this.db.query<Office>(
      sql`select ${OFFICE_COLUMNS} from identity.office o where o.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** All offices, active or not, ordered by code. */
  allOffices(): Promise<Office[]> {
    return this.db.query<Office>(sql`select ${OFFICE_COLUMNS} from identity.office o order by o.code`);
  }

  /** Ids of the offices of a region, active or not, ordered by code; of none when there is no such region. */
  async officesOfRegion(regionId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`select o.id from identity.office o where o.region_id = ${regionId} order by o.code`,
    );
    return rows.map((r) => r.id);
  }

  async regions(ids: readonly string[]): Promise<Map<string, Region>> {
    const rows = await this.db.query<Region>(
      sql`select ${REGION_COLUMNS} from identity.region r where r.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async employees(ids: readonly string[]): Promise<Map<string, Employee>> {
    const rows = await this.db.query<Employee>(
      sql`select ${EMPLOYEE_COLUMNS} from identity.employee e where e.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  async teams(ids: readonly string[]): Promise<Map<string, Team>> {
    const rows = await this.db.query<Team>(
      sql`select ${TEAM_COLUMNS} from identity.team t where t.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r]));
  }

  /** Ids of the active employees of each team; a team without any is absent. */
  async membersOfTeams(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; members: string[] }>(
      sql`select m.team_id as id, array_agg(m.employee_id order by m.id) as members
            from identity.team_member m join identity.employee e on e.id = m.employee_id and e.active
           where m.team_id = any(${ids}::uuid[]) group by m.team_id`,
    );
    return new Map(rows.map((r) => [r.id, r.members]));
  }

  /** Ids of the active teams of each employee; one without any is absent. */
  async teamsOf(employeeIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ id: string; teams: string[] }>(
      sql`select m.employee_id as id, array_agg(m.team_id order by m.id) as teams
            from identity.team_member m join identity.team t on t.id = m.team_id and t.active
           where m.employee_id = any(${employeeIds}::uuid[]) group by m.employee_id`,
    );
    return new Map(rows.map((r) => [r.id, r.teams]));
  }

  /** Keys of all roles there are. */
  async roleKeys(): Promise<string[]> {
    const rows = await this.db.query<{ key: string }>(sql`select r.key from identity.role r order by r.key`);
    return rows.map((r) => r.key);
  }

  /** The active employees who hold these roles, in these offices or (null) anywhere, in the order of their ids. */
  holdersOfRoles(roleKeys: readonly string[], officeIds: readonly string[] | null): Promise<RoleHolder[]> {
    return this.db.query<RoleHolder>(
      sql`select r.key as role, e.office_id as "officeId", e.id as "employeeId"
            from identity.role r join identity.employee_role er on er.role_id = r.id
            join identity.employee e on e.id = er.employee_id and e.active
           where r.key = any(${roleKeys}::text[])
             and (${officeIds}::uuid[] is null or e.office_id = any(${officeIds}::uuid[]))
           order by r.key, e.id`,
    );
  }

  /**
   * Who stands in where nobody is left to be told: by office, the active holders of a role there, or else in the lead
   * office of its region; an office with neither is absent.
   */
  async standIns(roleKey: string, officeIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.db.query<{ officeId: string; employeeIds: string[] }>(
      sql`with holder as (
            select e.id, e.office_id from identity.role r join identity.employee_role er on er.role_id = r.id
              join identity.employee e on e.id = er.employee_id and e.active
             where r.key = ${roleKey})
          select o.id as "officeId", array_agg(h.id order by h.id) as "employeeIds"
            from identity.office o join identity.region g on g.id = o.region_id
            join holder h on h.office_id = case when exists (select from holder own where own.office_id = o.id)
                                                then o.id else g.lead_office_id end
           where o.id = any(${officeIds}::uuid[]) group by o.id`,
    );
    return new Map(rows.map((r) => [r.officeId, r.employeeIds]));
  }

  /** Ids of all employees who have left. */
  async formerEmployees(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(sql`select e.id from identity.employee e where not e.active`);
    return rows.map((r) => r.id);
  }

  /** Ids of the active employees with a permission in that scope, in order. */
  async holdersOfPermission(permission: string, scope: 'office' | 'region' | 'firm'): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      sql`select distinct e.id from identity.role_permission rp
            join identity.employee_role er on er.role_id = rp.role_id
            join identity.employee e on e.id = er.employee_id and e.active
           where rp.permission = ${permission} and rp.scope = ${scope} order by e.id`,
    );
    return rows.map((r) => r.id);
  }

  /** The employee with that e-mail address, whatever its letters' case. */
  employeeByEmail(email: string): Promise<Employee | undefined> {
    return this.db.maybeOne<Employee>(
      sql`select ${EMPLOYEE_COLUMNS} from identity.employee e where lower(e.email) = any(${emailKeys(email)}::text[])
           order by lower(e.email) = ${emailKeys(email)[0]} desc limit 1`,
    );
  }

  async officeByCode(code: string): Promise<Office | undefined> {
    return this.db.maybeOne<Office>(sql`select ${OFFICE_COLUMNS} from identity.office o where o.code = ${code}`);
  }
}
