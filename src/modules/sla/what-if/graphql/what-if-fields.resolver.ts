import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { CustomerLoaders, CustomerType } from '#modules/customers/graphql';
import { IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { type Priority } from '#modules/vocabulary';
import { expiryOf } from '../application/what-if-store.js';
import { type WhatIf, type WhatIfChange } from '../application/what-if-queries.js';
import { type FigureResult, type StateCounts } from '../application/tally-what-if.js';
import { attainmentOf } from '#modules/vocabulary';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { SlaCalendarType } from '../../calendars/graphql/calendar.types.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { TermsLoaders } from '../../terms/graphql/terms.loaders.js';
import { SlaTermsType } from '../../terms/graphql/terms.types.js';
import { SlaWhatIfChangeFilterInput } from './what-if.inputs.js';
import { WhatIfLoaders } from './what-if-loaders.js';
import {
  SlaWhatIfChangeConnection,
  SlaWhatIfChangeType,
  SlaWhatIfCreditConnection,
  SlaWhatIfFiguresConnection,
  SlaWhatIfFiguresType,
  SlaWhatIfType,
  type SlaClockCountsType,
} from './what-if.types.js';

const MAX_INT = 2 ** 31 - 1;

/** What was asked. */
@Resolver(() => SlaWhatIfType)
export class SimulationSpecResolver {
  constructor(
    private readonly calendarLoaders: CalendarLoaders,
    private readonly termsLoaders: TermsLoaders,
    private readonly identity: IdentityLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @ResolveField(() => SlaTermsType, {
    nullable: true,
    description:
      'Whose versions the draft would have replaced; null without terms, or for terms that exist in the simulation only.',
  })
  terms(@Parent() { simulation }: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.termsLoaders.termsById, simulation.terms?.termsId);
  }

  @ResolveField(() => SlaCalendarType, {
    nullable: true,
    description: 'The calendar that would have said something else; null without.',
  })
  calendar(@Parent() { simulation }: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.calendarLoaders.calendarById, simulation.calendar?.calendarId);
  }

  @ResolveField(() => CustomerType, {
    nullable: true,
    description: 'Only its requests and those of customers below it; null for all.',
  })
  customer(@Parent() { simulation }: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.customers.customerById, simulation.scope.customerId);
  }

  @ResolveField(() => OfficeType, {
    nullable: true,
    description: 'Only requests of this office; null for all that the asker may ask about.',
  })
  office(@Parent() { simulation }: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.identity.officeById, simulation.scope.officeId);
  }

  @ResolveField()
  percent(@Parent() { status, done, total }: WhatIf): number {
    return status === 'DONE' ? 100 : Math.min(99, Math.floor((100 * done) / Math.max(1, total)));
  }

  @ResolveField()
  expiresAt(@Parent() { finishedAt }: WhatIf): Date | null {
    return finishedAt && expiryOf(finishedAt);
  }

  @ResolveField()
  from(@Parent() { simulation }: WhatIf): Date {
    return new Date(simulation.from);
  }

  @ResolveField()
  to(@Parent() { simulation }: WhatIf): Date {
    return new Date(simulation.to);
  }

  @ResolveField()
  timeZone(@Parent() { simulation }: WhatIf): string {
    return simulation.timeZone;
  }

  @ResolveField()
  serviceLine(@Parent() { simulation }: WhatIf): string | null {
    return simulation.scope.serviceLine;
  }

  @ResolveField()
  tier(@Parent() { simulation }: WhatIf): string | null {
    return simulation.scope.tier;
  }
}

/** What came out. */
@Resolver(() => SlaWhatIfType)
export class WhatIfAnswerResolver {
  constructor(private readonly loaders: WhatIfLoaders) {}

  @ResolveField(() => SlaWhatIfFiguresType, { nullable: true, description: 'All of it; null before it is done.' })
  async totals(@Parent() run: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return (await this.of(ctx, run, 'TOTAL'))[0] ?? null;
  }

  @ResolveField(() => [SlaWhatIfFiguresType], { description: 'By priority of the request; empty before it is done.' })
  byPriority(@Parent() run: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    return this.of(ctx, run, 'PRIORITY');
  }

  @ResolveField(() => [SlaWhatIfFiguresType], { description: 'By metric; empty before it is done.' })
  byMetric(@Parent() run: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    return this.of(ctx, run, 'METRIC');
  }

