import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { BranchType, CustomerLoaders, CustomerType, JobType } from '#modules/customers/graphql';
import { type Terms, type TermsVersion } from '../terms.types.js';
import { type SlaCalendar } from '../../calendars/calendar.types.js';
import { SlaCalendarType } from '../../calendars/graphql/calendar.types.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { TermsLoaders } from './terms.loaders.js';
import { SlaCreditTermsType } from './terms-content.types.js';
import { SlaTermsType, SlaTermsVersionType } from './terms.types.js';

/** Whom terms are agreed with, and what they say. */
@Resolver(() => SlaTermsType)
export class TermsFieldsResolver {
  constructor(
    private readonly loaders: TermsLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => CustomerType, { nullable: true, description: 'With CUSTOMER: the customer or group; else null.' })
  customer(@Parent() { level, levelKey }: Terms, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.customers.customerById, level === 'CUSTOMER' ? levelKey : null);
  }

  @ResolveField(() => BranchType, { nullable: true, description: 'With BRANCH: the branch; else null.' })
  branch(@Parent() { level, levelKey }: Terms, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.customers.branchById, level === 'BRANCH' ? levelKey : null);
  }

  @ResolveField(() => JobType, { nullable: true, description: 'With JOB: the job; else null.' })
  job(@Parent() { level, levelKey }: Terms, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.customers.jobById, level === 'JOB' ? levelKey : null);
  }

  @ResolveField(() => String, { nullable: true, description: 'With TIER: key of the tier; else null.' })
  tier(@Parent() { level, levelKey }: Terms): string | null {
    return level === 'TIER' ? levelKey : null;
  }

  @ResolveField(() => [SlaTermsVersionType], { description: 'Their versions, newest first.' })
  versions(@Parent() { id }: Terms, @CurrentCtx() ctx: Ctx): Promise<TermsVersion[]> {
    return load(ctx, this.loaders.versionsByTerms, id);
  }
}

@Resolver(() => SlaTermsVersionType)
export class TermsVersionResolver {
  constructor(
    private readonly calendarLoaders: CalendarLoaders,
    private readonly termsLoaders: TermsLoaders,
  ) {}

  @ResolveField(() => SlaCalendarType, {
    nullable: true,
    deprecationReason: 'Terms may run on several calendars, or on those that others choose: read `basis`.',
    description: 'The one calendar of their own that clocks run on; null when they run on others or several.',
  })
  calendar(@Parent() { basis }: TermsVersion, @CurrentCtx() ctx: Ctx): Promise<SlaCalendar | null> {
    const [only] = basis.combination === 'ONE' ? basis.sources : [];
    return loadOptional(ctx, this.calendarLoaders.calendarById, only?.kind === 'CALENDAR' ? only.calendarId : null);
  }

  @ResolveField(() => SlaCreditTermsType, {
    nullable: true,
    description:
      'What the customer gets back for breaches; null when nothing, and for those who may not see it: it takes `sla.read-credits` that reaches the customer, for the whole firm where the terms are of a tier or the firm, or `sla.manage-terms`.',
  })
  async credits(
    @Parent() { termsId, credits }: TermsVersion,
    @CurrentCtx() ctx: Ctx,
  ): Promise<TermsVersion['credits']> {
    return credits && (await load(ctx, this.termsLoaders.creditsSeen, termsId)) ? credits : null;
  }
}
