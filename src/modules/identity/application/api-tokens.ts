import { Injectable } from '@nestjs/common';
import { Checks, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { LIMITS } from '../domain/limits.js';
import { hashToken, Tokens } from './tokens.js';

/** Personal API tokens: act as their owner, for scripts and partner systems. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly db: Database,
    private readonly tokens: Tokens,
  ) {}

  /** The token itself is in the answer and nowhere else. */
  create(ctx: Ctx, name: string, expiresAt: Date | null): Promise<Result<{ id: string; token: string }, CheckCode>> {
    const wrong = new Checks()
      .text('name', name, LIMITS.tokenName)
      .instant('expiresAt', expiresAt, { from: new Date() })
      .err();
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction(ctx, async () => {
      const id = uuidv7();
      const token = this.tokens.newApiToken();
      await this.db.execute(
        insert('identity.api_token', {
          id,
          employee_id: ctx.actor.id,
          name: name.trim(),
          token_hash: hashToken(token),
          expires_at: expiresAt,
        }),
      );
      return ok({ id, token });
    });
  }

  /** Revokes one of the actor's own tokens. */
  revoke(ctx: Ctx, id: string): Promise<Result<{ id: string }, 'NOT_FOUND'>> {
    return this.db.transaction(ctx, async (): Promise<Result<{ id: string }, 'NOT_FOUND'>> => {
      const done = await this.db.execute(
        sql`update identity.api_token set revoked_at = clock_timestamp() where id = ${id} and employee_id = ${ctx.actor.id} and revoked_at is null`,
      );
      return done === 1 ? ok({ id }) : err('NOT_FOUND', 'id');
    });
  }
}
