import { Injectable } from '@nestjs/common';
import { emailKeys, err, ok, systemClock, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { networkOf } from '#platform/http';
import { SecurityEvents } from '#platform/observability';
import { passwordFits } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { Sessions, type SignedIn } from './sessions.js';
import { Throttle, type Limit } from './throttle.js';
import { hashToken, Tokens } from './tokens.js';

/** What a sign-in gives: the tokens of a session, and one by which the client is known the next time. */
export interface SignInAnswer extends SignedIn {
  readonly deviceToken: string;
}

/** What a right password gives where the account has a second factor: leave to enter a code. */
export interface Challenge {
  readonly challenge: string;
  readonly challengeExpiresAt: Date;
}

interface Account {
  id: string;
  passwordHash: string | null;
  /** Whether the employee has signed in from this network within a month. */
  known: boolean;
}

/** Failures of one account from one network, or from one known device, before pauses begin. */
const FREE_FAILURES = 10;
/** Failures of one account from all networks from which it has not signed in lately, within an hour. */
const STRANGERS: Omit<Limit, 'subject'> = { free: 50, within: 3_600 };
/** Failures of all accounts from one network, within a quarter of an hour. */
const NETWORK: Omit<Limit, 'subject'> = { free: 50, within: 900 };

const CHALLENGE_AUDIENCE = 'meridian-second-factor';
const CHALLENGE_MS = 5 * 60_000;

/** Signing in with e-mail and password. Throttled on every node alike. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly secondFactor: SecondFactor,
    private readonly events: SecurityEvents,
  ) {}

  /**
   * SIGN_IN_FAILED says neither whether the account exists nor which of the two was wrong. `deviceToken` is that of an
   * earlier sign-in: failures of others do not count for a device that the account knows. Throws RateLimitedError.
   */
  async run(
    ctx: Ctx,
    email: string,
    password: string,
    deviceToken?: string | null,
  ): Promise<Result<SignInAnswer | Challenge, 'SIGN_IN_FAILED'>> {
    const network = ctx.ip === undefined ? 'unknown' : networkOf(ctx.ip);
    const account = await this.account(email, network);
    const device = deviceToken ? this.tokens.readDevice(deviceToken, systemClock.now()) : undefined;
    const deviceId = device !== undefined && device.employeeId === account?.id ? device.deviceId : undefined;
    const attempt = await this.throttle.begin(ctx, limitsOf(email, network, account, deviceId));
    const fits = (await passwordFits(account?.passwordHash, password)) && account;
    if (!fits) {
      // Not the address that was typed: now and then it is a password.
      this.events.record('sign-in-failed', ctx, { employeeId: account?.id ?? null });
      await this.throttle.prune(ctx);
      return err('SIGN_IN_FAILED');
    }
    await this.throttle.succeeded(ctx, attempt);
    if (await this.secondFactor.enrolled(fits.id)) return ok(await this.challenge(fits, deviceId));
    return this.admit(ctx, fits.id, deviceId);
  }

  /**
   * The second step where there is a second factor: a one-time code or a recovery code against the challenge of the
   * first. CHALLENGE_EXPIRED after five minutes, or when the password has changed since. Throws RateLimitedError.
   */
  async complete(
    ctx: Ctx,
    challenge: string,
    code: string,
  ): Promise<Result<SignInAnswer, 'CHALLENGE_EXPIRED' | 'CODE_INCORRECT'>> {
    const { sub, device, password } = (await this.tokens.read(CHALLENGE_AUDIENCE, challenge)) ?? {};
    const account = sub === undefined ? undefined : await this.active(sub);
    if (!account || password !== fingerprint(account)) return err('CHALLENGE_EXPIRED', 'challenge');
    const deviceId = typeof device === 'string' && device !== '' ? device : undefined;
    if (!(await this.secondFactor.verify(ctx, account.id, code, deviceId))) return err('CODE_INCORRECT', 'code');
    return this.admit(ctx, account.id, deviceId);
  }

  /** Opens a session for an employee whose identity is established; the door for other ways of signing in. */
  open(ctx: Ctx, employeeId: string): Promise<Result<SignedIn, never>> {
    return this.sessions.open(ctx, employeeId);
  }

  private async admit(
    ctx: Ctx,
    employeeId: string,
    deviceId: string | undefined,
  ): Promise<Result<SignInAnswer, never>> {
    const opened = await this.open(ctx, employeeId);
    if (!opened.ok) return opened;
    const deviceToken = this.tokens.deviceToken(employeeId, deviceId ?? uuidv7(), systemClock.now());
    return ok({ ...opened.value, deviceToken });
  }

  private async challenge(account: Account, deviceId: string | undefined): Promise<Challenge> {
    const now = systemClock.now();
    const challengeExpiresAt = new Date(now.getTime() + CHALLENGE_MS);
    const claims = { device: deviceId ?? '', password: fingerprint(account) };
    const challenge = await this.tokens.sign(CHALLENGE_AUDIENCE, account.id, claims, now, challengeExpiresAt);
    return { challenge, challengeExpiresAt };
  }

  private active(employeeId: string): Promise<Pick<Account, 'id' | 'passwordHash'> | undefined> {
    return this.db.maybeOne<Pick<Account, 'id' | 'passwordHash'>>(
      sql`select e.id, e.password_hash as "passwordHash" from identity.employee e where e.id = ${employeeId} and e.active`,
    );
  }

  private account(email: string, network: string): Promise<Account | undefined> {
    return this.db.maybeOne<Account>(sql`
      select e.id, e.password_hash as "passwordHash",
             exists (select 1 from identity.session s where s.employee_id = e.id and s.network = ${network}
                        and s.created_at > now() - interval '30 days') as known
        from identity.employee e where lower(e.email) = any(${emailKeys(email)}::text[]) and e.active
       order by lower(e.email) = ${emailKeys(email)[0]} desc limit 1`);
  }
}

/** Which password a challenge was given for; says nothing about it to those who have no key. */
const fingerprint = (account: Pick<Account, 'passwordHash'>): string =>
  hashToken(account.passwordHash ?? '')
    .toString('base64url')
    .slice(0, 16);

/**
 * A known device has a count of its own, which nobody else can fill. Others share those of account and network, of the
 * network alone, and, unless the account has signed in from that network lately, of all strangers to the account.
 */
function limitsOf(email: string, network: string, account: Account | undefined, deviceId: string | undefined): Limit[] {
  if (account && deviceId !== undefined)
    return [{ subject: `device:${account.id}/${deviceId}`, free: FREE_FAILURES, within: 'growing' }];
  const name = emailKeys(email)[0].slice(0, 254);
  return [
    { subject: `pair:${name}/${network}`, free: FREE_FAILURES, within: 'growing' },
    ...(account?.known ? [] : [{ subject: `account:${name}`, ...STRANGERS }]),
    { subject: `network:${network}`, ...NETWORK },
  ];
}
