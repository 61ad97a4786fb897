import { Injectable } from '@nestjs/common';
import { Checks, err, ok, type CheckCode, type Result } from '#kernel';
import { calendarChanges, type CalendarChange } from '../domain/calendar-changes.js';
import { calendarDays, type CalendarDay } from '../domain/calendar-days.js';
import { CalendarQueries, type CalendarVersionRecord } from './calendar.queries.js';
import { CalendarStatements } from './calendar-statements.js';

/** Dates of one view: a year and a week on either side. */
const MAX_DAYS = 380;

type Locale = 'en' | 'zh-CN';

/** Calendars as administrators look at them: day by day, and one version beside another. */
@Injectable()
export class ShowCalendars {
  constructor(
    private readonly queries: CalendarQueries,
    private readonly statements: CalendarStatements,
  ) {}

  /** The dates from one to another, both included, by the calendar as it is now. */
  async days(
    calendarId: string,
    from: string,
    to: string,
    locale: Locale,
  ): Promise<Result<CalendarDay[], CheckCode | 'NOT_FOUND' | 'END_BEFORE_START' | 'PERIOD_TOO_LONG'>> {
    const bounds = { from: '1900-01-03', to: '2499-12-29' };
    const wrong = new Checks().date('from', from, bounds).date('to', to, bounds).err();
    if (wrong) return wrong;
    if (to < from) return err('END_BEFORE_START', 'to', { start: from, end: to });
    const given = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    if (given > MAX_DAYS) return err('PERIOD_TOO_LONG', 'to', { max: MAX_DAYS, given });
    const calendar = (await this.queries.records([calendarId])).get(calendarId);
    if (!calendar) return err('NOT_FOUND', 'calendarId');
    const names = await this.statements.namesOf(calendar, locale, from, to);
    return ok(calendarDays(calendar.spec, from, to, names));
  }

  /** What one version says otherwise than another. */
  async compare(
    calendarId: string,
    from: number,
    to: number,
    locale: Locale,
  ): Promise<
    Result<
      { from: CalendarVersionRecord; to: CalendarVersionRecord; changes: CalendarChange[] },
      'NOT_FOUND' | 'CALENDAR_VERSION_NOT_FOUND'
    >
  > {
    const calendar = (await this.queries.records([calendarId])).get(calendarId);
    if (!calendar) return err('NOT_FOUND', 'calendarId');
    const versions = await this.queries.versionsByNumber(calendarId, [from, to]);
    const [before, after] = [versions.get(from), versions.get(to)];
    const { current } = calendar;
    if (!before) return err('CALENDAR_VERSION_NOT_FOUND', 'from', { number: from, current });
    if (!after) return err('CALENDAR_VERSION_NOT_FOUND', 'to', { number: to, current });
    const [older, newer] = await Promise.all([
      this.statements.namesOf(before, locale),
      this.statements.namesOf(after, locale),
    ]);
    return ok({ from: before, to: after, changes: calendarChanges(before.spec, after.spec, { ...older, ...newer }) });
  }
}
