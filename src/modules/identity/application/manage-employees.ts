import { Injectable } from '@nestjs/common';
import {
  lineOrNull,
  Checks,
  emailOf,
  err,
  errs,
  ok,
  oneLine,
  systemClock,
  uuidv7,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { allPermissions, assertSession } from '#platform/access';
import { SCOPES, type Ctx } from '#platform/context';
import { assignments, Database, insert, sql, type Row, type VersionCode } from '#platform/database';
import { SecurityEvents } from '#platform/observability';
import { AccessChanges } from './access-changes.js';
import { ApiTokens } from './api-tokens.js';
import { LIMITS } from '../domain/limits.js';
import { PasswordPolicy, type PasswordCode, type PasswordOwner } from './password-policy.js';
import { hashPassword } from './passwords.js';
import { IdentityPolicy } from './identity.policy.js';
import { assertFirm } from '../reach.js';
import { OpenWork } from './open-work.js';
import { saved } from './saved.js';
import { Sessions, type EndReason } from './sessions.js';

export interface EmployeeCommand {
  readonly email?: string;
  readonly name?: string;
  readonly nameNative?: string | null;
  readonly title?: string | null;
  readonly officeId?: string;
  readonly locale?: 'en' | 'zh-CN';
  readonly password?: string | null;
  readonly active?: boolean;
  /** With `active: false`: whether the employee may leave open work behind. */
  readonly acceptOpenWork?: boolean | null;
  readonly roleKeys?: readonly string[];
}

export interface RoleCommand {
  readonly key: string;
  readonly name: string;
  readonly nameNative?: string | null;
  readonly grants: readonly { readonly permission: string; readonly scope: string }[];
  /** Whether its holders must sign in with a second factor; left out, a new role does not, and another stays as it is. */
  readonly requiresSecondFactor?: boolean | null;
}

export type EmployeeCode =
  | VersionCode
  | PasswordCode
  | 'HAS_OPEN_WORK'
  | 'OWN_PASSWORD'
  | 'ALREADY_IN_USE'
  | 'OFFICE_NOT_FOUND'
  | 'ROLE_NOT_FOUND';
export type RoleCode = VersionCode | CheckCode | 'ALREADY_IN_USE' | 'UNKNOWN_PERMISSION' | 'SCOPE_NOT_POSSIBLE';

type ImpossibleGrant = Failure<'UNKNOWN_PERMISSION' | 'SCOPE_NOT_POSSIBLE'>;

/** Grants of permissions that there are not, and those in scopes that their permissions do not have. */
function impossibleGrants(grants: RoleCommand['grants']): ImpossibleGrant[] {
  return grants.flatMap(({ permission, scope }, i): ImpossibleGrant[] => {
    const declared = allPermissions().get(permission);
    if (!declared) {
      const params = { permission: permission.slice(0, 60) };
      return [{ code: 'UNKNOWN_PERMISSION', field: `grants.${i}.permission`, params }];
    }
    if (declared.scopes.some((possible) => possible === scope)) return [];
    const params = { permission, possible: declared.scopes.map((possible) => possible.toUpperCase()).join(', ') };
    return [{ code: 'SCOPE_NOT_POSSIBLE', field: `grants.${i}.scope`, params }];
  });
}

/** Creates and changes employees, the roles they have, and what roles allow. */
@Injectable()
export class ManageEmployees {
  constructor(
    private readonly db: Database,
    private readonly changes: AccessChanges,
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly passwords: PasswordPolicy,
    private readonly events: SecurityEvents,
    private readonly policy: IdentityPolicy,
    private readonly openWork: OpenWork,
  ) {}

  async saveEmployee(
    ctx: Ctx,
    cmd: EmployeeCommand,
    existing?: { id: string; version: number },
  ): Promise<Result<{ id: string }, EmployeeCode>> {
    const checks = new Checks()
      .email('email', cmd.email)
      .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true })
      .text('title', cmd.title, { ...LIMITS.title, optional: true })
      .oneOf('locale', cmd.locale, ['en', 'zh-CN'])
      .atMost('roleKeys', cmd.roleKeys, LIMITS.roles);
    if (!existing || cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    if (cmd.password != null) checks.text('password', cmd.password, LIMITS.password);
    if (!existing) checks.required('email', cmd.email).required('officeId', cmd.officeId);
    else checks.keepRequired(cmd, ['email', 'officeId', 'locale', 'active']);
    const wrong = checks.err();
    if (wrong) return wrong;
    if (cmd.password !== undefined) assertSession(ctx);
    const chosen = await this.chosenPassword(ctx, cmd, existing?.id);
    if (!chosen.ok) return chosen;
    const row = {
      email: cmd.email === undefined ? undefined : emailOf(cmd.email),
      name: cmd.name === undefined ? undefined : oneLine(cmd.name),
      name_native: lineOrNull(cmd.nameNative),
      title: lineOrNull(cmd.title),
      office_id: cmd.officeId,
      locale: cmd.locale,
      ...chosen.value,
      active: cmd.active,
    };
    return this.db.transaction<{ id: string }, EmployeeCode>(
      ctx,
      async () => {
        await this.policy.assertMayManageEmployee(ctx, existing?.id, cmd.officeId);
        const takesOver = [cmd.password, cmd.email, cmd.roleKeys, cmd.active].some((value) => value !== undefined);
        if (takesOver) await this.policy.assertNotBeyond(ctx, existing?.id, cmd.roleKeys ?? []);
        let id = existing?.id;
        if (existing && cmd.active === false && cmd.acceptOpenWork !== true) {
          const left = await this.openWork.of(existing.id);
          const work = left.map(({ kind, count }) => `${kind} ${count}`).join(', ');
          if (left.length > 0) return err('HAS_OPEN_WORK', 'active', { work });
        }
        if (existing) {
          const done = await saved(this.db, 'identity.employee', existing, assignments(row));
          if (!done.ok) return done;
          if (cmd.password !== undefined) await this.endAccess(ctx, existing.id, 'password changed');
          else if (cmd.active === false) await this.endAccess(ctx, existing.id, 'account closed');
          this.changes.felt(existing.id);
        } else {
          id = uuidv7();
          await this.db.execute(insert('identity.employee', { id, ...row }));
        }
        this.noteAccess(ctx, id as string, cmd);
        return cmd.roleKeys ? this.setRoles(id as string, cmd.roleKeys) : ok({ id: id as string });
      },
      {
        constraints: {
          employee_email_key: err('ALREADY_IN_USE', 'email'),
          employee_office_fk: err('OFFICE_NOT_FOUND', 'officeId'),
        },
      },
    );
  }

  /**
   * The columns of a password that is set for somebody. What people type is checked, and temporary: the employee has to
   * choose another. The system itself (the command line, example data) answers for what it sets.
   */
  private async chosenPassword(
    ctx: Ctx,
    cmd: EmployeeCommand,
    employeeId: string | undefined,
  ): Promise<Result<Row, EmployeeCode>> {
    const { password } = cmd;
    if (password === undefined) return ok({});
    if (employeeId !== undefined && employeeId === ctx.actor.id) return err('OWN_PASSWORD', 'password');
    const temporary = ctx.actor.kind === 'employee' && password !== null;
    if (temporary) {
      const stored = await this.db.maybeOne<PasswordOwner>(
        sql`select e.email, e.name, e.name_native as "nameNative" from identity.employee e where e.id = ${employeeId ?? null}::uuid`,
      );
      const owner = {
        email: cmd.email ?? stored?.email ?? '',
        name: cmd.name ?? stored?.name ?? '',
        nameNative: cmd.nameNative ?? stored?.nameNative,
      };
      const wrong = await this.passwords.check('password', password, owner);
      if (wrong) return wrong;
    }
    return ok({
      password_hash: password === null ? null : await hashPassword(password),
      password_temporary: temporary,
      password_changed_at: systemClock.now(),
    });
  }

  async saveRole(
    ctx: Ctx,
    cmd: RoleCommand,
    existing?: { id: string; version: number },
  ): Promise<Result<{ id: string }, RoleCode>> {
    assertFirm(ctx, 'identity.manage-roles');
    if (cmd.requiresSecondFactor != null) assertSession(ctx);
    const checks = new Checks()
      .pattern(
        'key',
        cmd.key,
        new RegExp(`^[a-z][a-z0-9-]{${LIMITS.roleKey.min - 1},${LIMITS.roleKey.max - 1}}$`),
        `${LIMITS.roleKey.min} to ${LIMITS.roleKey.max} lower-case letters, digits and hyphens, such as regional-manager`,
      )
      .text('name', cmd.name, LIMITS.name)
      .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true });
    cmd.grants.forEach((g, i) => checks.oneOf(`grants.${i}.scope`, g.scope, SCOPES));
    const wrong = checks.err();
    if (wrong) return wrong;
    const impossible = impossibleGrants(cmd.grants);
    if (impossible.length > 0) return errs(impossible);
    const row = {
      key: cmd.key,
      name: oneLine(cmd.name),
      name_native: lineOrNull(cmd.nameNative),
      requires_second_factor: cmd.requiresSecondFactor ?? undefined,
    };
    return this.db.transaction<{ id: string }, RoleCode>(
      ctx,
      async () => {
        let id = existing?.id;
        if (existing) {
          const done = await saved(this.db, 'identity.role', existing, assignments(row));
          if (!done.ok) return done;
        } else {
          id = uuidv7();
          await this.db.execute(insert('identity.role', { id, ...row }));
        }
        const grants = new Map(cmd.grants.map((g) => [g.permission, g.scope]));
        await this.db.execute(
          sql`delete from identity.role_permission where role_id = ${id} and not permission = any(${[...grants.keys()]}::text[])`,
        );
        for (const [permission, scope] of grants)
          await this.db
            .execute(sql`insert into identity.role_permission (id, role_id, permission, scope) values (${uuidv7()}, ${id}, ${permission}, ${scope})
            on conflict (role_id, permission) do update set scope = excluded.scope where role_permission.scope <> excluded.scope`);
        this.changes.felt(null);
        this.db.afterCommit(() =>
          this.events.record('role-changed', ctx, {
            role: cmd.key,
            requiresSecondFactor: cmd.requiresSecondFactor ?? undefined,
            grants: [...grants].map(([permission, scope]) => `${permission}: ${scope}`),
          }),
        );
        return ok({ id: id as string });
      },
      { constraints: { role_key_key: err('ALREADY_IN_USE', 'key') } },
    );
  }

  /** Notes what changes who may sign in, how, and what he may do then. */
  private noteAccess(ctx: Ctx, employeeId: string, { password, email, active, roleKeys }: EmployeeCommand): void {
    const changed = Object.entries({ email, active, roleKeys }).flatMap(([field, value]) =>
      value === undefined ? [] : [field],
    );
    this.db.afterCommit(() => {
      if (changed.length > 0)
        this.events.record('employee-access-changed', ctx, { employeeId, changed, active, roles: roleKeys });
      if (password !== undefined) this.events.record('password-changed', ctx, { employeeId });
    });
  }

  /**
   * A new password or a closed account ends what was opened before: sessions, and API tokens too, because whoever took
   * an account over may have made one.
   */
  private async endAccess(ctx: Ctx, employeeId: string, reason: EndReason): Promise<void> {
    await this.sessions.end(ctx, employeeId, reason);
    await this.apiTokens.revokeAll(ctx, employeeId);
  }

  private async setRoles(
    employeeId: string,
    keys: readonly string[],
  ): Promise<Result<{ id: string }, 'ROLE_NOT_FOUND'>> {
    const roles = await this.db.query<{ id: string; key: string }>(
      sql`select id, key from identity.role where key = any(${keys}::text[])`,
    );
    const missing = keys.findIndex((key) => !roles.some((r) => r.key === key));
    if (missing >= 0)
      return err('ROLE_NOT_FOUND', `roleKeys.${missing}`, { key: (keys[missing] as string).slice(0, 60) });
    await this.db.execute(
      sql`delete from identity.employee_role where employee_id = ${employeeId} and not role_id = any(${roles.map((r) => r.id)}::uuid[])`,
    );
    for (const role of roles)
      await this.db.execute(
        sql`insert into identity.employee_role (id, employee_id, role_id) values (${uuidv7()}, ${employeeId}, ${role.id}) on conflict do nothing`,
      );
    return ok({ id: employeeId });
  }
}
