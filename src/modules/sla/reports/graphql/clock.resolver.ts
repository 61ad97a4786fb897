import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection, Costs, CurrentCtx, IdArg, ListSize, load, loadOptional, PageArgs } from '#platform/graphql';
import { ServicesLoaders } from '#modules/services/graphql';
import { ClockQueries } from '../application/clock.queries.js';
import { LedgerQueries, type LedgerRow } from '../../monitoring/application/ledger.queries.js';
import { type CalendarVersionRow } from '../../calendars/application/calendar-lookup.queries.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { SlaCalendarVersionType } from '../../calendars/graphql/calendar.types.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { SlaClockFilterInput } from './report.inputs.js';
import { scopeOf } from './report.resolver.js';
import { SlaLedgerEntryType, SlaClockConnection, SlaClockType } from '../../monitoring/graphql/clock.types.js';

const MAX_INT = 2 ** 31 - 1;

interface StandsOn {
  readonly calendarVersionId: string | null;
}

@Resolver(() => SlaClockType)
export class ClockResolver {
  constructor(
    private readonly clocks: ClockQueries,
    private readonly queries: LedgerQueries,
    private readonly services: ServicesLoaders,
  ) {}

  @Query(() => SlaClockConnection, {
    description:
      'SLA clocks, soonest due first; those without a due time (paused, cancelled) come last. With the states RUNNING and BREACHED it is the list of what is at risk.',
  })
  @Requires('sla.read')
  slaClocks(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaClockFilterInput, nullable: true, description: 'Which clocks.' })
    filter?: SlaClockFilterInput | null,
  ): Promise<Connection<SlaClock>> {
    return this.clocks.list(ctx, page, scopeOf(filter));
  }

  @ListSize(50)
  @Query(() => [SlaLedgerEntryType], {
    description:
      'Ledger of the clocks of a service request, in the order of recording; empty when the request is not found or not accessible.',
  })
  @Requires('sla.read')
  @Costs(500)
  async slaLedger(
    @CurrentCtx() ctx: Ctx,
    @IdArg('requestId', 'ServiceRequest', { description: 'Which service request.' }) requestId: string,
  ): Promise<LedgerRow[]> {
    return (await load(ctx, this.services.serviceRequestById, requestId)) ? this.queries.ledgerOf(requestId) : [];
  }

  @ResolveField()
  elapsedSeconds(@Parent() { elapsedSeconds }: SlaClock): number {
    return Math.min(elapsedSeconds, MAX_INT);
  }

  @ResolveField()
  remainingSeconds(@Parent() { remainingSeconds }: SlaClock): number {
    return Math.max(remainingSeconds, -MAX_INT);
  }

  @ResolveField()
  pausedSeconds(@Parent() { pausedSeconds }: SlaClock): number {
    return Math.min(pausedSeconds, MAX_INT);
  }
}

@Resolver(() => SlaClockType)
export class ClockStandingResolver {
  constructor(private readonly calendarLoaders: CalendarLoaders) {}

  @ResolveField(() => SlaCalendarVersionType, {
    nullable: true,
    deprecationReason: 'Terms may run on several calendars at once: read `calendars`.',
    description: 'The calendar it uses, the first of several; null for the usual hours of an office without one.',
  })
  calendar(@Parent() { calendarVersionId }: StandsOn, @CurrentCtx() ctx: Ctx): Promise<CalendarVersionRow | null> {
    return loadOptional(ctx, this.calendarLoaders.calendarVersionById, calendarVersionId);
  }
}

@Resolver(() => SlaLedgerEntryType)
export class LedgerResolver {
  constructor(private readonly calendarLoaders: CalendarLoaders) {}

  @ResolveField(() => SlaCalendarVersionType, {
    nullable: true,
    deprecationReason: 'Terms may run on several calendars at once: read `calendars`.',
    description: 'The calendar it stood on, the first of several.',
  })
  calendar(@Parent() { calendarVersionId }: StandsOn, @CurrentCtx() ctx: Ctx): Promise<CalendarVersionRow | null> {
    return loadOptional(ctx, this.calendarLoaders.calendarVersionById, calendarVersionId);
  }
}
