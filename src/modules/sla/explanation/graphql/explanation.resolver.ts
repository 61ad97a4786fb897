import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx, type Locale } from '#platform/context';
import { Costs, CurrentCtx, load, loadOptional, PageArgs, type Connection, type Order, IdArg } from '#platform/graphql';
import { sql } from '#platform/database';
import { pageOfList } from '#platform/paging';
import { CustomerLoaders, CustomerType } from '#modules/customers/graphql';
import { ServicesLoaders } from '#modules/services/graphql';
import { ExplainClocks, type ExplainedTerms, type RequestExplanation } from '../application/explain-clocks.js';
import { type ClockAdjustment, type ExplainedClock, type ExplainedSegment } from '../application/explained-clock.js';
import { ExplainTerms } from '../application/explain-terms.js';
import { type NamedCalendar } from '../application/explanation-sources.js';
import { type CalendarVersionRow } from '../../calendars/application/calendar-lookup.queries.js';
import { SLA_METRICS, type SlaMetric } from '../../engine/domain/clock-types.js';
import { type TermsVersion } from '../../terms/terms.types.js';
import { SlaCalendarVersionType } from '../../calendars/graphql/calendar.types.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import {
  SlaClockExplanationConnection,
  SlaClockExplanationType,
  SlaExplanationType,
  SlaLanguageEnum,
  SlaApplicableTermsType,
  SlaTimeSegmentConnection,
  SlaTimeSegmentType,
  SlaClockAdjustmentType,
} from './explanation.types.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { TermsLoaders } from '../../terms/graphql/terms.loaders.js';
import { SlaTermsVersionType } from '../../terms/graphql/terms.types.js';

const LANGUAGE = {
  type: () => SlaLanguageEnum,
  nullable: true,
  description: 'In which language; defaults to that of the request. Ask twice under two names for both.',
};

/** What a segment and an adjustment need of their clock. */
interface SegmentOf extends ExplainedSegment {
  readonly of: ExplainedClock;
}
interface AdjustmentOf extends ClockAdjustment {
  readonly of: ExplainedClock;
}
/** A applicable as it is shown. */
type ShownTerms = ExplainedTerms & SlaApplicableTermsType;

/** Those that are summed up have numbers of their own. */
const byNumber = (merged: boolean): Order<SegmentOf> => ({
  list: merged ? 'mergedSegments' : 'segments',
  direction: 'ASC',
  keys: [{ column: sql`no`, type: 'integer', value: (s) => s.no }],
});
const byMetric: Order<ExplainedClock> = {
  list: 'explainedClocks',
  direction: 'ASC',
  keys: [
    { column: sql`metric`, type: 'integer', value: ({ clock }) => SLA_METRICS.indexOf(clock.metric) },
    { column: sql`cycle`, type: 'integer', value: ({ clock }) => clock.cycle },
  ],
};

@Resolver(() => SlaExplanationType)
export class ExplanationResolver {
  constructor(
    private readonly explaining: ExplainClocks,
    private readonly terms: ExplainTerms,
    private readonly services: ServicesLoaders,
  ) {}

  @Query(() => SlaExplanationType, {
    nullable: true,
    description:
      'Explains the clocks of a service request: which terms and calendars apply, what counted and what did not, what moved them. Null when the request is not found or not accessible, or has no clocks that could be evaluated.',
  })
  @Requires('sla.read')
  @Costs(1_000)
  async slaExplanation(
    @CurrentCtx() ctx: Ctx,
    @IdArg('requestId', 'ServiceRequest', { description: 'Which service request.' }) requestId: string,
  ): Promise<RequestExplanation | null> {
    const seen = await load<object | null>(ctx, this.services.serviceRequestById, requestId);
    return seen ? ((await this.explaining.of(requestId)) ?? null) : null;
  }

  @ResolveField(() => String, { description: 'Why the terms that are in force apply, and before which others.' })
  termsReason(
    @Parent() { applicableTerms }: RequestExplanation,
    @CurrentCtx() ctx: Ctx,
    @Args('language', LANGUAGE) language?: Locale | null,
  ): Promise<string> {
    return this.terms.reasonOf(applicableTerms.at(-1)?.applicable.choice, language ?? ctx.locale);
  }

