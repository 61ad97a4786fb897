import { Injectable } from '@nestjs/common';
import { and, Database, empty, sql, type Sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { type ReplayCause } from '../../replays/replay-queue.js';
import { CalendarRulesStore } from '../../calendars/application/calendar-rules-store.js';
import { type TermsLevel } from '../../terms/domain/terms-content.js';
import { PublishedSlaConfigs, type PublishedTerms } from '../../terms/application/published-sla-configs.js';

interface TermsRow {
  readonly level: TermsLevel;
  readonly levelKey: string;
  readonly effectiveFrom: Date;
  readonly effectiveTo: Date | null;
  readonly movesOpenAt: Date | null;
  readonly moveMade: boolean;
}

/** Finds the requests whose stored clocks a change can touch: no others are evaluated again for its sake. */
@Injectable()
export class ReplayTargets {
  constructor(
    private readonly db: Database,
    private readonly configs: PublishedSlaConfigs,
    private readonly customers: CustomersApi,
    private readonly rules: CalendarRulesStore,
  ) {}

  /** Their ids in order, those after `after`; none for terms that were taken back before they came into force. */
  async requestsAfter(cause: ReplayCause, after: string | null, limit: number): Promise<string[]> {
    const beyond = (column: Sql): Sql => (after === null ? empty : sql`and ${column} > ${after}`);
    const rows = await this.db.query<{ id: string }>(
      'termsVersionId' in cause
        ? sql`select j.request_id as id from sla.evaluation j
               where ${await this.underTerms(cause.termsVersionId)} ${beyond(sql`j.request_id`)}
               order by j.request_id limit ${limit}`
        : sql`select distinct c.request_id as id from (${await this.openOn(cause)}) c
               where true ${beyond(sql`c.request_id`)} order by 1 limit ${limit}`,
    );
    return rows.map((r) => r.id);
  }

  /**
   * Open clocks, as `request_id`, that stand on what has changed; each part is answered by an index. Clocks that have
   * ended keep the verdict they got, and those that stand on the calendar's latest version already need nothing.
   */
  async openOn(cause: Exclude<ReplayCause, { termsVersionId: string }>): Promise<Sql> {
    if ('rules' in cause) return this.openMovedBy(cause.rules);
    if ('calendarId' in cause) {
      const old = await this.db.query<{ id: string }>(
        sql`select v.id from sla.calendar_version v join sla.calendar c on c.id = v.calendar_id
             where v.calendar_id = ${cause.calendarId} and v.number <> c.current`,
      );
      const ids = old.map((v) => v.id);
      return sql`select c.request_id from sla.clock c where c.stopped_at is null and c.calendar_version_id = any(${ids}::uuid[])
                 union all
                 select c.request_id from sla.clock c
                  where c.stopped_at is null and c.more_calendar_version_ids is not null
                    and c.more_calendar_version_ids && ${ids}::uuid[]`;
    }
    const following = (id: string): Sql =>
      sql`select c.request_id from sla.clock c
           where c.stopped_at is null and c.follows is not null and c.follows && ${[id]}::uuid[]`;
    if ('branchId' in cause) return following(cause.branchId);
    const { published } = await this.configs.current();
    const served = published.filter(servedByOffice).map((t) => t.versionId);
    return sql`select c.request_id from sla.clock c
                where c.stopped_at is null and c.office_id = ${cause.officeId} and c.terms_version_id = any(${served}::uuid[])
               union all ${following(cause.officeId)}`;
  }

  /**
   * Open clocks on calendars and usual hours that other rules read otherwise, unless all they wait for lies before the
   * first instant that moves. Whether a clock moves is left to evaluation, which writes nothing when it does not.
   */
  private async openMovedBy(rules: number): Promise<Sql> {
    const { versions, offices } = await this.rules.movedBy(rules);
    const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map((r) => r.id);
    const from = (rows: readonly { readonly from: Date }[]): Date[] => rows.map((r) => r.from);
    const waitsFor = sql`c.stopped_at is null
      and (c.due_at is null or c.due_at >= m.moves_from or c.next_alert_at >= m.moves_from)`;
    const movedVersions = sql`unnest(${ids(versions)}::uuid[], ${from(versions)}::timestamptz[]) as m (id, moves_from)`;
    const movedOffices = sql`unnest(${ids(offices)}::uuid[], ${from(offices)}::timestamptz[]) as m (id, moves_from)`;
    return sql`select c.request_id from ${movedVersions} join sla.clock c on c.calendar_version_id = m.id where ${waitsFor}
               union all
               select c.request_id from ${movedVersions} join sla.clock c on c.more_calendar_version_ids @> array[m.id]
                where c.more_calendar_version_ids is not null and ${waitsFor}
               union all
               select c.request_id from ${movedOffices} join sla.clock c on c.office_id = m.id where ${waitsFor}
               union all
               select c.request_id from ${movedOffices} join sla.clock c on c.follows @> array[m.id]
                where c.follows is not null and ${waitsFor}`;
  }

  /**
   * Requests created since the terms are in force, and open ones where those move over too, of whom they were agreed
   * with. Whether they are narrow enough to concern a request is left to evaluation, which writes nothing when they do not.
   */
  private async underTerms(termsVersionId: string): Promise<Sql> {
    const terms = await this.db.one<TermsRow>(
      sql`select level, level_key as "levelKey", effective_from as "effectiveFrom" /* not null: published */, effective_to as "effectiveTo",
                 moves_open_at as "movesOpenAt", move_made as "moveMade" from sla.terms_version where id = ${termsVersionId}`,
    );
    const { effectiveFrom, effectiveTo, movesOpenAt, moveMade } = terms;
    if (effectiveTo !== null && effectiveTo <= effectiveFrom && !moveMade) return sql`false`;
    const moves = movesOpenAt !== null && (moveMade || effectiveTo === null || movesOpenAt < effectiveTo);
    const created = sql`j.request_created_at >= ${effectiveFrom}`;
    return and([await this.agreedWith(terms), moves ? sql`(${created} or j.open)` : created]);
  }

  /**
   * Requests under terms of that reach: how many were created from an instant on, how many of before are open, and ids of
   * about so many of these, drawn evenly (all of them when there are no more).
   */
  async affected(
    terms: Pick<TermsRow, 'level' | 'levelKey'>,
    effectiveFrom: Date,
    sampleSize: number,
  ): Promise<{ created: number; open: number; sample: string[] }> {
    const concerned = (await this.agreedWith(terms)) ?? sql`true`;
    const { created, open } = await this.db.one<{ created: number; open: number }>(
      sql`select count(*) filter (where j.request_created_at >= ${effectiveFrom}) as created,
                 count(*) filter (where j.open and j.request_created_at < ${effectiveFrom}) as open
            from sla.evaluation j
           where (j.open or j.request_created_at >= ${effectiveFrom}) and ${concerned}`,
    );
    const every = Math.max(1, Math.ceil(open / sampleSize));
    const rows = await this.db.query<{ id: string }>(
      sql`select j.request_id as id from sla.evaluation j
           where j.open and j.request_created_at < ${effectiveFrom} and ${concerned}
             and (hashtext(j.request_id::text) & 2147483647) % ${every} = 0`,
    );
    return { created, open, sample: rows.map((r) => r.id) };
  }

  private async agreedWith({ level, levelKey }: Pick<TermsRow, 'level' | 'levelKey'>): Promise<Sql | undefined> {
    switch (level) {
      case 'JOB': {
        const job = (await this.customers.jobs([levelKey])).get(levelKey);
        return this.relatedTo(job?.customerId);
      }
      case 'BRANCH': {
        const branch = (await this.customers.branches([levelKey])).get(levelKey);
        return this.relatedTo(branch?.customerId);
      }
      case 'CUSTOMER':
        return sql`j.customer_path @> ${[levelKey]}::uuid[]`;
      case 'TIER':
        return sql`j.tier = ${levelKey}`;
      case 'FIRM':
        return undefined;
    }
  }

  /** A request may name a job or a branch of its customer, of one above it or of one below it. */
  private async relatedTo(customerId: string | undefined): Promise<Sql> {
    if (customerId === undefined) return sql`false`;
    const above = (await this.customers.ancestors([customerId])).get(customerId) ?? [];
    return sql`(j.customer_path @> ${[customerId]}::uuid[] or j.customer_path[1] = any(${above}::uuid[]))`;
  }
}

function servedByOffice({ basis }: PublishedTerms): boolean {
  return basis.sources.some((s) => s.kind === 'BRANCH' || (s.kind === 'OFFICE' && s.officeId === null));
}
