import { Injectable } from '@nestjs/common';
import { Checks, errs, ok, type CheckCode, type Failure, type Result } from '#kernel';
import { canonicalZone, WEEKDAYS, type CalendarSpec } from '#kernel/calendar';
import { type Names } from '../domain/calendar-changes.js';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { expandHolidays } from '../domain/expand-holidays.js';
import {
  EXTRA_KINDS,
  type CalendarStatement,
  type Holiday,
  type HolidaySet,
  type HolidaySetUse,
} from '../domain/holidays.js';
import { calendarFailures, opensAfter, type CalendarCode } from './calendar-checks.js';
import { HolidayQueries } from './holiday.queries.js';

export type StatementCode =
  | CheckCode
  | CalendarCode
  | 'HOLIDAY_SET_NOT_FOUND'
  | 'DUPLICATE_ITEM'
  | 'END_BEFORE_START'
  | 'HOLIDAY_YEARS_NOT_LOADED';

export interface SpecOptions {
  readonly now: Date;
  /** What the calendar is called in failures. */
  readonly code?: string;
  readonly lock?: boolean;
  /** What is stated in the version in force, when there is one. */
  readonly stored?: CalendarSpec;
  /** The rows of its sets as they would be, for looking ahead. */
  readonly rowsAs?: (rows: readonly Holiday[]) => readonly Holiday[];
}

/** Turns what is stated about a calendar into its spec, with plain dates. */
@Injectable()
export class CalendarStatements {
  constructor(private readonly holidays: HolidayQueries) {}

  /**
   * The spec, or everything that is wrong with the statement. In the transaction that saves it `lock` keeps the rows of
   * its sets as they are, so that a change of them is noticed by every calendar, however close they come.
   */
  async specOf(
    statement: CalendarStatement,
    { now, code = '', lock = false, stored, rowsAs }: SpecOptions,
  ): Promise<Result<CalendarSpec, StatementCode>> {
    const { stated, holidaySets } = statement;
    const setIds = [...new Set(holidaySets.map((use) => use.setId))];
    const sets = setIds.length > 0 ? await this.holidays.sets(setIds, { lock }) : new Map<string, HolidaySet>();
    const wrong = [...calendarFailures('spec', stated, stored), ...useFailures(holidaySets, sets)];
    if (wrong.length > 0) return errs(wrong);
    const rows = setIds.length > 0 ? await this.holidays.rowsOf(setIds) : [];
    const spec = plainSpec(expandHolidays(statement, rowsAs ? rowsAs(rows) : rows));
    // Valid as stated, so what is wrong now came with the sets: more rows than a calendar holds.
    const toomany = calendarFailures('spec', spec, stated).map((failure) => ({ ...failure, field: 'holidaySets' }));
    if (toomany.length > 0) return errs(toomany);
    if (!opensAfter(spec, now))
      return errs([{ code: 'CALENDAR_NEVER_OPENS', field: 'spec', params: { calendar: code } }]);
    return ok(spec);
  }

  /** What dates are called: those that were stated by the names given to them, those of sets by their rows. */
  async namesOf(statement: CalendarStatement, locale: 'en' | 'zh-CN', from?: string, to?: string): Promise<Names> {
    const { holidaySets, names } = statement;
    if (holidaySets.length === 0) return names;
    const rows = await this.holidays.rowsOf([...new Set(holidaySets.map((use) => use.setId))], from, to);
    const byDate = new Map<string, string[]>();
    for (const row of rows) {
      if (row.suppressed) continue;
      const name = nameIn(row, locale);
      const known = byDate.get(row.date) ?? [];
      if (!known.includes(name)) byDate.set(row.date, [...known, name]);
    }
    const ofSets = Object.fromEntries([...byDate].map(([date, all]) => [date, all.join(' / ')]));
    return { ...ofSets, ...names };
  }
}

/** Chinese readers see a native name that is Chinese; others the English one. */
export function nameIn({ name, nameNative }: Pick<Holiday, 'name' | 'nameNative'>, locale: 'en' | 'zh-CN'): string {
  return locale === 'zh-CN' && nameNative !== null && /\p{Script=Han}/u.test(nameNative) ? nameNative : name;
}

/** As it comes back from the database: plain, without what is absent, the zone in its proper spelling. */
export function plainSpec(spec: CalendarSpec): CalendarSpec {
  const plain = JSON.parse(
    JSON.stringify(spec, (_key, value: unknown) => (value === null ? undefined : value)),
  ) as CalendarSpec;
  return { ...plain, zone: canonicalZone(plain.zone) };
}

/** Names of what is still stated. */
export function namesStill(stated: CalendarSpec, names: Names): Names {
  const keys = new Set<string>([
    ...(stated.holidays ?? []),
    ...(stated.overrides ?? []).map((o) => o.date),
    ...(stated.breaks ?? []).flatMap((b) => b.intervals.map((i) => `${b.date}T${i.open}`)),
    ...(stated.closures ?? []).map((c) => `${new Date(c.from).toISOString()}/${new Date(c.to).toISOString()}`),
  ]);
  return Object.fromEntries(Object.entries(names).filter(([key]) => keys.has(key)));
}

function useFailures(uses: readonly HolidaySetUse[], sets: ReadonlyMap<string, HolidaySet>): Failure<StatementCode>[] {
  const checks = new Checks().atMost('holidaySets', uses, CALENDAR_LIMITS.holidaySets);
  const failures: Failure<StatementCode>[] = [];
  uses.forEach((use, i) => {
    const field = `holidaySets.${i}`;
    checks
      .integer(`${field}.fromYear`, use.fromYear, { min: 1900, max: 2499 })
      .integer(`${field}.toYear`, use.toYear, { min: 1900, max: 2499 })
      .oneOf(`${field}.makeUpHoursOf`, use.makeUpHoursOf, WEEKDAYS);
    for (const kind of use.alsoClosedOn) checks.oneOf(`${field}.alsoClosedOn`, kind, EXTRA_KINDS);
    const set = sets.get(use.setId);
    if (!set) failures.push({ code: 'HOLIDAY_SET_NOT_FOUND', field: `${field}.setId` });
    else if (uses.findIndex((other) => other.setId === use.setId) < i)
      failures.push({ code: 'DUPLICATE_ITEM', field: `${field}.setId`, params: { item: set.code } });
    else if (use.toYear !== null && use.toYear < use.fromYear)
      failures.push({
        code: 'END_BEFORE_START',
        field: `${field}.toYear`,
        params: { start: use.fromYear, end: use.toYear },
      });
    else if (set.fromYear !== null && set.toYear !== null) {
      const lacking = use.fromYear < set.fromYear ? 'fromYear' : (use.toYear ?? 0) > set.toYear ? 'toYear' : undefined;
      const params = { code: set.code, from: set.fromYear, to: set.toYear };
      if (lacking) failures.push({ code: 'HOLIDAY_YEARS_NOT_LOADED', field: `${field}.${lacking}`, params });
    }
  });
  return [...(checks.err()?.failures ?? []), ...failures];
}
