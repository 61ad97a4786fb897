import { Injectable } from '@nestjs/common';
import { err, ok, systemClock, type Result } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { calendarChanges, type CalendarChange } from '../../calendars/domain/calendar-changes.js';
import {
  type Holiday,
  type HolidayKind,
  type HolidaySetUse,
  type HolidayStatement,
} from '../../calendars/domain/holidays.js';
import { CalendarQueries } from '../../calendars/application/calendar.queries.js';
import { CalendarStatements, type StatementCode } from '../../calendars/application/calendar-statements.js';
import {
  ImportIcalendar,
  type IcalendarCode,
  type IcalendarCommand,
} from '../../calendars/application/import-icalendar.js';
import { restated } from '../../calendars/application/manage-calendars.js';
import { PreviewedClocks, type Choosing, type MovedClocks } from './previewed-clocks.js';

export interface CalendarChangeCommand {
  readonly calendarId: string;
  readonly spec?: CalendarSpec;
  readonly holidaySets?: readonly HolidaySetUse[];
  readonly icalendar?: IcalendarCommand;
  /** What rows of its holiday sets would be; each takes the place of what its set says about the date. */
  readonly holidays?: readonly HolidayDraft[];
  /** How many of the moved due times to list. */
  readonly first: number;
}

type PreviewCode =
  StatementCode | IcalendarCode | 'NOT_FOUND' | 'AT_LEAST_ONE_OF' | 'HOURS_INCOMPLETE' | 'END_NOT_AFTER_START';

/** What a set would say about a date: that it is of a kind, or (null) nothing. */
export interface HolidayDraft extends Pick<HolidayStatement, 'date' | 'closedFrom' | 'closedTo'> {
  readonly setId: string;
  readonly kind: HolidayKind | null;
  readonly name: string;
}

export interface CalendarChangePreview extends MovedClocks {
  readonly changes: readonly CalendarChange[];
  /** Weekly hours that close at 23:59, and so a minute before the day is over. */
  readonly closesMinuteEarly: boolean;
}

/** What a change of a calendar, or of the choice of one, would say and move, before it is saved. Reads only. */
@Injectable()
export class PreviewCalendarChange {
  constructor(
    private readonly queries: CalendarQueries,
    private readonly statements: CalendarStatements,
    private readonly imports: ImportIcalendar,
    private readonly clocks: PreviewedClocks,
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
  ) {}

  async of(
    ctx: Ctx,
    cmd: CalendarChangeCommand,
    now = systemClock.now(),
  ): Promise<Result<CalendarChangePreview, PreviewCode>> {
    const before = (await this.queries.records([cmd.calendarId])).get(cmd.calendarId);
    if (!before) return err('NOT_FOUND', 'calendarId');
    if (!cmd.spec && !cmd.holidaySets && !cmd.icalendar && !cmd.holidays?.length)
      return err('AT_LEAST_ONE_OF', undefined, { fields: 'spec, holidaySets, icalendar, holidays' });
    let after = restated(before, cmd);
    if (cmd.icalendar) {
      const read = await this.imports.read({ ...before, ...after }, cmd.icalendar);
      if (!read.ok) return read;
      after = restated({ ...before, ...after }, read.value.change);
    }
    const { holidays = [] } = cmd;
    const foreign = holidays.findIndex((h) => !after.holidaySets.some((use) => use.setId === h.setId));
    if (foreign >= 0) return err('HOLIDAY_SET_NOT_FOUND', `holidays.${foreign}.setId`);
    for (const [i, { closedFrom, closedTo }] of holidays.entries()) {
      const field = `holidays.${i}.closedTo`;
      if ((closedFrom === null) !== (closedTo === null)) return err('HOURS_INCOMPLETE', field);
      if (closedFrom !== null && closedTo !== null && closedFrom >= closedTo)
        return err('END_NOT_AFTER_START', field, { start: closedFrom, end: closedTo });
    }
    const rowsAs = (rows: readonly Holiday[]): Holiday[] => drafted(rows, holidays);
    const spec = await this.statements.specOf(after, { now, code: before.code, stored: before.stated, rowsAs });
    if (!spec.ok) return spec;
    const names = await this.statements.namesOf(after, ctx.locale);
    const named = Object.fromEntries(holidays.map((h) => [h.date, h.name]));
    const moved = await this.clocks.movedBy(ctx, before, spec.value, cmd.first, now);
    return ok({
      changes: calendarChanges(before.spec, spec.value, { ...before.names, ...names, ...named }),
      closesMinuteEarly: (spec.value.weekly ?? []).some((row) => row.close.startsWith('23:59')),
      ...moved,
    });
  }

  /** What it would move if an office chose a calendar, or a branch did or chose none (null). */
  async ofChoice(
    ctx: Ctx,
    choosing: Choosing,
    calendarId: string | null,
    first: number,
    now = systemClock.now(),
  ): Promise<Result<MovedClocks, 'OFFICE_NOT_FOUND' | 'BRANCH_NOT_FOUND' | 'CALENDAR_NOT_FOUND'>> {
    if ('officeId' in choosing) {
      const { officeId } = choosing;
      if (!(await this.identity.offices([officeId])).has(officeId)) return err('OFFICE_NOT_FOUND', 'officeId');
    } else if (!(await this.customers.branches([choosing.branchId])).has(choosing.branchId))
      return err('BRANCH_NOT_FOUND', 'branchId');
    const missing =
      calendarId === null ? 'officeId' in choosing : !(await this.queries.records([calendarId])).has(calendarId);
    if (missing) return err('CALENDAR_NOT_FOUND', 'calendarId');
    return ok(await this.clocks.movedByChoice(ctx, choosing, calendarId, first, now));
  }
}

function drafted(rows: readonly Holiday[], drafts: readonly HolidayDraft[]): Holiday[] {
  const others = rows.filter((row) => !drafts.some((d) => d.setId === row.setId && d.date === row.date));
  return drafts.reduce<Holiday[]>((all, { kind, ...draft }, i) => {
    if (kind === null) return all;
    const usual = {
      nameNative: null,
      replaces: null,
      provisional: false,
      source: 'AMENDED',
      libraryKey: null,
    } as const;
    return [...all, { ...usual, ...draft, kind, id: `draft-${i}`, suppressed: false, version: 1 }];
  }, others);
}
