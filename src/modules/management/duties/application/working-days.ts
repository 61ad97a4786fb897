import { addDays, compileCalendar, instantOf, wallTimeAt, type CalendarSpec } from '#kernel/calendar';
import { MAX_SHIFT_DAYS } from '../domain/plan-occurrences.js';

/**
 * Finds the same time of day, in a zone, on the nearest date on which a calendar has open hours. Dates are taken as they
 * are: the date of an occurrence where it takes place is looked up under that date in the calendar.
 */
export function workingDays(spec: CalendarSpec | undefined, zone: string) {
  if (!spec) return (at: number): number | null => at;
  const calendar = compileCalendar(spec);
  const known = new Map<string, boolean>();
  const works = (date: string): boolean => {
    let open = known.get(date);
    if (open === undefined) {
      const [from, to] = [instantOf(spec.zone, date, '00:00'), instantOf(spec.zone, date, '24:00')];
      known.set(date, (open = calendar.openIntervals(from, to).length > 0));
    }
    return open;
  };
  return (at: number, direction: 1 | -1): number | null => {
    const { date, time } = wallTimeAt(zone, at);
    if (works(date)) return at;
    for (let days = 1; days <= MAX_SHIFT_DAYS; days++) {
      const other = addDays(date, direction * days);
      if (works(other)) return instantOf(zone, other, time);
    }
    return null;
  };
}
