import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, systemClock, type CheckCode, type Result } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { LIMITS } from '../domain/contact.js';
import { ContactChanges } from './contact-changes.js';
import { ContactPolicy } from './contact.policy.js';
import { ContactQueries } from './contact.queries.js';
import { CONTACT_COLUMNS, type ContactRow } from './contact.rows.js';

export interface CompleteFollowUpCommand {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
  /** What came of it; replaces the note when given. */
  readonly note?: string | null;
}

export type CompleteFollowUpCode = CheckCode | 'NOT_FOUND' | 'STALE_VERSION' | 'NO_FOLLOW_UP' | 'FOLLOW_UP_DONE';

/** Ticks off a follow-up; whoever may correct the contact may do so. A new follow-up date opens it again. */
@Injectable()
export class CompleteFollowUp {
  constructor(
    private readonly db: Database,
    private readonly queries: ContactQueries,
    private readonly policy: ContactPolicy,
    private readonly changes: ContactChanges,
  ) {}

  async run(ctx: Ctx, command: CompleteFollowUpCommand): Promise<Result<ContactRow, CompleteFollowUpCode>> {
    const { id, version, note } = command;
    const wrong = new Checks().text('note', note, { ...LIMITS.followUpNote, optional: true }).err();
    if (wrong) return wrong;
    return this.db.transaction<ContactRow, CompleteFollowUpCode>(ctx, async () => {
      const before = await this.queries.byId(ctx, id);
      if (!before) return err('NOT_FOUND', 'id');
      if (!(await this.policy.mayUpdate(ctx, before)))
        throw new ForbiddenError('A follow-up is completed by its recorder, or with contacts.update for its office.');
      if (before.version !== version) return this.changes.stale(before);
      if (before.followUpOn === null) return err('NO_FOLLOW_UP', 'id');
      if (before.followUpDoneAt !== null) return err('FOLLOW_UP_DONE', 'id');
      const [after] = await this.db.query<ContactRow>(
        sql`update contacts.contact c set follow_up_done_at = ${systemClock.now()}, follow_up_done_by = ${ctx.actor.id},
                   follow_up_note = ${note == null ? before.followUpNote : blankToNull(note)}, version = c.version + 1
             where c.id = ${id} and c.version = ${version} returning ${CONTACT_COLUMNS}`,
      );
      if (!after) {
        const now = await this.queries.byId(ctx, id);
        return now ? this.changes.stale(now) : err('NOT_FOUND', 'id');
      }
      await this.changes.tell(ctx, after);
      return ok(after);
    });
  }
}
