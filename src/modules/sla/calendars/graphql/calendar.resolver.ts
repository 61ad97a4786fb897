import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type CalendarSpec } from '#kernel/calendar';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, IdArg, ListSize, load, loadOptional, Mutations } from '#platform/graphql';
import { EmployeeType, IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { ManageCalendars } from '../application/manage-calendars.js';
import { CalendarLookup, type CalendarVersionRow } from '../application/calendar-lookup.queries.js';
import { type HolidaySetUse, type VersionCause } from '../domain/holidays.js';
import { type SlaCalendar } from '../calendar.types.js';
import { SlaCalendarVersionCauseEnum } from './calendar.enums.js';
import { specOf } from './calendar.inputs.js';
import { usesOf } from './holiday.inputs.js';
import { SetOfficeSlaCalendarInput, UpdateSlaCalendarInput, CreateSlaCalendarInput } from './manage-calendar.inputs.js';
import { CalendarLoaders } from './calendar-loaders.js';
import { SlaCalendarHolidaysType } from './holiday.types.js';
import { CalendarSpecType, SlaCalendarPayload, SlaCalendarType, SlaCalendarVersionType } from './calendar.types.js';

const INPUT = { description: 'What to save.' };

@Resolver(() => SlaCalendarType)
export class CalendarResolver {
  constructor(
    private readonly queries: CalendarLookup,
    private readonly manage: ManageCalendars,
    private readonly stated: CalendarLoaders,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(30)
  @Query(() => [SlaCalendarType], { description: 'All SLA calendars, ordered by code.' })
  @Requires('sla.read')
  slaCalendars(): Promise<SlaCalendar[]> {
    return this.queries.allCalendars();
  }

  @Query(() => SlaCalendarType, { nullable: true, description: 'An SLA calendar; null when there is none.' })
  @Requires('sla.read')
  slaCalendar(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'SlaCalendar', { description: 'Which calendar.' }) id: string,
  ): Promise<SlaCalendar | null> {
    return load(ctx, this.stated.calendarById, id);
  }

  @Mutation(() => SlaCalendarPayload, { description: 'Creates an SLA calendar.' })
  @Requires('sla.manage-calendars')
  createSlaCalendar(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateSlaCalendarInput) {
    return this.mutations.run(ctx, input, 'calendar', () =>
      this.manage.create(ctx, { ...input, spec: specOf(input.spec), holidaySets: usesOf(input.holidaySets) }),
    );
  }

  @Mutation(() => SlaCalendarPayload, {
    description:
      'Changes an SLA calendar. What it said stays on record; open clocks on it are replayed in the background.',
  })
  @Requires('sla.manage-calendars')
  updateSlaCalendar(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateSlaCalendarInput) {
    const { code, name, nameNative, spec } = input;
    const changes = {
      code: code ?? undefined,
      name: name ?? undefined,
      nameNative,
      spec: spec ? specOf(spec) : undefined,
      holidaySets: usesOf(input.holidaySets),
    };
    return this.mutations.run(ctx, input, 'calendar', () => this.manage.update(ctx, input, changes));
  }

  @Mutation(() => SlaCalendarPayload, {
    description:
      'Chooses the calendar of an office, from now on; open clocks that follow it are replayed in the background.',
  })
  @Requires('sla.manage-calendars')
  setOfficeSlaCalendar(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SetOfficeSlaCalendarInput) {
    const { officeId, calendarId } = input;
    return this.mutations.run(ctx, input, 'calendar', () => this.manage.setOffice(ctx, officeId, calendarId));
  }

  @ResolveField(() => CalendarSpecType, {
    name: 'stated',
    description: 'When it is open as administrators stated it, without the dates of its holiday sets: send this back.',
  })
  async statedSpec(@Parent() calendar: SlaCalendar, @CurrentCtx() ctx: Ctx): Promise<CalendarSpec> {
    return (await load(ctx, this.stated.recordById, calendar.id))?.stated ?? calendar.spec;
  }

  @ResolveField(() => [SlaCalendarHolidaysType], { description: 'Sets whose holidays it keeps.' })
  async holidaySets(@Parent() calendar: SlaCalendar, @CurrentCtx() ctx: Ctx): Promise<readonly HolidaySetUse[]> {
    return (await load(ctx, this.stated.recordById, calendar.id))?.holidaySets ?? [];
  }

  @ResolveField(() => [SlaCalendarVersionType], { description: 'What it has said over time, newest first.' })
  versions(@Parent() calendar: SlaCalendar, @CurrentCtx() ctx: Ctx): Promise<CalendarVersionRow[]> {
    return load(ctx, this.stated.versionsByCalendar, calendar.id);
  }
}

@Resolver(() => SlaCalendarVersionType)
export class CalendarVersionResolver {
  constructor(
    private readonly stated: CalendarLoaders,
    private readonly identity: IdentityLoaders,
  ) {}

  @ResolveField(() => SlaCalendarVersionCauseEnum, { description: 'Why there is this version.' })
  async cause(@Parent() version: CalendarVersionRow, @CurrentCtx() ctx: Ctx): Promise<VersionCause> {
    return (await load(ctx, this.stated.versionById, version.id))?.cause ?? 'STATED';
  }

  @ResolveField(() => EmployeeType, {
    nullable: true,
    description: 'Who saved it; null when background work did, because holidays had changed.',
  })
  async recordedBy(@Parent() version: CalendarVersionRow, @CurrentCtx() ctx: Ctx) {
    const recordedBy = (await load(ctx, this.stated.versionById, version.id))?.recordedBy;
    return loadOptional(ctx, this.identity.employeeById, recordedBy);
  }

  @ResolveField(() => [SlaCalendarHolidaysType], { description: 'Sets whose holidays it kept.' })
  async holidaySets(@Parent() version: CalendarVersionRow, @CurrentCtx() ctx: Ctx): Promise<readonly HolidaySetUse[]> {
    return (await load(ctx, this.stated.versionById, version.id))?.holidaySets ?? [];
  }
}

/** What SLA adds to an office. */
@Resolver(() => OfficeType)
export class OfficeCalendarResolver {
  constructor(private readonly loaders: CalendarLoaders) {}

  @ResolveField(() => SlaCalendarType, {
    nullable: true,
    description:
      'Calendar by which the office works; null when none was chosen: then Monday to Friday from 09:00 to 18:00 counts.',
  })
  async slaCalendar(@Parent() office: { id: string }, @CurrentCtx() ctx: Ctx): Promise<SlaCalendar | null> {
    const chosen = await load(ctx, this.loaders.officeCalendarByOffice, office.id);
    return chosen && load(ctx, this.loaders.calendarById, chosen.calendarId);
  }
}
