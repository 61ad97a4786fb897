import { Injectable } from '@nestjs/common';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type SlaCalendar } from './calendars/calendar.types.js';
import { CalendarLookup } from './calendars/application/calendar-lookup.queries.js';
import { ManageCalendars } from './calendars/application/manage-calendars.js';
import { EvaluateBacklog, type BacklogOptions } from './monitoring/application/evaluate-backlog.js';
import { EvaluateSla, type EvaluationOptions } from './monitoring/application/evaluate-requests.js';
import { ReadClocks } from './monitoring/application/read-clocks.js';
import { EnsureReferenceSla } from './ensure-reference-sla.js';
import { ReportQueries } from './reports/application/report.queries.js';
import { type AttainmentDimension, type AttainmentFilter, type AttainmentRow } from './reports/report.types.js';
import { type EvaluationReport, type SlaClock } from './monitoring/clock.types.js';
import { ManageTerms } from './terms/application/manage-terms.js';
import { PublishTerms } from './terms/application/publish-terms.js';
import { TermsQueries } from './terms/application/terms.queries.js';
import { type Terms } from './terms/terms.types.js';

/** What other modules may ask of SLA. */
@Injectable()
export class SlaApi {
  constructor(
    private readonly reading: ReadClocks,
    private readonly reports: ReportQueries,
    private readonly evaluation: EvaluateSla,
    private readonly backlog: EvaluateBacklog,
    private readonly reference: EnsureReferenceSla,
    private readonly calendarLookup: CalendarLookup,
    private readonly calendarDoor: ManageCalendars,
    private readonly termsQueries: TermsQueries,
    private readonly termsDoor: ManageTerms,
    private readonly publishing: PublishTerms,
  ) {}

  /** The clocks of requests as of now; requests that do not exist are absent. */
  clocksOf(requestIds: readonly string[], now?: Date): Promise<Map<string, SlaClock[]>> {
    return this.reading.of(requestIds, now);
  }

  /** How clocks went, per combination of the dimensions' values; only what the actor may see. */
  attainment(
    ctx: Ctx,
    filter: AttainmentFilter,
    groupBy: readonly AttainmentDimension[],
    now?: Date,
  ): Promise<AttainmentRow[]> {
    return this.reports.attainment(ctx, filter, groupBy, now);
  }

  /** Evaluates these requests now instead of waiting for the background work; doing it again changes nothing. */
  evaluate(ctx: Ctx, requestIds: readonly string[], options?: EvaluationOptions): Promise<EvaluationReport> {
    return this.evaluation.run(ctx, requestIds, options);
  }

  /**
   * Evaluates all requests, or only those whose stored clocks are missing or old: after an import, so that the events of
   * its requests find nothing left to do.
   */
  evaluateAll(ctx: Ctx, options?: BacklogOptions): Promise<EvaluationReport> {
    return this.backlog.all(ctx, options);
  }

  /** A calendar for every office, terms of the firm and of its upper tiers; what is there already stays. */
  ensureReferenceSla(ctx: Ctx): Promise<Result<{ calendars: number; terms: number }>> {
    return this.reference.run(ctx);
  }

  /** Calendars by their ids; unknown ones are absent. */
  calendars(ids: readonly string[]): Promise<Map<string, SlaCalendar>> {
    return this.calendarLookup.calendars(ids);
  }

  calendarsByCode(codes: readonly string[]): Promise<Map<string, SlaCalendar>> {
    return this.calendarLookup.calendarsByCode(codes);
  }

  createCalendar(...given: Parameters<ManageCalendars['create']>): ReturnType<ManageCalendars['create']> {
    return this.calendarDoor.create(...given);
  }

  termsByCode(codes: readonly string[]): Promise<Map<string, Terms>> {
    return this.termsQueries.termsByCode(codes);
  }

  /** New terms with a first draft. */
  createTerms(...given: Parameters<ManageTerms['create']>): ReturnType<ManageTerms['create']> {
    return this.termsDoor.create(...given);
  }

  /** Publishes the draft of terms. */
  publishTerms(...given: Parameters<PublishTerms['publish']>): ReturnType<PublishTerms['publish']> {
    return this.publishing.publish(...given);
  }
}
