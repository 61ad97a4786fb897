import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection, Costs, CurrentCtx, IdArg, ListSize, load, Mutations, PageArgs } from '#platform/graphql';
import { AmendHolidays } from '../application/amend-holidays.js';
import { libraryRegions, type LibraryRegion } from '../application/holiday-library.js';
import { HolidayQueries } from '../application/holiday.queries.js';
import { LoadHolidays } from '../application/load-holidays.js';
import { type Holiday, type HolidaySet } from '../domain/holidays.js';
import { CalendarLoaders } from './calendar-loaders.js';
import {
  AddSlaHolidayInput,
  AmendSlaHolidayInput,
  CreateSlaHolidaySetInput,
  LoadSlaHolidaysInput,
  SlaHolidayFilterInput,
  SlaHolidayTargetInput,
} from './holiday.inputs.js';
import {
  LoadSlaHolidaysPayload,
  SlaHolidayConnection,
  SlaHolidayPayload,
  SlaHolidayRegionType,
  SlaHolidaySetPayload,
  SlaHolidaySetType,
  SlaHolidayType,
} from './holiday.types.js';

const INPUT = { description: 'What to save.' };

@Resolver(() => SlaHolidayType)
export class HolidayResolver {
  constructor(
    private readonly queries: HolidayQueries,
    private readonly loading: LoadHolidays,
    private readonly amending: AmendHolidays,
    private readonly loaders: CalendarLoaders,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(100)
  @Query(() => [SlaHolidayRegionType], {
    description: 'Countries and parts of them whose public holidays the library knows, by code.',
  })
  @Requires('sla.read')
  @Costs(1_000)
  slaHolidayRegions(
    @Args('country', { type: () => String, nullable: true, description: 'Of this country only: `DE`.' })
    country?: string | null,
  ): LibraryRegion[] {
    return libraryRegions(country);
  }

  @ListSize(50)
  @Query(() => [SlaHolidaySetType], { description: 'All sets of holidays, by code.' })
  @Requires('sla.read')
  slaHolidaySets(): Promise<HolidaySet[]> {
    return this.queries.allSets();
  }

  @Query(() => SlaHolidaySetType, { nullable: true, description: 'The set of that code; null when there is none.' })
  @Requires('sla.read')
  async slaHolidaySet(
    @Args('code', { description: 'Its code, such as `GB-ENG`.' }) code: string,
  ): Promise<HolidaySet | null> {
    return (await this.queries.setsByCode([code])).get(code) ?? null;
  }

  @Query(() => SlaHolidayConnection, { description: 'Holidays of a set by date, suppressed ones too.' })
  @Requires('sla.read')
  slaHolidays(
    @IdArg('setId', 'SlaHolidaySet', { description: 'Which set.' }) setId: string,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaHolidayFilterInput, nullable: true, description: 'Which of its holidays.' })
    filter?: SlaHolidayFilterInput | null,
  ): Promise<Connection<Holiday>> {
    return this.queries.list(setId, page, filter ?? {});
  }

  @Mutation(() => LoadSlaHolidaysPayload, {
    description:
      'Takes public holidays from the library; amended rows stay as they are. Calendars that keep the set follow in the background.',
  })
  @Requires('sla.manage-calendars')
  @Costs(5_000)
  loadSlaHolidays(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: LoadSlaHolidaysInput) {
    return this.mutations.run(
      ctx,
      input,
      'loaded',
      () => this.loading.load(ctx, input),
      async ({ id, ...counts }) => ({ ...counts, holidaySet: await load(ctx, this.loaders.holidaySetById, id) }),
    );
  }

  @Mutation(() => SlaHolidaySetPayload, { description: 'Creates a set of our own closed days; add its days next.' })
  @Requires('sla.manage-calendars')
  createSlaHolidaySet(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateSlaHolidaySetInput) {
    return this.mutations.run(ctx, input, 'holidaySet', () => this.amending.createSet(ctx, input));
  }

  @Mutation(() => SlaHolidayPayload, {
    description: 'Adds a day that a set lacks, such as one announced since. Calendars follow in the background.',
  })
  @Requires('sla.manage-calendars')
  addSlaHoliday(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AddSlaHolidayInput) {
    return this.answer(ctx, input, () => this.amending.add(ctx, input.setId, input));
  }

  @Mutation(() => SlaHolidayPayload, {
    description: 'Amends or suppresses a holiday. Calendars follow in the background.',
  })
  @Requires('sla.manage-calendars')
  amendSlaHoliday(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AmendSlaHolidayInput) {
    const { nameNative, closedFrom, closedTo, replaces } = input;
    const changes = {
      ...{ date: input.date ?? undefined, name: input.name ?? undefined, kind: input.kind ?? undefined },
      ...{ nameNative, closedFrom, closedTo, replaces, suppressed: input.suppressed ?? undefined },
    };
    return this.answer(ctx, input, () => this.amending.amend(ctx, input, changes));
  }

  @Mutation(() => SlaHolidayPayload, {
    description: 'Restores an amended holiday to its entry in the library. Calendars follow in the background.',
  })
  @Requires('sla.manage-calendars')
  restoreSlaHoliday(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SlaHolidayTargetInput) {
    return this.answer(ctx, input, () => this.amending.restore(ctx, input));
  }

  @Mutation(() => SlaHolidaySetPayload, {
    description: 'Deletes a holiday that was added by hand; those of the library are suppressed instead.',
  })
  @Requires('sla.manage-calendars')
  removeSlaHoliday(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SlaHolidayTargetInput) {
    return this.mutations.run(ctx, input, 'holidaySet', () => this.amending.remove(ctx, input));
  }

  private answer(
    ctx: Ctx,
    input: AddSlaHolidayInput | AmendSlaHolidayInput | SlaHolidayTargetInput,
    work: () => ReturnType<AmendHolidays['add' | 'amend' | 'restore']>,
  ) {
    return this.mutations.run(ctx, input, 'holiday', work);
  }
}
