import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { networkOf } from '#platform/http';
import { SecurityEvents } from '#platform/observability';
import { AccessChanges } from './access-changes.js';
import { hashToken, Tokens, type RefreshClaims } from './tokens.js';

export interface SignedIn {
  readonly employeeId: string;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: Date;
}

/** Why sessions end; in the log of security events. */
export type EndReason =
  | 'signed out'
  | 'ended by its owner'
  | 'refresh token reused'
  | 'password changed'
  | 'second factor changed'
  | 'account closed';

interface SessionRow {
  employeeId: string;
  expiresAt: Date;
  generation: number;
  graced: boolean;
  alive: boolean;
}

/** Two requests of one front end may refresh at the same moment; after this the token before counts as stolen. */
const ROTATION_GRACE_SECONDS = 30;

/** Opens, renews and ends sessions. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
    private readonly changes: AccessChanges,
    private readonly events: SecurityEvents,
  ) {}

  /** Opens a session for an employee whose identity is established. */
  open(ctx: Ctx, employeeId: string): Promise<Result<SignedIn, never>> {
    return this.db.transaction<SignedIn>(ctx, async () => {
      const now = systemClock.now();
      const claims = { sessionId: uuidv7(), generation: 0, secret: this.tokens.newRefreshSecret() };
      const expires = this.tokens.refreshExpiry(now);
      await this.db.execute(
        insert('identity.session', {
          id: claims.sessionId,
          employee_id: employeeId,
          token_hash: hashToken(claims.secret),
          expires_at: expires,
          ip: ctx.ip ?? null,
          network: ctx.ip === undefined ? null : networkOf(ctx.ip),
          user_agent: ctx.userAgent ?? null,
        }),
      );
      this.db.afterCommit(() => this.events.record('signed-in', ctx, { employeeId, sessionId: claims.sessionId }));
      return ok(await this.answer(employeeId, claims, expires, now));
    });
  }

  /**
   * Exchanges a refresh token for new tokens. Each serves once: an older one of the session, of whatever generation,
   * ends the session, because it or its successor was stolen. Only the direct predecessor is forgiven for half a minute.
   */
  async refresh(ctx: Ctx, refreshToken: string): Promise<Result<SignedIn, 'REFRESH_FAILED'>> {
    const given = this.tokens.readRefresh(refreshToken);
    if (!given) return err('REFRESH_FAILED');
    const renewed = await this.db.transaction<SignedIn | 'reused', 'REFRESH_FAILED'>(ctx, async () => {
      const session = await this.db.maybeOne<SessionRow>(sql`
        select s.employee_id as "employeeId", s.expires_at as "expiresAt", s.generation,
               coalesce(s.rotated_at > clock_timestamp() - make_interval(secs => ${ROTATION_GRACE_SECONDS}), false) as graced,
               (s.ended_at is null and s.expires_at > clock_timestamp() and e.active) as alive
          from identity.session s join identity.employee e on e.id = s.employee_id
         where s.id = ${given.sessionId} and s.token_hash = ${hashToken(given.secret)}
           for update of s`);
      if (!session?.alive) return err('REFRESH_FAILED');
      const { employeeId, generation, expiresAt } = session;
      if (given.generation === generation)
        await this.db.execute(
          sql`update identity.session set generation = generation + 1, rotated_at = clock_timestamp() where id = ${given.sessionId}`,
        );
      else if (given.generation !== generation - 1 || !session.graced) {
        await this.end(ctx, employeeId, 'refresh token reused', { only: given.sessionId });
        this.db.afterCommit(() =>
          this.events.record('refresh-token-reused', ctx, { employeeId, sessionId: given.sessionId }),
        );
        return ok('reused');
      }
      const next = { ...given, generation: given.generation + 1 };
      return ok(await this.answer(employeeId, next, expiresAt, systemClock.now()));
    });
    return renewed.ok && renewed.value === 'reused' ? err('REFRESH_FAILED') : (renewed as Result<SignedIn, never>);
  }

  /** Ends the session of a refresh token; a token that is none is no error. */
  async signOut(ctx: Ctx, refreshToken: string): Promise<void> {
    const given = this.tokens.readRefresh(refreshToken);
    if (!given) return;
    await this.db.transaction(ctx, async () => {
      const session = await this.db.maybeOne<{ employeeId: string }>(
        sql`select s.employee_id as "employeeId" from identity.session s
             where s.id = ${given.sessionId} and s.token_hash = ${hashToken(given.secret)}`,
      );
      if (session) await this.end(ctx, session.employeeId, 'signed out', { only: given.sessionId });
      return ok();
    });
  }

  /** Ends one of the actor's own sessions. */
  endOwn(ctx: Ctx, sessionId: string): Promise<Result<{ id: string }, 'NOT_FOUND'>> {
    return this.db.transaction(ctx, async (): Promise<Result<{ id: string }, 'NOT_FOUND'>> => {
      if (ctx.actor.id === null) return err('NOT_FOUND', 'id');
      const ended = await this.end(ctx, ctx.actor.id, 'ended by its owner', { only: sessionId });
      return ended === 1 ? ok({ id: sessionId }) : err('NOT_FOUND', 'id');
    });
  }

  /**
   * Ends sessions of an employee: all, only one, or all but one. Gives how many; felt on this node when the transaction
   * commits, on others within a second.
   */
  async end(
    ctx: Ctx,
    employeeId: string,
    reason: EndReason,
    which: { readonly only?: string; readonly except?: string } = {},
  ): Promise<number> {
    const ended = await this.db.query<{ id: string }>(
      sql`update identity.session set ended_at = clock_timestamp()
           where employee_id = ${employeeId} and ended_at is null
             and (${which.only ?? null}::uuid is null or id = ${which.only ?? null}::uuid)
             and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid) returning id`,
    );
    if (ended.length === 0) return 0;
    this.changes.felt(employeeId);
    this.db.afterCommit(() =>
      this.events.record('session-ended', ctx, { employeeId, reason, sessionIds: ended.map(({ id }) => id) }),
    );
    return ended.length;
  }

  private async answer(
    employeeId: string,
    claims: RefreshClaims,
    refreshTokenExpiresAt: Date,
    now: Date,
  ): Promise<SignedIn> {
    const access = await this.tokens.signAccess(employeeId, claims.sessionId, now);
    return {
      employeeId,
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      refreshToken: this.tokens.refreshToken(claims),
      refreshTokenExpiresAt,
    };
  }
}
