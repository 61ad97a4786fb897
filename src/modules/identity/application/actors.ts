import { Injectable } from '@nestjs/common';
import { canHave } from '#platform/access';
import { SCOPES, type Actor, type Scope } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';

interface ActorRow {
  id: string;
  name: string;
  officeId: string;
  regionId: string;
  grants: { permission: string; scope: Scope }[] | null;
}

/** Loads employees as actors, with everything their roles allow. */
@Injectable()
export class Actors {
  constructor(private readonly db: Database) {}

  /** The actor of an active employee whose session has not ended. */
  bySession(employeeId: string, sessionId: string): Promise<Actor | undefined> {
    return this.load(
      sql`join identity.session s on s.employee_id = e.id and s.id = ${sessionId} and s.ended_at is null where e.id = ${employeeId}`,
    );
  }

  /** The actor of an API token that is neither revoked nor expired. */
  byApiToken(tokenHash: Buffer): Promise<Actor | undefined> {
    return this.load(
      sql`join identity.api_token t on t.employee_id = e.id where t.token_hash = ${tokenHash} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`,
    );
  }

  /** The actor of an active employee. */
  byEmployee(employeeId: string): Promise<Actor | undefined> {
    return this.load(sql`where e.id = ${employeeId}`);
  }

  private async load(rest: Sql): Promise<Actor | undefined> {
    const row = await this.db.maybeOne<ActorRow>(sql`
      select e.id, e.name, e.office_id as "officeId", o.region_id as "regionId",
             (select jsonb_agg(jsonb_build_object('permission', rp.permission, 'scope', rp.scope))
                from identity.employee_role er join identity.role_permission rp on rp.role_id = er.role_id
               where er.employee_id = e.id) as grants
        from identity.employee e join identity.office o on o.id = e.office_id ${rest} and e.active`);
    if (!row) return undefined;
    const permissions = new Map<string, Scope>();
    for (const { permission, scope } of row.grants ?? []) {
      const before = permissions.get(permission);
      if (!canHave(permission, scope)) continue;
      if (before === undefined || SCOPES.indexOf(scope) > SCOPES.indexOf(before)) permissions.set(permission, scope);
    }
    return {
      kind: 'employee',
      id: row.id,
      name: row.name,
      officeId: row.officeId,
      regionId: row.regionId,
      permissions,
    };
  }
}
