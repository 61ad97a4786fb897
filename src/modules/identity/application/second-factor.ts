import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, uuidv7, type Result } from '#kernel';
import { assertSession, ForbiddenError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { SecurityEvents } from '#platform/observability';
import { AccessChanges } from './access-changes.js';
import { ChangePassword, sessionOf, type ConfirmCode } from './change-password.js';
import { IdentityPolicy } from './identity.policy.js';
import { Sessions } from './sessions.js';
import { Throttle, type Limit } from './throttle.js';
import { hashRecoveryCode, isOneTimeCode, newRecoveryCode, OneTimeCodes } from './totp.js';

export type SecondFactorCode = ConfirmCode | 'CODE_INCORRECT' | 'SECOND_FACTOR_EXISTS' | 'NO_SECOND_FACTOR';

interface Factor {
  secret: Buffer;
  confirmed: boolean;
}

const RECOVERY_CODES = 10;
const FREE_FAILURES = 10;

/** The second factor of an account: one-time codes of an authenticator application, and recovery codes for its loss. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly db: Database,
    private readonly codes: OneTimeCodes,
    private readonly passwords: ChangePassword,
    private readonly throttle: Throttle,
    private readonly sessions: Sessions,
    private readonly policy: IdentityPolicy,
    private readonly changes: AccessChanges,
    private readonly events: SecurityEvents,
  ) {}

  /** Whether the employee signs in with a second factor. */
  async enrolled(employeeId: string): Promise<boolean> {
    return (await this.factorOf(employeeId))?.confirmed ?? false;
  }

  /** Makes a secret for the actor, shown this once. It counts only after `confirm`; until then another may be made. */
  async begin(ctx: Ctx, currentPassword: string): Promise<Result<{ secret: string; uri: string }, SecondFactorCode>> {
    const account = await this.passwords.confirm(ctx, currentPassword);
    if (!account.ok) return account;
    const { id, email } = account.value;
    const { secret, uri, sealed } = this.codes.newSecret(id, email);
    return this.db.transaction<{ secret: string; uri: string }, SecondFactorCode>(ctx, async () => {
      const done = await this.db.execute(
        sql`insert into identity.second_factor (id, employee_id, secret) values (${uuidv7()}, ${id}, ${sealed})
            on conflict (employee_id) do update set secret = excluded.secret, created_at = clock_timestamp()
             where second_factor.confirmed_at is null`,
      );
      return done === 1 ? ok({ secret, uri }) : err('SECOND_FACTOR_EXISTS');
    });
  }

  /** Takes the secret into use with a first code. Ends the other sessions, and gives the recovery codes. */
  async confirm(ctx: Ctx, code: string): Promise<Result<readonly string[], SecondFactorCode>> {
    assertSession(ctx);
    const employeeId = ctx.actor.id as string;
    return this.guarded(ctx, employeeId, undefined, async () => {
      const factor = await this.factorOf(employeeId);
      if (factor?.confirmed) return err('SECOND_FACTOR_EXISTS');
      if (!factor) return err('NO_SECOND_FACTOR');
      if (!(await this.takesCode(employeeId, factor, code))) return err('CODE_INCORRECT', 'code');
      await this.db.execute(
        sql`update identity.second_factor set confirmed_at = clock_timestamp() where employee_id = ${employeeId}`,
      );
      await this.changed(ctx, employeeId, 'enrolled');
      return ok(await this.replaceRecoveryCodes(employeeId));
    });
  }

  /** Gives new recovery codes for the old ones, against a one-time code. */
  renewRecoveryCodes(ctx: Ctx, code: string): Promise<Result<readonly string[], SecondFactorCode>> {
    return this.withCode(ctx, code, async (employeeId) => {
      this.note(ctx, employeeId, 'recovery codes renewed');
      return this.replaceRecoveryCodes(employeeId);
    });
  }

  /** Removes the actor's second factor, against the password and a code. */
  async remove(ctx: Ctx, currentPassword: string, code: string): Promise<Result<void, SecondFactorCode>> {
    const account = await this.passwords.confirm(ctx, currentPassword);
    if (!account.ok) return account;
    return this.withCode(ctx, code, (employeeId) => this.discard(ctx, employeeId, 'removed'));
  }

  /** Removes the second factor of an employee whom the actor manages, who has lost it. Ends the employee's sessions. */
  reset(ctx: Ctx, employeeId: string): Promise<Result<void, 'NO_SECOND_FACTOR'>> {
    assertSession(ctx);
    if (ctx.actor.id === employeeId)
      throw new ForbiddenError('Remove your own second factor with removeSecondFactor, which needs a code.');
    return this.db.transaction<void, 'NO_SECOND_FACTOR'>(ctx, async () => {
      await this.policy.assertMayManageEmployee(ctx, employeeId, undefined);
      await this.policy.assertNotBeyond(ctx, employeeId, []);
      if (!(await this.factorOf(employeeId))) return err('NO_SECOND_FACTOR');
      await this.discard(ctx, employeeId, 'reset');
      return ok();
    });
  }

  /**
   * Whether this is a code of the employee that has not served before: a one-time code or a recovery code. Uses it up.
   * Throws RateLimitedError after too many wrong ones; those of a known device (`deviceId`) are counted apart.
   */
  async verify(ctx: Ctx, employeeId: string, code: string, deviceId: string | undefined): Promise<boolean> {
    const result = await this.guarded<void, 'CODE_INCORRECT' | 'NO_SECOND_FACTOR'>(
      ctx,
      employeeId,
      deviceId,
      async () => {
        const factor = await this.factorOf(employeeId);
        if (!factor?.confirmed) return err('NO_SECOND_FACTOR');
        return (await this.takesCode(employeeId, factor, code)) ? ok() : err('CODE_INCORRECT', 'code');
      },
    );
    return result.ok;
  }

  private async withCode<T>(
    ctx: Ctx,
    code: string,
    work: (employeeId: string) => Promise<T>,
  ): Promise<Result<T, SecondFactorCode>> {
    assertSession(ctx);
    const employeeId = ctx.actor.id as string;
    return this.guarded<T, SecondFactorCode>(ctx, employeeId, undefined, async () => {
      const factor = await this.factorOf(employeeId);
      if (!factor?.confirmed) return err('NO_SECOND_FACTOR');
      if (!(await this.takesCode(employeeId, factor, code))) return err('CODE_INCORRECT', 'code');
      return ok(await work(employeeId));
    });
  }

  /** Runs what looks at a code as one transaction, and counts it as a failure of its guesser unless it succeeds. */
  private async guarded<T, C extends string>(
    ctx: Ctx,
    employeeId: string,
    deviceId: string | undefined,
    work: () => Promise<Result<T, C>>,
  ): Promise<Result<T, C>> {
    const own = deviceId === undefined ? sessionOf(ctx) : `${employeeId}/${deviceId}`;
    const limit: Limit = { subject: `code:${own ?? employeeId}`, free: FREE_FAILURES, within: 'growing' };
    const attempt = await this.throttle.begin(ctx, [limit]);
    const result = await this.db.transaction<T, C>(ctx, work);
    if (result.ok) await this.throttle.succeeded(ctx, attempt);
    else this.events.record('second-factor-failed', ctx, { employeeId, code: result.failures[0]?.code });
    return result;
  }

  private factorOf(employeeId: string): Promise<Factor | undefined> {
    return this.db.maybeOne<Factor>(
      sql`select f.secret, f.confirmed_at is not null as confirmed from identity.second_factor f where f.employee_id = ${employeeId}`,
    );
  }

  /** Uses a code up: of one-time codes those of the same and earlier moments too, so that none serves twice. */
  private async takesCode(employeeId: string, factor: Factor, code: string): Promise<boolean> {
    if (!isOneTimeCode(code)) {
      const used = await this.db.execute(
        sql`update identity.recovery_code set used_at = clock_timestamp()
             where employee_id = ${employeeId} and code_hash = ${hashRecoveryCode(employeeId, code)} and used_at is null`,
      );
      return used === 1;
    }
    const step = this.codes.stepOf(employeeId, factor.secret, code, systemClock.now());
    if (step === undefined) return false;
    const taken = await this.db.execute(
      sql`update identity.second_factor set last_step = ${step} where employee_id = ${employeeId} and last_step < ${step}`,
    );
    return taken === 1;
  }

  private async replaceRecoveryCodes(employeeId: string): Promise<readonly string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    await this.db.execute(sql`delete from identity.recovery_code where employee_id = ${employeeId}`);
    const rows = codes.map((code) => ({
      id: uuidv7(),
      employee_id: employeeId,
      code_hash: `\\x${hashRecoveryCode(employeeId, code).toString('hex')}`,
    }));
    await this.db.execute(insertMany('identity.recovery_code', ['id', 'employee_id', 'code_hash'], rows));
    return codes;
  }

  private async discard(ctx: Ctx, employeeId: string, what: 'removed' | 'reset'): Promise<void> {
    await this.db.execute(sql`delete from identity.recovery_code where employee_id = ${employeeId}`);
    await this.db.execute(sql`delete from identity.second_factor where employee_id = ${employeeId}`);
    await this.changed(ctx, employeeId, what);
  }

  private async changed(ctx: Ctx, employeeId: string, what: string): Promise<void> {
    const except = ctx.actor.id === employeeId ? sessionOf(ctx) : undefined;
    await this.sessions.end(ctx, employeeId, 'second factor changed', { except });
    this.changes.felt(employeeId);
    this.note(ctx, employeeId, what);
  }

  private note(ctx: Ctx, employeeId: string, what: string): void {
    this.db.afterCommit(() => this.events.record('second-factor-changed', ctx, { employeeId, what }));
  }
}
