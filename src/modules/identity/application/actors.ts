import { Injectable } from '@nestjs/common';
import { canHave, isReading } from '#platform/access';
import { SCOPES, systemCtx, type Actor, type Credential, type Scope } from '#platform/context';
import { Database, sql, type Sql } from '#platform/database';
import { ok } from '#kernel';

export interface Grant {
  readonly permission: string;
  readonly scope: Scope;
}

/** An actor, and until when (milliseconds since the epoch) what it showed is valid. */
export interface Admitted {
  readonly actor: Actor;
  readonly expiresAt: number;
}

interface ActorRow {
  id: string;
  name: string;
  officeId: string;
  regionId: string;
  grants: Grant[] | null;
  temporary: boolean;
  /** Whether a role requires a second factor that is not there. */
  unprotected: boolean;
}

interface TokenRow {
  id: string;
  employeeId: string;
  grants: Grant[];
  expiresAt: Date;
  /** Whether the last use on record is a minute ago or more. */
  unseen: boolean;
}

/** Loads employees as actors, with everything their roles allow. */
@Injectable()
export class Actors {
  constructor(private readonly db: Database) {}

  /** The actor of an active employee whose session has not ended. */
  bySession(employeeId: string, sessionId: string): Promise<Actor | undefined> {
    return this.load(
      sql`join identity.session s on s.employee_id = e.id and s.id = ${sessionId} and s.ended_at is null and s.expires_at > now() where e.id = ${employeeId}`,
      { kind: 'session', id: sessionId },
    );
  }

  /**
   * The actor of an API token that is neither revoked nor expired: its owner, with what the token was given of the
   * owner's rights of now. Notes the use, at most once a minute.
   */
  async byApiToken(tokenHash: Buffer): Promise<Admitted | undefined> {
    const token = await this.db.maybeOne<TokenRow>(
      sql`select t.id, t.employee_id as "employeeId", t.grants, t.expires_at as "expiresAt",
                 coalesce(t.last_used_at < now() - interval '1 minute', true) as unseen
            from identity.api_token t
           where t.token_hash = ${tokenHash} and t.revoked_at is null and t.expires_at > now()`,
    );
    if (!token) return undefined;
    const readOnly = token.grants.every(({ permission }) => isReading(permission));
    const owner = await this.load(sql`where e.id = ${token.employeeId}`, { kind: 'api-token', id: token.id, readOnly });
    if (!owner) return undefined;
    if (token.unseen) await this.noteUse(token.id);
    const permissions = new Map<string, Scope>();
    for (const { permission, scope } of token.grants) {
      const held = owner.permissions.get(permission);
      if (held !== undefined) permissions.set(permission, narrower(held, scope));
    }
    return { actor: { ...owner, permissions }, expiresAt: token.expiresAt.getTime() };
  }

  /** The actor of an active employee. */
  byEmployee(employeeId: string): Promise<Actor | undefined> {
    return this.load(sql`where e.id = ${employeeId}`);
  }

  /** A use that could not be noted is no reason to refuse it. */
  private async noteUse(tokenId: string): Promise<void> {
    await this.db
      .transaction(systemCtx('api'), async () => {
        await this.db.execute(
          sql`update identity.api_token set last_used_at = now()
               where id = ${tokenId} and coalesce(last_used_at < now() - interval '1 minute', true)`,
        );
        return ok();
      })
      .catch(() => undefined);
  }

  private async load(rest: Sql, credential?: Credential): Promise<Actor | undefined> {
    const row = await this.db.maybeOne<ActorRow>(sql`
      select e.id, e.name, e.office_id as "officeId", o.region_id as "regionId",
             (select jsonb_agg(jsonb_build_object('permission', rp.permission, 'scope', rp.scope))
                from identity.employee_role er join identity.role_permission rp on rp.role_id = er.role_id
               where er.employee_id = e.id) as grants,
             e.password_temporary as temporary,
             exists (select 1 from identity.employee_role er join identity.role ro on ro.id = er.role_id and ro.requires_second_factor
                      where er.employee_id = e.id)
               and not exists (select 1 from identity.second_factor f where f.employee_id = e.id and f.confirmed_at is not null)
               as unprotected
        from identity.employee e join identity.office o on o.id = e.office_id ${rest} and e.active`);
    if (!row) return undefined;
    const pending = row.temporary ? 'PASSWORD_CHANGE' : row.unprotected ? 'SECOND_FACTOR' : undefined;
    const permissions = new Map<string, Scope>();
    for (const { permission, scope } of pending ? [] : (row.grants ?? [])) {
      const before = permissions.get(permission);
      if (!canHave(permission, scope)) continue;
      permissions.set(permission, before === undefined ? scope : wider(before, scope));
    }
    return {
      kind: 'employee',
      id: row.id,
      name: row.name,
      officeId: row.officeId,
      regionId: row.regionId,
      permissions,
      ...(credential ? { credential } : {}),
      ...(pending ? { pending } : {}),
    };
  }
}

const wider = (a: Scope, b: Scope): Scope => (SCOPES.indexOf(a) >= SCOPES.indexOf(b) ? a : b);
const narrower = (a: Scope, b: Scope): Scope => (wider(a, b) === a ? b : a);
