import { addDays, compileCalendar, instantOf, wallTimeAt, type CalendarSpec, type Weekday } from '#kernel/calendar';
import { type Names } from './calendar-changes.js';
import { covers, weekdayOfDate } from './expand-holidays.js';

/** What says when a date is open: its weekday, that it never closes, or a statement about the date itself. */
export type DayRuleKind = 'WEEKLY' | 'ALWAYS' | 'HOLIDAY' | 'OVERRIDE' | 'BREAK' | 'CLOSURE';

export interface DayInterval {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** The same on the wall; `24:00` when it goes on past midnight. */
  readonly open: string;
  readonly close: string;
}

export interface CalendarDay {
  readonly date: string;
  readonly weekday: Weekday;
  readonly intervals: readonly DayInterval[];
  /** What decided, the strongest statement first, then what takes a part away. */
  readonly rules: readonly { readonly kind: DayRuleKind; readonly name: string | null }[];
}

/** The dates from one to another, both included, with their open intervals as clocks count them and why they are so. */
export function calendarDays(spec: CalendarSpec, from: string, to: string, names: Names = {}): CalendarDay[] {
  const calendar = compileCalendar(spec);
  const days: CalendarDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const [begin, end] = [instantOf(spec.zone, date, '00:00'), instantOf(spec.zone, date, '24:00')];
    const open = calendar.openIntervals(begin, end);
    const intervals: DayInterval[] = [];
    for (let i = 0; i < open.length; i += 2) {
      const [start, stop] = [open[i] as number, open[i + 1] as number];
      const close = stop === end ? '24:00' : wallTimeAt(spec.zone, stop).time;
      intervals.push({ from: start, to: stop, open: wallTimeAt(spec.zone, start).time, close });
    }
    days.push({ date, weekday: weekdayOfDate(date), intervals, rules: rulesOf(spec, date, begin, end, names) });
  }
  return days;
}

function rulesOf(
  spec: CalendarSpec,
  date: string,
  begin: number,
  end: number,
  names: Names,
): CalendarDay['rules'][number][] {
  const rules: CalendarDay['rules'][number][] = [];
  const add = (kind: DayRuleKind, name?: string) => void rules.push({ kind, name: name ?? null });
  const holiday = (spec.holidays ?? []).find((text) => covers(text, date));
  if (!spec.always && spec.overrides?.some((o) => o.date === date)) add('OVERRIDE', names[date]);
  else if (holiday !== undefined) add('HOLIDAY', names[date] ?? names[holiday]);
  else add(spec.always ? 'ALWAYS' : 'WEEKLY');
  const rest = spec.always ? undefined : spec.breaks?.find((b) => b.date === date && b.intervals.length > 0);
  if (rest) add('BREAK', names[`${date}T${rest.intervals[0]?.open ?? ''}`] ?? names[date]);
  for (const closure of spec.closures ?? [])
    if (closure.from < end && closure.to > begin) add('CLOSURE', names[closureKey(closure)] ?? names[date]);
  return rules;
}

/** Under which name of `Names` a closure goes. */
export function closureKey({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
}
