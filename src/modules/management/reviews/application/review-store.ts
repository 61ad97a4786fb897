import { Injectable } from '@nestjs/common';
import { blankToNull, err, ok, uuidv7, staleVersion, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insertMany, sql, type Row } from '#platform/database';
import { type AgendaItem, type Participant, type ReviewStatus } from '../domain/review.js';
import { ManagementPolicy } from '../../management.policy.js';
import { REVIEW_COLUMNS, type ReviewRow } from './review.rows.js';

export interface WhichReview {
  readonly id: string;
  /** The version that was read. */
  readonly version: number;
}

export type ReviewLockCode = 'NOT_FOUND' | 'STALE_VERSION' | 'WRONG_STATUS';

/** Reads and writes reviews for those who change them. */
@Injectable()
export class ReviewStore {
  constructor(
    private readonly db: Database,
    private readonly policy: ManagementPolicy,
  ) {}

  /** The review, locked, when the actor may change it; with a version, when it stands as it was read. */
  async lock(
    ctx: Ctx,
    { id, version }: { readonly id: string; readonly version: number | null },
    allowed: readonly ReviewStatus[],
    field = 'id',
  ): Promise<Result<ReviewRow, ReviewLockCode>> {
    const review = await this.db.maybeOne<ReviewRow>(
      sql`select ${REVIEW_COLUMNS} from management.review v
           where v.id = ${id} and ${await this.policy.visibleReviews(ctx)} for update`,
    );
    if (!review) return err('NOT_FOUND', field);
    await this.policy.assertMay(ctx, 'management.manage-reviews', review.officeId);
    if (version !== null && review.version !== version) {
      const { status, name, plannedAt, chairId, minutes } = review;
      const current = { version: review.version, status, name, plannedAt: plannedAt.toISOString(), chairId, minutes };
      return staleVersion(current);
    }
    return allowed.includes(review.status) ? ok(review) : err('WRONG_STATUS', field, { status: review.status });
  }

  async write({ id, version }: WhichReview, changes: Row): Promise<void> {
    const set = assignments({ ...changes, version: version + 1 });
    await this.db.execute(sql`update management.review set ${set} where id = ${id}`);
  }

  async replaceAgenda(reviewId: string, agenda: readonly AgendaItem[]): Promise<void> {
    await this.db.execute(sql`delete from management.review_agenda_item where review_id = ${reviewId}`);
    if (agenda.length === 0) return;
    const rows = agenda.map(({ title, notes, presenterId = null }, sort) => ({
      ...{
        id: uuidv7(),
        review_id: reviewId,
        sort,
        title: title.trim(),
        notes: blankToNull(notes) ?? null,
        presenter_id: presenterId,
      },
    }));
    const columns = ['id', 'review_id', 'sort', 'title', 'notes', 'presenter_id'];
    await this.db.execute(insertMany('management.review_agenda_item', columns, rows));
  }

  async replaceParticipants(reviewId: string, participants: readonly Participant[]): Promise<void> {
    await this.db.execute(sql`delete from management.review_participant where review_id = ${reviewId}`);
    if (participants.length === 0) return;
    const rows = participants.map(({ employeeId = null, personId = null, attended = null }, sort) => ({
      ...{ id: uuidv7(), review_id: reviewId, sort, employee_id: employeeId, person_id: personId, attended },
    }));
    const columns = ['id', 'review_id', 'sort', 'employee_id', 'person_id', 'attended'];
    await this.db.execute(insertMany('management.review_participant', columns, rows));
  }
}
