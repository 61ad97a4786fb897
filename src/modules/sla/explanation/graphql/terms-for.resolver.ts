import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { type CalendarVersionRow } from '../../calendars/application/calendar-lookup.queries.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { SlaCalendarVersionType } from '../../calendars/graphql/calendar.types.js';
import { calendarVersionsOf } from '../../monitoring/clock.types.js';
import { TermsLoaders } from '../../terms/graphql/terms.loaders.js';
import { SlaTermsVersionType } from '../../terms/graphql/terms.types.js';
import { type TermsVersion } from '../../terms/terms.types.js';
import { type PassedOverTerms, type TermsExplanation } from '../application/explain-terms.js';
import { SlaPassedOverTermsType, SlaTermsForType } from './terms-for.types.js';

@Resolver(() => SlaPassedOverTermsType)
export class PassedOverTermsResolver {
  constructor(private readonly loaders: TermsLoaders) {}

  @ResolveField(() => SlaTermsVersionType, { description: 'Which.' })
  terms(@Parent() { termsVersionId }: PassedOverTerms, @CurrentCtx() ctx: Ctx): Promise<TermsVersion | null> {
    return load(ctx, this.loaders.termsVersionById, termsVersionId);
  }
}

@Resolver(() => SlaTermsForType)
export class TermsForResolver {
  constructor(
    private readonly calendarLoaders: CalendarLoaders,
    private readonly termsLoaders: TermsLoaders,
  ) {}

  @ResolveField(() => SlaTermsVersionType, { nullable: true, description: 'What applies; null when nothing matches.' })
  terms(@Parent() { termsVersionId }: TermsExplanation, @CurrentCtx() ctx: Ctx): Promise<TermsVersion | null> {
    return loadOptional(ctx, this.termsLoaders.termsVersionById, termsVersionId);
  }

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

  @ResolveField(() => [SlaPassedOverTermsType], {
    description: 'Terms that could concern the request and do not apply, the most specific first; at most 50.',
  })
  passedOver(@Parent() { passedOver }: TermsExplanation): readonly PassedOverTerms[] {
    return passedOver;
  }
}
