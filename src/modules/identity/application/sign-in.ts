import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, uuidv7, type Result } from '#kernel';
import { RateLimitedError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { passwordFits } from './passwords.js';
import { hashToken, Tokens } from './tokens.js';

export interface SignedIn {
  readonly employeeId: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
}

/** Failures within the window after which sign-in is refused, per account and per address. */
const MAX_FAILURES = { account: 10, address: 50 } as const;
const WINDOW_MINUTES = 15;
/** Two requests of one front end may refresh at the same moment; after this the old token counts as stolen. */
const ROTATION_GRACE_SECONDS = 30;

/** Signing in with e-mail and password, keeping signed in, signing out. Throttled on every node alike. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
  ) {}

  /** SIGN_IN_FAILED says neither whether the account exists nor which of the two was wrong. Throws RateLimitedError. */
  async run(ctx: Ctx, email: string, password: string): Promise<Result<SignedIn, 'SIGN_IN_FAILED'>> {
    const account = `account:${email.trim().toLowerCase().slice(0, 254)}`;
    const address = `address:${ctx.ip ?? 'unknown'}`;
    const attempt = await this.begin(ctx, account, address);
    const employee = await this.db.maybeOne<{ id: string; password_hash: string | null }>(
      sql`select id, password_hash from identity.employee where lower(email) = lower(${email.trim()}) and active`,
    );
    const fits = password.length <= 200 && (await passwordFits(employee?.password_hash, password));
    await this.db.transaction(ctx, async () => {
      await this.db.execute(
        employee && fits
          ? sql`delete from identity.sign_in_failure where id = any(${attempt}::bigint[])`
          : sql`delete from identity.sign_in_failure where at < clock_timestamp() - interval '1 day'`,
      );
      return ok();
    });
    return employee && fits ? this.open(ctx, employee.id) : err('SIGN_IN_FAILED');
  }

  /**
   * Counts the attempt as a failure before the password is looked at, and one after the other: of a thousand guesses
   * sent at once no more are looked at than of a thousand sent in turn. Returns the rows to take back on success.
   */
  private async begin(ctx: Ctx, account: string, address: string): Promise<number[]> {
    const begun = await this.db.transaction<number[]>(ctx, async () => {
      for (const subject of [account, address])
        await this.db.query(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 20002))`);
      await this.throttle(account, address);
      const rows = await this.db.query<{ id: number }>(
        sql`insert into identity.sign_in_failure (subject) values (${account}), (${address}) returning id`,
      );
      return ok(rows.map((row) => row.id));
    });
    return begun.ok ? begun.value : [];
  }

  /** Opens a session for an employee whose identity is established; the door for other ways of signing in. */
  open(ctx: Ctx, employeeId: string): Promise<Result<SignedIn, never>> {
    return this.db.transaction<SignedIn>(ctx, async () => {
      const now = systemClock.now();
      const sessionId = uuidv7();
      const refreshToken = this.tokens.newRefreshToken();
      const expires = this.tokens.refreshExpiry(now);
      await this.db.execute(
        insert('identity.session', {
          id: sessionId,
          employee_id: employeeId,
          token_hash: hashToken(refreshToken),
          expires_at: expires,
          ip: ctx.ip ?? null,
        }),
      );
      return ok(await this.answer(employeeId, sessionId, refreshToken, expires, now));
    });
  }

  /** Exchanges a refresh token for new tokens; each refresh token serves once. */
  refresh(ctx: Ctx, refreshToken: string): Promise<Result<SignedIn, 'REFRESH_FAILED'>> {
    return this.db
      .transaction<SignedIn | 'stolen', 'REFRESH_FAILED'>(ctx, async () => {
        const now = systemClock.now();
        const given = hashToken(refreshToken);
        const session = await this.db.maybeOne<{
          id: string;
          employee_id: string;
          expires_at: Date;
          current: boolean;
          graced: boolean;
        }>(sql`
          select s.id, s.employee_id, s.expires_at, s.token_hash = ${given} as current,
                 s.rotated_at > clock_timestamp() - make_interval(secs => ${ROTATION_GRACE_SECONDS}) as graced
            from identity.session s join identity.employee e on e.id = s.employee_id and e.active
           where (s.token_hash = ${given} or s.previous_hash = ${given}) and s.ended_at is null and s.expires_at > clock_timestamp()
           for update of s`);
        if (!session) return err('REFRESH_FAILED');
        if (!session.current && !session.graced) {
          await this.db.execute(sql`update identity.session set ended_at = clock_timestamp() where id = ${session.id}`);
          return ok('stolen');
        }
        const next = this.tokens.nextRefreshToken(refreshToken);
        if (session.current)
          await this.db.execute(
            sql`update identity.session set token_hash = ${hashToken(next)}, previous_hash = ${given}, rotated_at = clock_timestamp() where id = ${session.id}`,
          );
        return ok(await this.answer(session.employee_id, session.id, next, session.expires_at, now));
      })
      .then((result) => (result.ok ? (result.value === 'stolen' ? err('REFRESH_FAILED') : ok(result.value)) : result));
  }

  /** Ends the session of a refresh token; a token that is none is no error. */
  signOut(ctx: Ctx, refreshToken: string): Promise<Result<void, never>> {
    return this.db.transaction<void>(ctx, async () => {
      const given = hashToken(refreshToken);
      await this.db.execute(
        sql`update identity.session set ended_at = clock_timestamp() where (token_hash = ${given} or previous_hash = ${given}) and ended_at is null`,
      );
      return ok();
    });
  }

  private async answer(
    employeeId: string,
    sessionId: string,
    refreshToken: string,
    refreshTokenExpiresAt: Date,
    now: Date,
  ): Promise<SignedIn> {
    const access = await this.tokens.signAccess(employeeId, sessionId, now);
    return {
      employeeId,
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      refreshToken,
      refreshTokenExpiresAt,
    };
  }

  private async throttle(account: string, address: string): Promise<void> {
    const counts = await this.db.query<{ subject: string; failures: number; wait: number }>(sql`
      select subject, count(*) as failures,
             ceil(extract(epoch from min(at) + make_interval(mins => ${WINDOW_MINUTES}) - clock_timestamp()))::int as wait
        from identity.sign_in_failure
       where subject in (${account}, ${address}) and at > clock_timestamp() - make_interval(mins => ${WINDOW_MINUTES})
       group by subject`);
    const blocked = counts.find(
      (c) => c.failures >= (c.subject === account ? MAX_FAILURES.account : MAX_FAILURES.address),
    );
    if (blocked)
      throw new RateLimitedError(`Too many failed sign-ins; try again in ${blocked.wait} seconds.`, blocked.wait);
  }
}
