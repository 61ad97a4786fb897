import {
  CALENDAR_EDITION,
  WEEKDAYS,
  type CalendarEdition,
  type CalendarSpec,
  type DateHoursSpec,
  type HoursSpec,
} from './calendar-spec.js';
import { clip, normalize, subtract } from './intervals.js';
import { DAY_MS, dayNumber, parseDate, parseHoliday, parseTime, weekdayIndex, yearOf } from './wall-time.js';
import { ZoneOffsets } from './zone-offsets.js';
import { runtimeZoneRules, type ZoneRules } from './zone-rules.js';

/** Milliseconds since midnight; `close` is at most a day after `open` and lies past `DAY_MS` when it crosses midnight. */
interface Hours {
  readonly open: number;
  readonly close: number;
}

const WHOLE_DAY: readonly Hours[] = [{ open: 0, close: DAY_MS }];
const CLOSED: readonly Hours[] = [];

/** A valid calendar spec made ready to be laid out over any stretch of time. */
export class DayPlan {
  private readonly always: boolean;
  private readonly weekly: readonly (readonly Hours[])[];
  private readonly overrides: ReadonlyMap<number, readonly Hours[]>;
  private readonly breaks: ReadonlyMap<number, readonly Hours[]>;
  private readonly closures: readonly number[];
  /** First and last day of each stretch of holidays, alternating. */
  private readonly holidayDays: readonly number[];
  private readonly yearlyHolidays: readonly { readonly month: number; readonly day: number }[];

  constructor(
    private readonly spec: CalendarSpec,
    private readonly zoneRules: ZoneRules = runtimeZoneRules,
    private readonly edition: CalendarEdition = CALENDAR_EDITION,
  ) {
    this.always = spec.always === true;
    const weekly = this.always ? [] : (spec.weekly ?? []);
    this.weekly = WEEKDAYS.map((day) => weekly.filter((row) => row.day === day).map(hoursOf));
    this.overrides = hoursByDay(this.always ? [] : (spec.overrides ?? []));
    this.breaks = hoursByDay(this.always ? [] : (spec.breaks ?? []));
    this.closures = normalize((spec.closures ?? []).flatMap((closure) => [closure.from, closure.to]));
    const holidays = (spec.holidays ?? []).map(parseHoliday);
    this.holidayDays = normalize(holidays.flatMap((h) => (h?.kind === 'dates' ? [h.from, h.to + 1] : [])));
    this.yearlyHolidays = holidays.flatMap((h) => (h?.kind === 'yearly' ? [h] : []));
  }

  /** Open at every instant. */
  get neverCloses(): boolean {
    return this.always && this.closures.length + this.holidayDays.length + this.yearlyHolidays.length === 0;
  }

  /** The open intervals of `[from, to)`, epoch milliseconds. */
  layOut(from: number, to: number): number[] {
    const instantOf = ZoneOffsets.of(this.spec.zone, from, this.zoneRules).converter(from, to);
    // Wall dates run up to a day before or after UTC dates, and hours that cross midnight belong to the day before.
    const firstDay = Math.floor(from / DAY_MS) - 2;
    const lastDay = Math.floor(to / DAY_MS) + 1;
    const holidays = this.holidaysWithin(firstDay, lastDay + 1);
    const open: number[] = [];
    const closed: number[] = [];
    for (let day = firstDay; day <= lastDay; day++) {
      const midnight = day * DAY_MS;
      const own = this.overrides.get(day);
      const hours = own ?? (holidays.has(day) ? CLOSED : this.always ? WHOLE_DAY : this.weekly[weekdayIndex(day)]!);
      for (const { open: opens, close } of hours) {
        const cut = close > DAY_MS && this.endsNight(day + 1, holidays);
        open.push(instantOf(midnight + opens), instantOf(midnight + (cut ? DAY_MS : close)));
      }
      for (const gap of this.breaks.get(day) ?? CLOSED) {
        closed.push(instantOf(midnight + gap.open), instantOf(midnight + gap.close));
      }
    }
    const withoutBreaks = subtract(normalize(open), normalize(closed));
    return clip(subtract(withoutBreaks, this.closures), from, to);
  }

  /** Whether a date closes at its midnight what has run into it. */
  private endsNight(day: number, holidays: ReadonlySet<number>): boolean {
    if (this.edition === 1) return this.overrides.has(day) || holidays.has(day);
    // An override says when the date opens, also when it is a holiday; hours of the day before are not its own.
    return holidays.has(day) && !this.overrides.has(day);
  }

  private holidaysWithin(firstDay: number, lastDay: number): ReadonlySet<number> {
    const days = new Set<number>();
    const dates = clip(this.holidayDays, firstDay, lastDay + 1);
    for (let i = 0; i < dates.length; i += 2) for (let day = dates[i]!; day < dates[i + 1]!; day++) days.add(day);
    if (this.yearlyHolidays.length === 0) return days;
    for (let year = yearOf(firstDay); year <= yearOf(lastDay); year++) {
      for (const { month, day } of this.yearlyHolidays) {
        const date = dayNumber(year, month, day);
        if (date !== undefined) days.add(date);
      }
    }
    return days;
  }
}

function hoursOf(spec: HoursSpec): Hours {
  const open = parseTime(spec.open) ?? 0;
  const close = parseTime(spec.close) ?? 0;
  return { open, close: close < open ? close + DAY_MS : close };
}

function hoursByDay(rows: readonly DateHoursSpec[]): Map<number, readonly Hours[]> {
  const byDay = new Map<number, Hours[]>();
  for (const row of rows) {
    const day = parseDate(row.date) ?? 0;
    byDay.set(day, [...(byDay.get(day) ?? []), ...row.intervals.map(hoursOf)]);
  }
  return byDay;
}
