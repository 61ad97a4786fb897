import { Temporal } from 'temporal-polyfill';
import { DAY_MS, parseDate, parseTime } from './wall-time.js';
import { isZone, ZoneOffsets } from './zone-offsets.js';
import { runtimeZoneRules, type ZoneRules } from './zone-rules.js';

/** The name as the IANA data base spells it: `asia/hong_kong` gives `Asia/Hong_Kong`; other texts are left alone. */
export function canonicalZone(name: string): string {
  if (!isZone(name)) return name;
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
}

/**
 * The instant (epoch ms) at which clocks in the zone show a time of a date, by the rule of calendars: what the spring
 * gap leaves out counts by the offset before it, what the autumn fold shows twice is the first of the two. `24:00` is
 * the midnight that ends the date. Throws a RangeError when date or time are none.
 */
export function instantOf(zone: string, date: string, time: string, rules: ZoneRules = runtimeZoneRules): number {
  const [day, ms] = [parseDate(date), parseTime(time)];
  if (day === undefined || ms === undefined) throw new RangeError(`no such time: ${date} ${time}`);
  const wall = day * DAY_MS + ms;
  return ZoneOffsets.of(zone, wall, rules).converter(wall, wall)(wall);
}

/** What clocks in the zone show at an instant: `YYYY-MM-DD` and `HH:MM`, or `HH:MM:SS` when it is not a whole minute. */
export function wallTimeAt(
  zone: string,
  at: number,
  rules: ZoneRules = runtimeZoneRules,
): { readonly date: string; readonly time: string } {
  const text = new Date(at + rules.offsetAt(zone, at)).toISOString();
  const time = text.slice(11, 19);
  return { date: text.slice(0, 10), time: time.endsWith(':00') ? time.slice(0, 5) : time };
}

/** The date `days` later (or earlier, when negative). Throws a RangeError when the text is no date. */
export function addDays(date: string, days: number): string {
  const day = parseDate(date);
  if (day === undefined) throw new RangeError(`no such date: ${date}`);
  return new Date((day + days) * DAY_MS).toISOString().slice(0, 10);
}
