import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load } from '#platform/graphql';
import { type CalendarVersionRow } from '../../calendars/application/calendar-lookup.queries.js';
import { calendarVersionsOf, type SlaClock } from '../clock.types.js';
import { SlaCalendarVersionType } from '../../calendars/graphql/calendar.types.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { SlaLedgerEntryType, SlaClockType } from './clock.types.js';

type StandsOn = Pick<SlaClock, 'calendarVersionId' | 'moreCalendarVersionIds'>;

/** All calendars, as they stood, that a clock runs on. */
@Resolver(() => SlaClockType)
export class ClockCalendarsResolver {
  constructor(private readonly loaders: CalendarLoaders) {}

  @ResolveField(() => [SlaCalendarVersionType], {
    description:
      'All calendars it uses, in the versions that count; none for the usual hours of an office without a calendar. The basis of its terms defines how they are combined.',
  })
  calendars(@Parent() clock: StandsOn, @CurrentCtx() ctx: Ctx): Promise<(CalendarVersionRow | null)[]> {
    return Promise.all(calendarVersionsOf(clock).map((id) => load(ctx, this.loaders.calendarVersionById, id)));
  }
}

@Resolver(() => SlaLedgerEntryType)
export class LedgerCalendarsResolver {
  constructor(private readonly loaders: CalendarLoaders) {}

  @ResolveField(() => [SlaCalendarVersionType], {
    description:
      'All calendars it stood on, as they stood; none on the usual hours of an office without a calendar. How they make one is in the basis of its terms.',
  })
  calendars(@Parent() entry: StandsOn, @CurrentCtx() ctx: Ctx): Promise<(CalendarVersionRow | null)[]> {
    return Promise.all(calendarVersionsOf(entry).map((id) => load(ctx, this.loaders.calendarVersionById, id)));
  }
}
