import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf } from '#platform/graphql';
import { ReadClocks } from '../../monitoring/application/read-clocks.js';
import { SlaQueries, type CalendarVersionRow, type OfficeCalendarRow } from '../application/terms.queries.js';
import { TermsCredits } from '../application/terms-credits.js';
import { type SlaCalendar, type SlaClock, type Terms, type TermsVersion } from '../terms.types.js';

@Injectable()
export class SlaLoaders {
  constructor(
    private readonly queries: SlaQueries,
    private readonly reading: ReadClocks,
    private readonly credits: TermsCredits,
  ) {}

  readonly calendarById = defineLoader<SlaCalendar | null>((_ctx, ids) => found(ids, this.queries.calendars(ids)));

  readonly calendarVersionById = defineLoader<CalendarVersionRow | null>((_ctx, ids) =>
    found(ids, this.queries.calendarVersions(ids)),
  );

  readonly versionsByCalendar = defineLoader<CalendarVersionRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.versionsOfCalendars(ids), (v) => v.calendarId),
  );

  readonly officeCalendarByOffice = defineLoader<OfficeCalendarRow | null>((_ctx, ids) =>
    found(ids, this.queries.officeCalendars(ids)),
  );

  readonly termsById = defineLoader<Terms | null>((_ctx, ids) => found(ids, this.queries.terms(ids)));

  readonly termsVersionById = defineLoader<TermsVersion | null>((_ctx, ids) =>
    found(ids, this.queries.termsVersions(ids)),
  );

  readonly versionsByTerms = defineLoader<TermsVersion[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.versionsOfTerms(ids), (v) => v.termsId),
  );

  /** Whether the viewer may see what terms give back for breaches. */
  readonly creditsSeen = defineLoader<boolean>(async (ctx, ids) => {
    const terms = await this.queries.terms(ids);
    const seen = await this.credits.visible(ctx, [...terms.values()]);
    return ids.map((id) => seen.has(id));
  });

  readonly clocksByRequest = defineLoader<SlaClock[]>(async (_ctx, ids) => {
    const clocks = await this.reading.of(ids);
    return ids.map((id) => clocks.get(id) ?? []);
  });
}

async function found<V>(ids: readonly string[], rows: Promise<Map<string, V>>): Promise<(V | null)[]> {
  const byId = await rows;
  return ids.map((id) => byId.get(id) ?? null);
}
