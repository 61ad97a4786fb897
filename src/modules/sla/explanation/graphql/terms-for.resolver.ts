import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { type CalendarVersionRow } from '../../calendars/application/calendar-lookup.queries.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { SlaCalendarVersionType } from '../../calendars/graphql/calendar.types.js';
import { calendarVersionsOf } from '../../monitoring/clock.types.js';
import { type TermsExplanation } from '../application/explain-terms.js';
import { SlaTermsForType } from './terms-for.types.js';

@Resolver(() => SlaTermsForType)
export class TermsForResolver {
  constructor(private readonly calendarLoaders: CalendarLoaders) {}

  @ResolveField(() => SlaCalendarVersionType, {
    nullable: true,
    deprecationReason: 'Clocks may run on several calendars at once: read `calendars`.',
    description: 'Calendar the clocks run on, the first where there are several; null without any.',
  })
  calendar(
    @Parent() { calendarVersionId }: TermsExplanation,
    @CurrentCtx() ctx: Ctx,
  ): Promise<CalendarVersionRow | null> {
    return loadOptional(ctx, this.calendarLoaders.calendarVersionById, calendarVersionId);
  }

  @ResolveField(() => [SlaCalendarVersionType], {
    description: 'Calendars the clocks run on; none without terms, and on the usual hours of an office without one.',
  })
  calendars(@Parent() explanation: TermsExplanation, @CurrentCtx() ctx: Ctx): Promise<(CalendarVersionRow | null)[]> {
    return Promise.all(
      calendarVersionsOf(explanation).map((id) => load(ctx, this.calendarLoaders.calendarVersionById, id)),
    );
  }
}
