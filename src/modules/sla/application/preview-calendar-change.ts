import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, type Result } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { calendarChanges, type CalendarChange } from '../domain/calendar-changes.js';
import { type HolidaySetUse } from '../domain/holidays.js';
import { CalendarQueries } from './calendar.queries.js';
import { CalendarStatements, type StatementCode } from './calendar-statements.js';
import { ImportIcalendar, type IcalendarCode, type IcalendarCommand } from './import-icalendar.js';
import { restated } from './manage-calendars.js';
import { PreviewedClocks, type MovedClocks } from './previewed-clocks.js';

export interface CalendarChangeCommand {
  readonly calendarId: string;
  readonly spec?: CalendarSpec;
  readonly holidaySets?: readonly HolidaySetUse[];
  readonly icalendar?: IcalendarCommand;
  /** How many of the moved due times to list. */
  readonly first: number;
}

export interface CalendarChangePreview extends MovedClocks {
  readonly changes: readonly CalendarChange[];
  /** Weekly hours that close at 23:59, and so a minute before the day is over. */
  readonly closesMinuteEarly: boolean;
}

/** What a change of a calendar would say and move, before it is saved. Reads only. */
@Injectable()
export class PreviewCalendarChange {
  constructor(
    private readonly queries: CalendarQueries,
    private readonly statements: CalendarStatements,
    private readonly imports: ImportIcalendar,
    private readonly clocks: PreviewedClocks,
  ) {}

  async of(
    ctx: Ctx,
    cmd: CalendarChangeCommand,
    now = systemClock.now(),
  ): Promise<Result<CalendarChangePreview, StatementCode | IcalendarCode | 'NOT_FOUND' | 'NOTHING_TO_PREVIEW'>> {
    const before = (await this.queries.records([cmd.calendarId])).get(cmd.calendarId);
    if (!before) return err('NOT_FOUND', 'calendarId');
    if (!cmd.spec && !cmd.holidaySets && !cmd.icalendar) return err('NOTHING_TO_PREVIEW');
    let after = restated(before, cmd);
    if (cmd.icalendar) {
      const read = await this.imports.read({ ...before, ...after }, cmd.icalendar);
      if (!read.ok) return read;
      after = restated({ ...before, ...after }, read.value.change);
    }
    const spec = await this.statements.specOf(after, { now, code: before.code });
    if (!spec.ok) return spec;
    const names = await this.statements.namesOf(after, ctx.locale);
    const moved = await this.clocks.movedBy(ctx, before, spec.value, cmd.first, now);
    return ok({
      changes: calendarChanges(before.spec, spec.value, { ...before.names, ...names }),
      closesMinuteEarly: (spec.value.weekly ?? []).some((row) => row.close.startsWith('23:59')),
      ...moved,
    });
  }
}
