import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Checks, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, IdArg, ListSize, load, LocalDate, Mutations } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { ImportIcalendar } from '../../calendars/application/import-icalendar.js';
import { PreviewCalendarChange } from '../application/preview-calendar-change.js';
import { ShowCalendars } from '../../calendars/application/show-calendars.js';
import { type CalendarChange } from '../../calendars/domain/calendar-changes.js';
import { type CalendarDay } from '../../calendars/domain/calendar-days.js';
import { CALENDAR_LIMITS } from '../../calendars/domain/calendar-limits.js';
import { CalendarLoaders } from '../../calendars/graphql/calendar-loaders.js';
import { specOf } from '../../calendars/graphql/calendar.inputs.js';
import {
  ImportSlaCalendarEventsInput,
  ImportSlaCalendarEventsPayload,
  SlaCalendarChangePreviewInput,
  SlaCalendarChangePreviewType,
  SlaCalendarChoicePreviewInput,
  SlaCalendarChoicePreviewType,
  SlaCalendarComparisonType,
  SlaCalendarDayType,
  SlaDueMoveType,
} from './calendar-views.types.js';
import { usesOf } from '../../calendars/graphql/holiday.inputs.js';

@Resolver(() => SlaDueMoveType)
export class CalendarViewsResolver {
  constructor(
    private readonly showing: ShowCalendars,
    private readonly previewing: PreviewCalendarChange,
    private readonly importing: ImportIcalendar,
    private readonly loaders: CalendarLoaders,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(100)
  @Query(() => [SlaCalendarDayType], {
    description: 'The dates of a calendar as it is now, each with its open intervals and why; at most 380 at once.',
  })
  @Requires('sla.read')
  @Costs(5_000)
  async slaCalendarDays(
    @CurrentCtx() ctx: Ctx,
    @IdArg('calendarId', 'SlaCalendar', { description: 'Which calendar.' }) calendarId: string,
    @Args('from', { type: () => LocalDate, description: 'First date.' }) from: string,
    @Args('to', { type: () => LocalDate, description: 'Last date, included.' }) to: string,
  ): Promise<CalendarDay[]> {
    return must(await this.showing.days(calendarId, from, to, ctx.locale));
  }

  @Query(() => SlaCalendarComparisonType, {
    description: 'Differences between two versions of a calendar.',
  })
  @Requires('sla.read')
  @Costs(5_000)
  async slaCalendarComparison(
    @CurrentCtx() ctx: Ctx,
    @IdArg('calendarId', 'SlaCalendar', { description: 'Which calendar.' }) calendarId: string,
    @Args('from', { type: () => Int, description: 'Number of the one version.' }) from: number,
    @Args('to', { type: () => Int, description: 'Number of the other version.' }) to: number,
  ) {
    const found = must(await this.showing.compare(calendarId, from, to, ctx.locale));
    return { ...found, changes: spoken(found.changes, ctx) };
  }

  @Query(() => SlaCalendarChangePreviewType, {
    description:
      'What a change of a calendar would change, and which due times of open clocks it would move; stores nothing. Of more than 2,000 requests a sample is computed.',
  })
  @Requires('sla.manage-calendars')
  @Costs(10_000)
  async slaCalendarChangePreview(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The change.' }) input: SlaCalendarChangePreviewInput,
  ) {
    const first = input.first ?? 20;
    const checks = new Checks()
      .integer('first', first, CALENDAR_LIMITS.moves)
      .atMost('holidays', input.holidays, CALENDAR_LIMITS.drafts);
    input.holidays?.forEach((h, i) =>
      checks.text(`holidays.${i}.name`, h.name, { ...CALENDAR_LIMITS.name, optional: true }),
    );
    const wrong = checks.err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const preview = must(
      await this.previewing.of(ctx, {
        calendarId: input.calendarId,
        spec: input.spec ? specOf(input.spec) : undefined,
        holidaySets: usesOf(input.holidaySets),
        icalendar: input.icalendar ?? undefined,
        holidays: input.holidays?.map(({ setId, date, kind, name, closedFrom, closedTo }) => ({
          setId,
          ...{ date, kind: kind ?? null, name: name ?? date },
          ...{ closedFrom: closedFrom ?? null, closedTo: closedTo ?? null },
        })),
        first,
      }),
    );
    return { ...preview, changes: spoken(preview.changes, ctx) };
  }

  @Query(() => SlaCalendarChoicePreviewType, {
    description:
      'Which due times of open clocks would move if an office or a branch worked by another calendar; stores nothing. Of more than 2,000 requests a sample is computed.',
  })
  @Requires('sla.manage-calendars')
  @Costs(10_000)
  async slaCalendarChoicePreview(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The choice.' }) input: SlaCalendarChoicePreviewInput,
  ) {
    const first = input.first ?? 20;
    const wrong = new Checks().integer('first', first, CALENDAR_LIMITS.moves).err();
    if ((input.officeId == null) === (input.branchId == null))
      throw new InvalidInputError([{ code: 'ONE_OF', field: 'officeId', params: { fields: 'officeId, branchId' } }]);
    if (wrong) throw new InvalidInputError(wrong.failures);
    const choosing = input.officeId != null ? { officeId: input.officeId } : { branchId: input.branchId as string };
    return must(await this.previewing.ofChoice(ctx, choosing, input.calendarId ?? null, first));
  }

  @Mutation(() => ImportSlaCalendarEventsPayload, {
    description:
      'Imports the events of an iCalendar file into a calendar: whole days close it, times become breaks or closures. Events marked as free are skipped. What the calendar already contains stays.',
  })
  @Requires('sla.manage-calendars')
  @Costs(10_000)
  importSlaCalendarEvents(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The file.' }) input: ImportSlaCalendarEventsInput,
  ) {
    const dryRun = input.dryRun ?? false;
    return this.mutations.run(
      ctx,
      input,
      'imported',
      () => this.importing.run(ctx, input, { ...input.icalendar, dryRun }),
      async ({ id, changes, ...counts }) => ({
        ...counts,
        dryRun,
        changes: spoken(changes, ctx),
        calendar: await load(ctx, this.loaders.recordById, id),
      }),
    );
  }
}

/** Differences in the language of the request. */
function spoken(changes: readonly CalendarChange[], { locale }: Ctx) {
  return changes.map(({ text, ...change }) => ({ ...change, text: text[locale] }));
}

/** Queries have no userErrors: what is wrong with their input is BAD_USER_INPUT. */
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new InvalidInputError(result.failures);
  return result.value;
}
