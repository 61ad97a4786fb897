import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { networkOf } from '#platform/http';
import { SecurityEvents } from '#platform/observability';
import { passwordFits } from './passwords.js';
import { Sessions, type SignedIn } from './sessions.js';
import { Throttle, type Limit } from './throttle.js';
import { Tokens } from './tokens.js';

/** What a sign-in gives: the tokens of a session, and one by which the client is known the next time. */
export interface SignInAnswer extends SignedIn {
  readonly deviceToken: string;
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
const LONGEST_PASSWORD = 200;

/** Signing in with e-mail and password. Throttled on every node alike. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
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
  ): Promise<Result<SignInAnswer, 'SIGN_IN_FAILED'>> {
    const network = ctx.ip === undefined ? 'unknown' : networkOf(ctx.ip);
    const account = await this.account(email, network);
    const device = deviceToken ? this.tokens.readDevice(deviceToken, systemClock.now()) : undefined;
    const deviceId = device !== undefined && device.employeeId === account?.id ? device.deviceId : undefined;
    const attempt = await this.throttle.begin(ctx, limitsOf(email, network, account, deviceId));
    const fits =
      password.length <= LONGEST_PASSWORD && (await passwordFits(account?.passwordHash, password)) && account;
    if (!fits) {
      // Not the address that was typed: now and then it is a password.
      this.events.record('sign-in-failed', ctx, { employeeId: account?.id ?? null });
      await this.throttle.prune(ctx);
      return err('SIGN_IN_FAILED');
    }
    await this.throttle.succeeded(ctx, attempt);
    const opened = await this.open(ctx, fits.id);
    if (!opened.ok) return opened;
    const token = this.tokens.deviceToken(fits.id, deviceId ?? uuidv7(), systemClock.now());
    return ok({ ...opened.value, deviceToken: token });
  }

  /** Opens a session for an employee whose identity is established; the door for other ways of signing in. */
  open(ctx: Ctx, employeeId: string): Promise<Result<SignedIn, never>> {
    return this.sessions.open(ctx, employeeId);
  }

  private account(email: string, network: string): Promise<Account | undefined> {
    return this.db.maybeOne<Account>(sql`
      select e.id, e.password_hash as "passwordHash",
             exists (select 1 from identity.session s where s.employee_id = e.id and s.network = ${network}
                        and s.created_at > now() - interval '30 days') as known
        from identity.employee e where lower(e.email) = lower(${email.trim()}) and e.active`);
  }
}

/**
 * A known device has a count of its own, which nobody else can fill. Others share those of account and network, of the
 * network alone, and, unless the account has signed in from that network lately, of all strangers to the account.
 */
function limitsOf(email: string, network: string, account: Account | undefined, deviceId: string | undefined): Limit[] {
  if (account && deviceId !== undefined)
    return [{ subject: `device:${account.id}/${deviceId}`, free: FREE_FAILURES, within: 'growing' }];
  const name = email.trim().toLowerCase().slice(0, 254);
  return [
    { subject: `pair:${name}/${network}`, free: FREE_FAILURES, within: 'growing' },
    ...(account?.known ? [] : [{ subject: `account:${name}`, ...STRANGERS }]),
    { subject: `network:${network}`, ...NETWORK },
  ];
}
