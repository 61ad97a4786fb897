import { Injectable } from '@nestjs/common';
import { Checks, err, errs, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { isReading } from '#platform/access';
import { SCOPES, type Ctx, type Scope } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { SecurityEvents } from '#platform/observability';
import { AccessChanges } from './access-changes.js';
import { type Grant } from './actors.js';
import { IdentityPolicy } from './identity.policy.js';
import { LIMITS, TOKEN_DAYS } from '../domain/limits.js';
import { hashToken, Tokens } from './tokens.js';

export interface ApiTokenCommand {
  readonly name: string;
  /** Defaults to 90 days from now; at most 366 days. */
  readonly expiresAt?: Date | null;
  /** What the token may do; the narrower of this and what its owner may do counts. Defaults to all that only reads. */
  readonly grants?: readonly { readonly permission: string; readonly scope?: Scope | null }[] | null;
}

export type ApiTokenCode = CheckCode | 'PERMISSION_NOT_HELD';

const DAY_MS = 86_400_000;

/** Personal API tokens: act as their owner, within what they were given, for scripts and partner systems. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
    private readonly policy: IdentityPolicy,
    private readonly changes: AccessChanges,
    private readonly events: SecurityEvents,
  ) {}

  /** The token itself is in the answer and nowhere else. */
  async create(ctx: Ctx, cmd: ApiTokenCommand): Promise<Result<{ id: string; token: string }, ApiTokenCode>> {
    const now = systemClock.now();
    const wrong = new Checks()
      .text('name', cmd.name, LIMITS.tokenName)
      .instant('expiresAt', cmd.expiresAt, { from: now, to: new Date(now.getTime() + TOKEN_DAYS.longest * DAY_MS) })
      .atMost('grants', cmd.grants, LIMITS.grants)
      .err();
    if (wrong) return wrong;
    const grants = grantsOf(ctx, cmd.grants);
    if (!grants.ok) return grants;
    const expiresAt = cmd.expiresAt ?? new Date(now.getTime() + TOKEN_DAYS.default * DAY_MS);
    return this.db.transaction(ctx, async () => {
      const id = uuidv7();
      const token = this.tokens.newApiToken();
      await this.db.execute(
        insert('identity.api_token', {
          id,
          employee_id: ctx.actor.id,
          name: cmd.name.trim(),
          token_hash: hashToken(token),
          expires_at: expiresAt,
          grants: JSON.stringify(grants.value),
        }),
      );
      this.db.afterCommit(() =>
        this.events.record('api-token-created', ctx, {
          tokenId: id,
          expiresAt: expiresAt.toISOString(),
          grants: grants.value.map(({ permission, scope }) => `${permission}: ${scope}`),
        }),
      );
      return ok({ id, token });
    });
  }

  /** Revokes one of the actor's own tokens, or one of an employee whom the actor may manage. */
  revoke(ctx: Ctx, id: string): Promise<Result<{ id: string }, 'NOT_FOUND'>> {
    return this.db.transaction(ctx, async (): Promise<Result<{ id: string }, 'NOT_FOUND'>> => {
      const token = await this.db.maybeOne<{ employeeId: string }>(
        sql`select t.employee_id as "employeeId" from identity.api_token t where t.id = ${id} and t.revoked_at is null for update`,
      );
      if (!token || !(await this.policy.mayEndAccess(ctx, token.employeeId))) return err('NOT_FOUND', 'id');
      await this.db.execute(sql`update identity.api_token set revoked_at = clock_timestamp() where id = ${id}`);
      this.noteRevoked(ctx, token.employeeId, [id]);
      return ok({ id });
    });
  }

  /** Revokes all tokens of an employee, in the transaction under way. */
  async revokeAll(ctx: Ctx, employeeId: string): Promise<void> {
    const revoked = await this.db.query<{ id: string }>(
      sql`update identity.api_token set revoked_at = clock_timestamp()
           where employee_id = ${employeeId} and revoked_at is null returning id`,
    );
    if (revoked.length > 0)
      this.noteRevoked(
        ctx,
        employeeId,
        revoked.map(({ id }) => id),
      );
  }

  private noteRevoked(ctx: Ctx, employeeId: string, tokenIds: readonly string[]): void {
    this.changes.felt(employeeId);
    this.db.afterCommit(() => this.events.record('api-token-revoked', ctx, { employeeId, tokenIds }));
  }
}

/** What is asked for, where the actor holds it that far; without a wish, all permissions to read. */
function grantsOf(ctx: Ctx, wanted: ApiTokenCommand['grants']): Result<Grant[], 'PERMISSION_NOT_HELD'> {
  const held = ctx.actor.permissions;
  if (!wanted)
    return ok([...held].flatMap(([permission, scope]) => (isReading(permission) ? [{ permission, scope }] : [])));
  const grants = wanted.flatMap(({ permission, scope }) => {
    const most = held.get(permission);
    const asked = scope ?? most;
    return most === undefined || asked === undefined || SCOPES.indexOf(asked) > SCOPES.indexOf(most)
      ? []
      : [{ permission, scope: asked }];
  });
  if (grants.length === wanted.length) return ok(grants);
  return errs(
    wanted.flatMap(({ permission, scope }, i) =>
      grants.some((g) => g.permission === permission && g.scope === (scope ?? held.get(permission)))
        ? []
        : [
            {
              code: 'PERMISSION_NOT_HELD' as const,
              field: `grants.${i}`,
              params: { permission: permission.slice(0, 60) },
            },
          ],
    ),
  );
}
