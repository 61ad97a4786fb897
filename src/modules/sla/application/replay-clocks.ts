import { Injectable } from '@nestjs/common';
import { ok, systemClock, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, Database, insert, sql, type Sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { CustomersApi } from '#modules/customers';
import { replayClocks } from '../sla.jobs.js';
import { JudgeRequests } from './judge-requests.js';

const PAGE = 500;

interface ReplayRow {
  id: string;
  calendarId: string | null;
  officeId: string | null;
  termsVersionId: string | null;
  cursor: string | null;
}

interface TermsRow {
  level: string;
  levelKey: string;
  effectiveFrom: Date;
  movesOpenAt: Date | null;
  publishedAt: Date;
}

/** What has changed. */
export type ReplayCause =
  | { readonly calendarId: string }
  /** The office chose another calendar. */
  | { readonly officeId: string }
  | { readonly termsVersionId: string };

/**
 * Works off what a change of a calendar or of terms means for stored clocks: the change itself only notes that there is
 * something to do. Kept in the database page by page, so that a worker that dies costs no more than a page.
 */
@Injectable()
export class ReplayClocks {
  constructor(
    private readonly db: Database,
    private readonly judge: JudgeRequests,
    private readonly customers: CustomersApi,
    private readonly jobs: Jobs,
  ) {}

  /** Notes, in the transaction of the change, that clocks must be replayed from an instant on. */
  async note(ctx: Ctx, cause: ReplayCause, dueAt: Date, now: Date = systemClock.now()): Promise<void> {
    await this.db.execute(
      insert('sla.replay', {
        id: uuidv7(),
        reason: 'calendarId' in cause ? 'CALENDAR' : 'officeId' in cause ? 'OFFICE_CALENDAR' : 'TERMS',
        calendar_id: 'calendarId' in cause ? cause.calendarId : null,
        office_id: 'officeId' in cause ? cause.officeId : null,
        terms_version_id: 'termsVersionId' in cause ? cause.termsVersionId : null,
        due_at: dueAt,
      }),
    );
    if (dueAt > now) return;
    // Only a wake: should it get lost, the schedule finds the row.
    this.db.afterCommit(
      () => void this.jobs.enqueue(ctx, replayClocks, {}, { dedupeKey: 'replay' }).catch(() => undefined),
    );
  }

  /** Does all that is due; tells how many requests were looked at again. */
  async run(ctx: Ctx, now?: Date): Promise<{ requests: number }> {
    for (let requests = 0; ;) {
      const at = now ?? systemClock.now();
      const waiting = await this.db.query(
        sql`select 1 from sla.replay where done_at is null and due_at <= ${at} limit 1`,
      );
      if (waiting.length === 0) return { requests };
      const result = await this.db.transaction(ctx, () => this.page(ctx, at));
      if (!result.ok || result.value === undefined) return { requests };
      requests += result.value;
    }
  }

  /** One page of the oldest replay nobody else works at; undefined when there is none. */
  private async page(ctx: Ctx, now: Date): Promise<Result<number | undefined, never>> {
    const replay = await this.db.maybeOne<ReplayRow>(
      sql`select id, calendar_id as "calendarId", office_id as "officeId", terms_version_id as "termsVersionId", cursor
            from sla.replay
           where done_at is null and due_at <= ${now} order by due_at, id limit 1 for update skip locked`,
    );
    if (!replay) return ok(undefined);
    const touched = await this.touchedBy(replay);
    const rows = await this.db.query<{ id: string }>(
      sql`select j.request_id as id from sla.judgement j
           where ${touched} and ${replay.cursor ? sql`j.request_id > ${replay.cursor}` : sql`true`}
           order by j.request_id limit ${PAGE}`,
    );
    await this.judge.run(
      ctx,
      rows.map((r) => r.id),
      { now },
    );
    const finished = rows.length < PAGE;
    await this.db.execute(
      sql`update sla.replay set cursor = coalesce(${rows.at(-1)?.id ?? null}::uuid, cursor), replayed = replayed + ${rows.length},
                 done_at = ${finished ? now : null} where id = ${replay.id}`,
    );
    return ok(rows.length);
  }

  private touchedBy({ calendarId, officeId, termsVersionId }: ReplayRow): Sql | Promise<Sql> {
    if (termsVersionId !== null) return this.underTerms(termsVersionId);
    // Clocks that have ended keep the verdict they got.
    const open =
      calendarId !== null
        ? sql`c.calendar_version_id = any(array(select v.id from sla.calendar_version v where v.calendar_id = ${calendarId}))`
        : sql`c.office_id = ${officeId}`;
    return sql`j.request_id in (select c.request_id from sla.clock c where c.stopped_at is null and ${open})`;
  }

  /** Requests created since the terms are in force, and open ones where those move over too. */
  private async underTerms(termsVersionId: string): Promise<Sql> {
    const terms = await this.db.one<TermsRow>(
      sql`select level, level_key as "levelKey", effective_from as "effectiveFrom", moves_open_at as "movesOpenAt",
                 published_at as "publishedAt" from sla.terms_version where id = ${termsVersionId}`,
    );
    const concerned =
      terms.level === 'CUSTOMER'
        ? sql`j.customer_path && ${await this.customers.descendants(terms.levelKey)}::uuid[]`
        : terms.level === 'TIER'
          ? sql`j.tier = ${terms.levelKey}`
          : undefined;
    const since = sql`j.request_created_at >= ${terms.effectiveFrom}`;
    return and([concerned, terms.movesOpenAt ? sql`(${since} or j.open)` : since]);
  }
}
