import { Injectable } from '@nestjs/common';
import { Checks, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { EMAIL_CHOICES, noticeKind, type EmailChoice } from '../notices.js';

export interface ChooseEmailCommand {
  readonly kind: string;
  /** Null: as is usual for the kind. */
  readonly email: EmailChoice | null;
}

/** How somebody wants to be told of a kind by e-mail; for himself only. */
@Injectable()
export class ChooseEmail {
  constructor(private readonly db: Database) {}

  run(
    ctx: Ctx,
    { kind, email }: ChooseEmailCommand,
  ): Promise<Result<{ kind: string }, CheckCode | 'NOTICE_KIND_NOT_FOUND'>> {
    const wrong = new Checks().oneOf('email', email, EMAIL_CHOICES).err();
    if (wrong) return Promise.resolve(wrong);
    if (!noticeKind(kind)) return Promise.resolve(err('NOTICE_KIND_NOT_FOUND', 'kind', { kind: kind.slice(0, 60) }));
    return this.db.transaction(ctx, async () => {
      await this.db.execute(
        email === null
          ? sql`delete from notifications.preference where employee_id = ${ctx.actor.id} and kind = ${kind}`
          : sql`insert into notifications.preference (id, employee_id, kind, email)
                values (${uuidv7()}, ${ctx.actor.id}, ${kind}, ${email})
                on conflict on constraint preference_key do update set email = excluded.email
                 where preference.email <> excluded.email`,
      );
      return ok({ kind });
    });
  }
}
