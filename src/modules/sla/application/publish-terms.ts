import { Injectable } from '@nestjs/common';
import { Checks, err, errs, ok, systemClock, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type CalendarBasis, type TermsScope } from '../domain/terms-content.js';
import { opensAfter } from './calendar-checks.js';
import { touchTerms } from './manage-terms.js';
import { ReplayClocks } from './replay-clocks.js';
import { SlaQueries } from './sla.queries.js';

export interface PublishCommand {
  readonly id: string;
  readonly version: number;
  /** Requests created from this instant on are under what the draft says. */
  readonly effectiveFrom: Date;
  /** Whether requests that are open then come under it too, if they were created before. */
  readonly moveOpenRequests: boolean;
}

export type PublishFailure =
  CheckCode | 'NOT_FOUND' | 'STALE_VERSION' | 'NO_DRAFT' | 'OVERLAPPING_TERMS' | 'CALENDAR_NEVER_OPENS';

const EARLIEST = new Date('1990-01-01T00:00:00Z');
const YEARS_AHEAD_MS = 10 * 366 * 86_400_000;

/** Puts drafted terms into force, and takes terms out of force. */
@Injectable()
export class PublishTerms {
  constructor(
    private readonly db: Database,
    private readonly queries: SlaQueries,
    private readonly replays: ReplayClocks,
  ) {}

  /**
   * Puts the draft into force; an earlier version of the same terms ends where it begins. Terms of somebody else that
   * are equally narrow and could match the same request at the same time stand in the way: OVERLAPPING_TERMS.
   */
  async publish(
    ctx: Ctx,
    cmd: PublishCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, PublishFailure>> {
    const latest = new Date(now.getTime() + YEARS_AHEAD_MS);
    const wrong = new Checks().instant('effectiveFrom', cmd.effectiveFrom, { from: EARLIEST, to: latest }).err();
    if (wrong) return wrong;
    const result = await this.db.transaction<{ id: string }, PublishFailure>(
      ctx,
      async () => {
        const touched = await touchTerms(this.db, this.queries, cmd);
        if (!touched.ok) return touched;
        const [draft] = await this.queries.versionsOfTerms([cmd.id]);
        if (draft?.status !== 'DRAFT') return err('NO_DRAFT', 'id');
        const closed = await this.neverOpens(draft.basis, cmd.effectiveFrom > now ? cmd.effectiveFrom : now);
        if (closed) return err('CALENDAR_NEVER_OPENS', 'calendarId', { calendar: closed });

        const { effectiveFrom } = cmd;
        const movesOpenAt = cmd.moveOpenRequests ? (effectiveFrom > now ? effectiveFrom : now) : null;
        await this.db.execute(
          sql`update sla.terms_version set effective_to = greatest(effective_from, ${effectiveFrom}), version = version + 1
               where terms_id = ${cmd.id} and effective_from is not null and (effective_to is null or effective_to > ${effectiveFrom})`,
        );
        await this.db.execute(
          sql`update sla.terms_version
                 set status = 'PUBLISHED', effective_from = ${effectiveFrom}, moves_open_at = ${movesOpenAt},
                     published_at = ${now}, version = version + 1
               where id = ${draft.id}`,
        );
        await this.bump();
        if (effectiveFrom <= now) await this.replays.note(ctx, { termsVersionId: draft.id }, now, now);
        else if (movesOpenAt) await this.replays.note(ctx, { termsVersionId: draft.id }, movesOpenAt, now);
        return ok({ id: cmd.id });
      },
      { constraints: { terms_version_overlap: err('OVERLAPPING_TERMS', 'effectiveFrom') } },
    );
    return !result.ok && result.failures[0]?.code === 'OVERLAPPING_TERMS' ? this.overlap(cmd) : result;
  }

  /** Requests created from now on are not under these terms; those that are stay. A draft is given up. */
  withdraw(
    ctx: Ctx,
    target: { id: string; version: number },
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION' | 'NOTHING_TO_WITHDRAW'>> {
    return this.db.transaction<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION' | 'NOTHING_TO_WITHDRAW'>(ctx, async () => {
      const touched = await touchTerms(this.db, this.queries, target);
      if (!touched.ok) return touched;
      const done = await this.db.execute(
        sql`update sla.terms_version
               set status = 'WITHDRAWN', withdrawn_at = ${now}, version = version + 1,
                   effective_to = case when effective_from is not null then greatest(effective_from, ${now}) end
             where terms_id = ${target.id} and status <> 'WITHDRAWN' and (effective_to is null or effective_to > ${now})`,
      );
      if (done === 0) return err('NOTHING_TO_WITHDRAW', 'id');
      await this.bump();
      return ok({ id: target.id });
    });
  }

  /** Code of a calendar the terms would run on that does not open within ten years; null when all do. */
  private async neverOpens({ sources }: CalendarBasis, from: Date): Promise<string | null> {
    const ids = sources.flatMap((s) => (s.kind === 'CALENDAR' ? [s.calendarId] : []));
    const calendars =
      ids.length === 0 ? await this.queries.calendarsOfOffices() : [...(await this.queries.calendars(ids)).values()];
    return calendars.find(({ spec }) => !opensAfter(spec, from))?.code ?? null;
  }

  /** Names the terms that stand in the way. */
  private async overlap({ id, effectiveFrom }: PublishCommand): Promise<Result<never, PublishFailure>> {
    const terms = (await this.queries.terms([id])).get(id);
    const other = terms && (await this.inTheWay(id, terms, effectiveFrom));
    const params = other
      ? { code: other.code, name: other.name, from: other.from.toISOString(), to: other.to?.toISOString() ?? '…' }
      : { code: '?', name: '?', from: '?', to: '?' };
    return errs([{ code: 'OVERLAPPING_TERMS', field: 'effectiveFrom', params }]);
  }

  private inTheWay(
    id: string,
    { level, levelKey, serviceLine, contactTypeId, priority }: TermsScope,
    effectiveFrom: Date,
  ): Promise<{ code: string; name: string; from: Date; to: Date | null } | undefined> {
    return this.db.maybeOne(
      sql`select t.code, t.name, v.effective_from as from, v.effective_to as to
            from sla.terms_version v join sla.terms t on t.id = v.terms_id
           where v.terms_id <> ${id} and v.effective_from is not null and v.level = ${level} and v.level_key = ${levelKey}
             and num_nonnulls(v.service_line, v.contact_type_id, v.priority)
                 = num_nonnulls(${serviceLine}::text, ${contactTypeId}::uuid, ${priority}::text)
             and (v.service_line is null or ${serviceLine}::text is null or v.service_line = ${serviceLine})
             and (v.contact_type_id is null or ${contactTypeId}::uuid is null or v.contact_type_id = ${contactTypeId})
             and (v.priority is null or ${priority}::text is null or v.priority = ${priority})
             and tstzrange(v.effective_from, v.effective_to) && tstzrange(${effectiveFrom}, null)
           order by v.effective_from limit 1`,
    );
  }

  private async bump(): Promise<void> {
    await this.db.execute(sql`update sla.catalogue set generation = generation + 1`);
  }
}
