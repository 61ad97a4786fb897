import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional } from '#platform/graphql';
import { ContactsLoaders, ContactTypeType } from '#modules/contacts/graphql';
import { BranchType, CustomerLoaders, CustomerType, JobType } from '#modules/customers/graphql';
import { type TermsExplanation } from '../application/explain-terms.js';
import { type CalendarVersionRow } from '../application/sla.queries.js';
import { type SlaCalendar, type Terms, type TermsVersion } from '../sla.types.js';
import { SlaCalendarType, SlaCalendarVersionType } from './calendar.types.js';
import { SlaLoaders } from './loaders.js';
import { SlaTermsForType, SlaTermsType, SlaTermsVersionType } from './types.js';

/** Whom terms are agreed with, and what they say. */
@Resolver(() => SlaTermsType)
export class TermsFieldsResolver {
  constructor(
    private readonly loaders: SlaLoaders,
    private readonly customers: CustomerLoaders,
    private readonly contacts: ContactsLoaders,
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

  @ResolveField(() => ContactTypeType, {
    nullable: true,
    description: 'Only for this contact type and those below it; null for all.',
  })
  contactType(@Parent() { contactTypeId }: Terms, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.contacts.contactTypeById, contactTypeId);
  }

  @ResolveField(() => [SlaTermsVersionType], { description: 'What they say and said, newest first.' })
  versions(@Parent() { id }: Terms, @CurrentCtx() ctx: Ctx): Promise<TermsVersion[]> {
    return load(ctx, this.loaders.versionsByTerms, id);
  }
}

@Resolver(() => SlaTermsVersionType)
export class TermsVersionResolver {
  constructor(private readonly loaders: SlaLoaders) {}

  @ResolveField(() => SlaCalendarType, {
    nullable: true,
    description: 'The one calendar of their own that clocks run on; null when they run on others or several.',
  })
  calendar(@Parent() { basis }: TermsVersion, @CurrentCtx() ctx: Ctx): Promise<SlaCalendar | null> {
    const [only] = basis.combination === 'ONE' ? basis.sources : [];
    return loadOptional(ctx, this.loaders.calendarById, only?.kind === 'CALENDAR' ? only.calendarId : null);
  }

  @ResolveField(() => SlaTermsType, { description: 'The terms.' })
  terms(@Parent() { termsId }: TermsVersion, @CurrentCtx() ctx: Ctx): Promise<Terms | null> {
    return load(ctx, this.loaders.termsById, termsId);
  }
}

@Resolver(() => SlaTermsForType)
export class TermsForResolver {
  constructor(private readonly loaders: SlaLoaders) {}

  @ResolveField(() => SlaTermsVersionType, { nullable: true, description: 'What applies; null when nothing matches.' })
  terms(@Parent() { termsVersionId }: TermsExplanation, @CurrentCtx() ctx: Ctx): Promise<TermsVersion | null> {
    return loadOptional(ctx, this.loaders.termsVersionById, termsVersionId);
  }

  @ResolveField(() => SlaCalendarVersionType, {
    nullable: true,
    description: 'Calendar the clocks run on; null without terms, and on the usual hours of an office without one.',
  })
  calendar(
    @Parent() { calendarVersionId }: TermsExplanation,
    @CurrentCtx() ctx: Ctx,
  ): Promise<CalendarVersionRow | null> {
    return loadOptional(ctx, this.loaders.calendarVersionById, calendarVersionId);
  }
}