  @ResolveField(() => [SlaApplicableTermsType], {
    description: 'Terms and calendars that applied over time; the last is in force.',
  })
  applicableTerms(@Parent() { applicableTerms }: RequestExplanation): ShownTerms[] {
    return applicableTerms.map(({ applicable, calendars }) => ({
      ...{ applicable, calendars, cause: applicable.cause, tier: applicable.tier },
      from: new Date(applicable.from),
      usualHoursIn: applicable.usualZones,
      targets: Object.entries(applicable.clockTerms.targets).map(([metric, seconds]) => ({
        metric: metric as SlaMetric,
        seconds,
      })),
    }));
  }

  @ResolveField(() => SlaClockExplanationConnection, { description: 'Each clock explained, ended ones included.' })
  clocks(
    @Parent() { clocks }: RequestExplanation,
    @Args() page: PageArgs,
    @Args('metric', { type: () => SlaMetricEnum, nullable: true, description: 'Only clocks of this metric.' })
    metric?: SlaMetric | null,
    @Args('cycle', { type: () => Int, nullable: true, description: 'Only this repeat of the metric, from 1.' })
    cycle?: number | null,
  ): Connection<ExplainedClock> {
    const chosen = clocks.filter(
      ({ clock }) => (metric == null || clock.metric === metric) && (cycle == null || clock.cycle === cycle),
    );
    return pageOfList(chosen, page, byMetric);
  }
}

@Resolver(() => SlaApplicableTermsType)
export class ApplicableTermsResolver {
  constructor(
    private readonly calendarLoaders: CalendarLoaders,
    private readonly termsLoaders: TermsLoaders,
    private readonly reasons: ExplainTerms,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => SlaTermsVersionType, { nullable: true, description: 'The terms; null when none matched.' })
  terms(@Parent() { applicable }: ShownTerms, @CurrentCtx() ctx: Ctx): Promise<TermsVersion | null> {
    return loadOptional(ctx, this.termsLoaders.termsVersionById, applicable.choice?.terms.versionId ?? null);
  }

  @ResolveField(() => [SlaTermsVersionType], {
    description: 'Other matching terms, in order of precedence.',
  })
  notApplied(@Parent() { applicable }: ShownTerms, @CurrentCtx() ctx: Ctx): Promise<(TermsVersion | null)[]> {
    const others = applicable.choice?.notApplied ?? [];
    return Promise.all(others.map((t) => load(ctx, this.termsLoaders.termsVersionById, t.versionId)));
  }

  @ResolveField(() => String, { description: 'Why these terms, and before which others, in a sentence.' })
  reason(
    @Parent() { applicable }: ShownTerms,
    @CurrentCtx() ctx: Ctx,
    @Args('language', LANGUAGE) language?: Locale | null,
  ): Promise<string> {
    return this.reasons.reasonOf(applicable.choice, language ?? ctx.locale);
  }

  @ResolveField(() => [SlaCalendarVersionType], { description: 'The calendars, in the versions that counted.' })
  calendars(@Parent() { calendars }: ShownTerms, @CurrentCtx() ctx: Ctx): Promise<(CalendarVersionRow | null)[]> {
    const ids = calendars.flatMap((c) => c.version?.id ?? []);
    return Promise.all(ids.map((id) => load(ctx, this.calendarLoaders.calendarVersionById, id)));
  }

  @ResolveField(() => [CustomerType], {
    nullable: 'items',
    description: 'The customer and its groups upward as they were when the request was first evaluated.',
  })
  customerPath(@Parent() { applicable }: ShownTerms, @CurrentCtx() ctx: Ctx): Promise<(object | null)[]> {
    return Promise.all(applicable.customerPath.map((id) => load<object | null>(ctx, this.customers.customerById, id)));
  }
}

@Resolver(() => SlaClockExplanationType)
export class ClockExplanationResolver {
  @ResolveField(() => [String], {
    description:
      'In sentences: the verdict and by how much, how the due time came about, what the clock runs on, and what moved it on the way.',
  })
  sentences(
    @Parent() clock: ExplainedClock,
    @CurrentCtx() ctx: Ctx,
    @Args('language', LANGUAGE) language?: Locale | null,
  ): string[] {
    return clock.sentences(language ?? ctx.locale);
  }