  @ResolveField(() => [SlaWhatIfFiguresType], {
    description: 'By month in which the requests were created; empty before it is done.',
  })
  byMonth(@Parent() run: WhatIf, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    return this.of(ctx, run, 'MONTH');
  }

  @ResolveField(() => SlaWhatIfFiguresConnection, { description: 'By customer; empty before it is done.' })
  byCustomer(@Parent() { id }: WhatIf, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<object>> {
    return this.loaders.customers(ctx, id, page);
  }

  @ResolveField(() => SlaWhatIfCreditConnection, {
    description: 'Service credits by period, customer and terms; empty before it is done.',
  })
  credits(@Parent() { id }: WhatIf, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<object>> {
    return this.loaders.credits(ctx, id, page);
  }

  @ResolveField(() => SlaWhatIfChangeConnection, {
    description:
      'Clocks that would have had another verdict or been late by more or less, by the creation of their requests; while it runs those found so far.',
  })
  changes(
    @Parent() { id }: WhatIf,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaWhatIfChangeFilterInput, nullable: true, description: 'Which of them.' })
    filter?: SlaWhatIfChangeFilterInput | null,
  ): Promise<Connection<object>> {
    return this.loaders.changes(ctx, id, page, filter ?? {});
  }

  private async of(ctx: Ctx, { id }: WhatIf, dimension: FigureResult['dimension']): Promise<FigureResult[]> {
    return (await load(ctx, this.loaders.figuresByRun, id)).filter((f) => f.dimension === dimension);
  }
}

@Resolver(() => SlaWhatIfFiguresType)
export class WhatIfFiguresResolver {
  constructor(private readonly customers: CustomerLoaders) {}

  @ResolveField(() => CustomerType, { nullable: true, description: 'By customer: which; else null.' })
  customer(@Parent() { dimension, key }: FigureResult, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return loadOptional<object | null>(ctx, this.customers.customerById, dimension === 'CUSTOMER' ? key : null);
  }

  @ResolveField()
  before(@Parent() figure: FigureResult): SlaClockCountsType {
    return countsOf(figure.before);
  }

  @ResolveField()
  after(@Parent() figure: FigureResult): SlaClockCountsType {
    return countsOf(figure.after);
  }

  @ResolveField()
  changedVerdicts(@Parent() { changed }: FigureResult): number {
    return changed;
  }

  @ResolveField()
  movedDueTimes(@Parent() { moved }: FigureResult): number {
    return moved;
  }

  @ResolveField()
  credits(@Parent() { credits }: FigureResult): object[] {
    return credits.map(({ currency, uncapped, credit }) => ({
      currency,
      ...{ uncappedBefore: uncapped[0], uncappedAfter: uncapped[1] },
      ...{ creditBefore: credit?.[0] ?? null, creditAfter: credit?.[1] ?? null },
    }));
  }

  @ResolveField()
  priority(@Parent() { dimension, key }: FigureResult): Priority | null {
    return dimension === 'PRIORITY' ? (key as Priority) : null;
  }

  @ResolveField()
  metric(@Parent() { dimension, key }: FigureResult): SlaMetric | null {
    return dimension === 'METRIC' ? (key as SlaMetric) : null;
  }

  @ResolveField()
  month(@Parent() { dimension, key }: FigureResult): string | null {
    return dimension === 'MONTH' ? key : null;
  }
}

@Resolver(() => SlaWhatIfChangeType)
export class WhatIfChangeResolver {
  @ResolveField()
  lateSecondsBefore(@Parent() { lateBefore }: WhatIfChange): number | null {
    return lateBefore === null ? null : Math.min(lateBefore, MAX_INT);
  }

  @ResolveField()
  lateSecondsAfter(@Parent() { lateAfter }: WhatIfChange): number | null {
    return lateAfter === null ? null : Math.min(lateAfter, MAX_INT);
  }
}

function countsOf(counts: StateCounts): SlaClockCountsType {
  const { MET = 0, MISSED = 0, BREACHED = 0, RUNNING = 0, PAUSED = 0, CANCELLED = 0 } = counts;
  return {
    ...{ met: MET, missed: MISSED, breached: BREACHED, running: RUNNING, paused: PAUSED, cancelled: CANCELLED },
    attainment: attainmentOf({ met: MET, missed: MISSED, breached: BREACHED }),
  };
}
