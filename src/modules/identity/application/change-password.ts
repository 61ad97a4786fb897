import { Injectable } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { assertSession, UnauthenticatedError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { SecurityEvents } from '#platform/observability';
import { AccessChanges } from './access-changes.js';
import { ApiTokens } from './api-tokens.js';
import { PasswordPolicy, type PasswordCode } from './password-policy.js';
import { hashPassword, passwordFits } from './passwords.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';

export interface ChangePasswordCommand {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Whether the actor's API tokens go on; they are revoked otherwise, because whoever knew the password may have made one. */
  readonly keepApiTokens?: boolean | null;
}

export type ConfirmCode = 'PASSWORD_INCORRECT' | 'NO_PASSWORD';
export type ChangePasswordCode = PasswordCode | ConfirmCode | 'PASSWORD_UNCHANGED';

/** The account of the actor, as far as passwords are concerned. */
export interface OwnAccount {
  id: string;
  email: string;
  name: string;
  nameNative: string | null;
  passwordHash: string | null;
}

const FREE_FAILURES = 5;

/** Passwords of those who are signed in: confirming that it is still they, and choosing another. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly db: Database,
    private readonly policy: PasswordPolicy,
    private readonly throttle: Throttle,
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokens,
    private readonly changes: AccessChanges,
    private readonly events: SecurityEvents,
  ) {}

  /** Ends all other sessions of the actor. Throws RateLimitedError after too many wrong current passwords. */
  async run(ctx: Ctx, cmd: ChangePasswordCommand): Promise<Result<void, ChangePasswordCode>> {
    const confirmed = await this.confirm(ctx, cmd.currentPassword);
    if (!confirmed.ok) return confirmed;
    const account = confirmed.value;
    if (cmd.newPassword === cmd.currentPassword) return err('PASSWORD_UNCHANGED', 'newPassword');
    const wrong = await this.policy.check('newPassword', cmd.newPassword, account);
    if (wrong) return wrong;
    const passwordHash = await hashPassword(cmd.newPassword);
    return this.db.transaction<void, ChangePasswordCode>(ctx, async () => {
      const done = await this.db.execute(
        sql`update identity.employee set password_hash = ${passwordHash}, password_temporary = false, password_changed_at = clock_timestamp()
             where id = ${account.id} and password_hash = ${account.passwordHash}`,
      );
      if (done === 0) return err('PASSWORD_INCORRECT', 'currentPassword');
      await this.sessions.end(ctx, account.id, 'password changed', { except: sessionOf(ctx) });
      if (!cmd.keepApiTokens) await this.apiTokens.revokeAll(ctx, account.id);
      this.changes.felt(account.id);
      this.db.afterCommit(() => this.events.record('password-changed', ctx, { employeeId: account.id }));
      return ok();
    });
  }

  /**
   * The actor's own account, once the password proved that it is still he who sits at the session. Throws
   * RateLimitedError after too many wrong ones, counted for this session: others cannot fill the count.
   */
  async confirm(ctx: Ctx, password: string): Promise<Result<OwnAccount, ConfirmCode>> {
    assertSession(ctx);
    const account = await this.db.maybeOne<OwnAccount>(
      sql`select e.id, e.email, e.name, e.name_native as "nameNative", e.password_hash as "passwordHash"
            from identity.employee e where e.id = ${ctx.actor.id} and e.active`,
    );
    if (!account) throw new UnauthenticatedError();
    if (account.passwordHash === null) return err('NO_PASSWORD', 'currentPassword');
    const subject = `confirm:${sessionOf(ctx) ?? account.id}`;
    const attempt = await this.throttle.begin(ctx, [{ subject, free: FREE_FAILURES, within: 'growing' }]);
    if (!(await passwordFits(account.passwordHash, password))) {
      this.events.record('sign-in-failed', ctx, { employeeId: account.id, confirming: true });
      return err('PASSWORD_INCORRECT', 'currentPassword');
    }
    await this.throttle.succeeded(ctx, attempt);
    return ok(account);
  }
}

/** The session that the actor acts in; undefined for the system. */
export function sessionOf(ctx: Ctx): string | undefined {
  const { credential } = ctx.actor;
  return credential?.kind === 'session' ? credential.id : undefined;
}