  @ResolveField(() => [SlaClockAdjustmentType], { description: 'What moved it on the way, in order.' })
  adjustments(@Parent() clock: ExplainedClock): AdjustmentOf[] {
    return clock.adjustments.map((adjustment) => ({ ...adjustment, of: clock }));
  }

  @ResolveField(() => SlaTimeSegmentConnection, { description: 'Its life, segment by segment.' })
  segments(
    @Parent() clock: ExplainedClock,
    @Args() page: PageArgs,
    @Args('merged', {
      type: () => Boolean,
      defaultValue: true,
      description:
        'Sums up ordinary hours between holidays, closures and pauses, so that a year is some dozens of segments; false: each one.',
    })
    merged: boolean,
  ): Connection<SegmentOf> {
    return pageOfList(
      clock.segments(merged).map((s) => ({ ...s, of: clock })),
      page,
      byNumber(merged),
    );
  }
}

@Resolver(() => SlaTimeSegmentType)
export class TimeSegmentResolver {
  constructor(private readonly loaders: CalendarLoaders) {}

  @ResolveField(() => [String], { description: 'Names of the holidays or closures, where they have any.' })
  names(
    @Parent() segment: SegmentOf,
    @CurrentCtx() ctx: Ctx,
    @Args('language', LANGUAGE) language?: Locale | null,
  ): readonly string[] {
    return segment.names[language ?? ctx.locale];
  }

  @ResolveField(() => String, { description: 'The segment in a sentence.' })
  sentence(
    @Parent() segment: SegmentOf,
    @CurrentCtx() ctx: Ctx,
    @Args('language', LANGUAGE) language?: Locale | null,
  ): string {
    return segment.of.segmentSentence(segment, language ?? ctx.locale);
  }

  @ResolveField(() => SlaCalendarVersionType, {
    nullable: true,
    description: 'With CLOSED: the calendar that closes it; null when no calendar has a rule of its own.',
  })
  calendar(@Parent() { calendar }: SegmentOf, @CurrentCtx() ctx: Ctx): Promise<CalendarVersionRow | null> {
    return loadOptional(ctx, this.loaders.calendarVersionById, versionIdOf(calendar));
  }

  @ResolveField(() => String, { nullable: true, description: 'With PAUSED: key of the status it was in; else null.' })
  statusKey(@Parent() { pause }: SegmentOf): string | null {
    return pause?.toStatus ?? null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'With PAUSED: name of who set that status; null when the system did.',
  })
  setBy(@Parent() { pause }: SegmentOf): string | null {
    return pause?.who ?? null;
  }
}

@Resolver(() => SlaClockAdjustmentType)
export class ClockAdjustmentResolver {
  constructor(private readonly loaders: TermsLoaders) {}

  @ResolveField(() => SlaTermsVersionType, {
    nullable: true,
    description: 'The terms since; null when none are known.',
  })
  terms(@Parent() { applicable }: AdjustmentOf, @CurrentCtx() ctx: Ctx): Promise<TermsVersion | null> {
    return loadOptional(ctx, this.loaders.termsVersionById, applicable?.choice?.terms.versionId ?? null);
  }

  @ResolveField(() => Date, { nullable: true, description: 'When it was due before; null when not known or unmoved.' })
  dueBefore(@Parent() { effect }: AdjustmentOf): Date | null {
    return effect?.before ?? null;
  }

  @ResolveField(() => Date, { nullable: true, description: 'When it was due after; null when not known or unmoved.' })
  dueAfter(@Parent() { effect }: AdjustmentOf): Date | null {
    return effect?.after ?? null;
  }

  @ResolveField(() => String, { description: 'What happened, in a sentence.' })
  sentence(
    @Parent() adjustment: AdjustmentOf,
    @CurrentCtx() ctx: Ctx,
    @Args('language', LANGUAGE) language?: Locale | null,
  ): string {
    return adjustment.of.turnSentence(adjustment, language ?? ctx.locale);
  }
}

const versionIdOf = (calendar: NamedCalendar | null): string | null => calendar?.version?.id ?? null;
