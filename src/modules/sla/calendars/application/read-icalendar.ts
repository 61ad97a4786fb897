import { createRequire } from 'node:module';
import { setImmediate as breathe } from 'node:timers/promises';
import type { RRuleTemporal as Rule } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { Checks, err, isTimeZone, ok, parseLocalDate, type CheckCode, type Err, type Result } from '#kernel';
import { addDays, canonicalZone, instantOf, isCalendarInstant, wallTimeAt } from '#kernel/calendar';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { beginningOf } from '../domain/short-text.js';
import { eventsOf, invalid, type IcalCode, type IcalEvent, type IcalProperty } from './icalendar-lines.js';
import { WINDOWS_ZONES } from './windows-zones.js';

const require = createRequire(import.meta.url);

export const MAX_ICALENDAR_CHARACTERS = CALENDAR_LIMITS.icalendar.max;
/** Dates that one file may give. */
export const MAX_ICALENDAR_DATES = 1_500;
const MAX_EVENTS = 5_000;
/** Repeating events of one file: each may have to be counted through from its beginning. */
const MAX_RULES = 200;
const MAX_STEPS = 2_000;

export interface IcalOccurrence {
  readonly name: string;
  /** Line of the event in the file. */
  readonly line: number;
  /** Whole days, both included; or instants (epoch ms). */
  readonly when:
    | { readonly kind: 'DAYS'; readonly from: string; readonly to: string }
    | { readonly kind: 'TIME'; readonly from: number; readonly to: number };
}

export interface IcalContents {
  readonly occurrences: readonly IcalOccurrence[];
  readonly events: number;
  /** Events that leave people free (TRANSP:TRANSPARENT) or were cancelled. */
  readonly skipped: number;
}

export interface IcalPeriod {
  /** Dates, both included. */
  readonly from: string;
  readonly to: string;
  /** In which times without a zone are meant. */
  readonly zone: string;
}

export type ReadCode =
  CheckCode | IcalCode | 'ICALENDAR_ZONE_UNKNOWN' | 'ICALENDAR_RULE_REFUSED' | 'ICALENDAR_TOO_MANY';

/**
 * What an iCalendar file closes within a period: its events, repeated as their rules say, without their exceptions.
 * Bounded in every direction, so that no file keeps a process busy: characters, events, rules, steps of a rule, dates.
 */
export async function readIcalendar(text: string, period: IcalPeriod): Promise<Result<IcalContents, ReadCode>> {
  // Its own check: an empty text is told as one without events, and line breaks of all kinds are fine.
  const long =
    text.length > MAX_ICALENDAR_CHARACTERS
      ? new Checks().text('text', text, CALENDAR_LIMITS.icalendar).err()
      : undefined;
  if (long) return long;
  const events = eventsOf(text);
  if (!Array.isArray(events)) return events;
  if (events.length > MAX_EVENTS) return err('ICALENDAR_TOO_MANY', 'text', { max: MAX_EVENTS });
  if (events.filter((e) => first(e, 'RRULE')).length > MAX_RULES)
    return err('ICALENDAR_TOO_MANY', 'text', { max: MAX_RULES });

  const moved = new Map<string, IcalProperty[]>();
  for (const event of events) {
    const of = first(event, 'RECURRENCE-ID');
    const uid = first(event, 'UID')?.raw ?? '';
    if (of) moved.set(uid, [...(moved.get(uid) ?? []), of]);
  }
  const occurrences: IcalOccurrence[] = [];
  let skipped = 0;
  for (const event of events) {
    if (isFree(event)) {
      skipped++;
      continue;
    }
    const found = occurrencesOf(event, period, moved.get(first(event, 'UID')?.raw ?? '') ?? []);
    if (!found.ok) return found;
    occurrences.push(...found.value);
    if (occurrences.length > MAX_ICALENDAR_DATES)
      return err('ICALENDAR_TOO_MANY', 'text', { max: MAX_ICALENDAR_DATES });
    if (first(event, 'RRULE')) await breathe();
  }
  return ok({ occurrences, events: events.length, skipped });
}

const first = (event: IcalEvent, name: string): IcalProperty | undefined =>
  event.properties.find((p) => p.name === name);

function isFree(event: IcalEvent): boolean {
  return (
    first(event, 'TRANSP')?.raw.trim().toUpperCase() === 'TRANSPARENT' ||
    first(event, 'STATUS')?.raw.trim().toUpperCase() === 'CANCELLED'
  );
}

/** A beginning on the wall of a zone; whole days are counted in UTC, where all have 24 hours. */
interface Moment {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
  readonly allDay: boolean;
}

function occurrencesOf(
  event: IcalEvent,
  period: IcalPeriod,
  moved: readonly IcalProperty[],
): Result<IcalOccurrence[], ReadCode> {
  const dtstart = first(event, 'DTSTART');
  if (!dtstart) return invalid(event.line, 'BEGIN:VEVENT, DTSTART?');
  const start = momentOf(dtstart, dtstart.values[0] ?? '', period.zone);
  if (!start.ok) return start;
  const length = lengthOf(event, start.value, period.zone);
  if (!length.ok) return length;
  const name =
    beginningOf((first(event, 'SUMMARY')?.values[0] ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim(), 120) || 'iCalendar';
  const begins = beginningsOf(event, start.value, period, moved);
  if (!begins.ok) return begins;
  const found: IcalOccurrence[] = [];
  for (const { date, time, zone, allDay } of begins.value) {
    if (allDay) {
      const to = addDays(date, Math.max(length.value / DAY, 1) - 1);
      if (date <= period.to && to >= period.from)
        found.push({ name, line: event.line, when: { kind: 'DAYS', from: date, to } });
      continue;
    }
    const from = instantOf(zone, date, time);
    const to = from + length.value;
    const inside =
      to > instantOf(period.zone, period.from, '00:00') && from < instantOf(period.zone, period.to, '24:00');
    if (length.value > 0 && inside && isCalendarInstant(from) && isCalendarInstant(to))
      found.push({ name, line: event.line, when: { kind: 'TIME', from, to } });
  }
  return ok(found);
}

const DAY = 86_400_000;

/** A date or a time of a property; times without a zone are meant in the zone of the calendar. */
function momentOf(property: IcalProperty, value: string, floating: string): Result<Moment, ReadCode> {
  const [, date = '', time, utc] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(Z?))?$/.exec(value) ?? [];
  if (!parseLocalDate(date) || date < '1900-01-02' || date > '2499-12-01') return invalid(property.line, property.raw);
  if (time === undefined) return ok({ date, time: '00:00', zone: 'UTC', allDay: true });
  if (!/^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)$/.test(time)) return invalid(property.line, property.raw);
  const tzid = property.params['tzid'];
  const zone = utc === 'Z' ? 'UTC' : tzid === undefined ? floating : zoneOf(tzid);
  if (zone === undefined)
    return err('ICALENDAR_ZONE_UNKNOWN', 'text', { line: property.line, zone: beginningOf(tzid ?? '', 60) });
  // A leap second is the last second of its minute to everybody else.
  return ok({ date, time: time.replace(/:60$/, ':59'), zone, allDay: false });
}

/** Some programs put the name of their registry in front (/softwarestudio.org/…), others write Windows' names. */
function zoneOf(tzid: string): string | undefined {
  const plain = tzid.trim();
  if (isTimeZone(plain)) return canonicalZone(plain);
  // Not by a pattern: one that is bound to the end is tried at every place of a long name.
  const names = plain.split('/');
  for (const parts of [3, 2]) {
    const [first = '', ...rest] = names.slice(-parts);
    const tail = [lettersAtEnd(first), ...rest].join('/');
    if (tail.length <= 60 && tail.includes('/') && isTimeZone(tail)) return canonicalZone(tail);
  }
  return WINDOWS_ZONES.get(plain.toLowerCase());
}

/** The letters that a text ends with. */
function lettersAtEnd(text: string): string {
  let begin = text.length;
  while (begin > 0 && /[A-Za-z_]/.test(text.charAt(begin - 1))) begin--;
  return text.slice(begin);
}

/** Milliseconds; days of all-day events have 24 hours. */
function lengthOf(event: IcalEvent, start: Moment, floating: string): Result<number, ReadCode> {
  const dtend = first(event, 'DTEND');
  const duration = first(event, 'DURATION');
  if (duration) {
    const m = /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/.exec(
      duration.raw.trim(),
    );
    if (!m) return invalid(duration.line, duration.raw);
    const [weeks, days, hours, minutes, seconds] = m.slice(1).map((n) => Number(n ?? 0)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const ms = (weeks * 7 + days) * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000;
    return ms <= MAX_LENGTH ? ok(ms) : invalid(duration.line, duration.raw);
  }
  if (!dtend) return ok(start.allDay ? DAY : 0);
  const end = momentOf(dtend, dtend.values[0] ?? '', floating);
  if (!end.ok) return end;
  if (end.value.allDay !== start.allDay) return invalid(dtend.line, dtend.raw);
  const ms = instantOf(end.value.zone, end.value.date, end.value.time) - instantOf(start.zone, start.date, start.time);
  return ms >= 0 && ms <= MAX_LENGTH ? ok(ms) : invalid(dtend.line, dtend.raw);
}

const MAX_LENGTH = 400 * DAY;

/** When it begins, once per repetition that may touch the period; without exceptions and what was moved elsewhere. */
function beginningsOf(
  event: IcalEvent,
  start: Moment,
  period: IcalPeriod,
  moved: readonly IcalProperty[],
): Result<Moment[], ReadCode> {
  const begins = new Map<string, Moment>([[keyOf(start), start]]);
  if (first(event, 'RRULE') && first(event, 'RECURRENCE-ID')) return ok([start]);
  for (const rule of event.properties.filter((p) => p.name === 'RRULE' || p.name === 'EXRULE')) {
    const repeated = repetitions(rule, start, period);
    if (!repeated.ok) return repeated;
    for (const moment of repeated.value) begins.set(keyOf(moment), moment);
  }
  for (const property of event.properties.filter((p) => p.name === 'RDATE' || p.name === 'EXDATE')) {
    for (const value of property.values) {
      const moment = momentOf(property, value, period.zone);
      if (!moment.ok) return moment;
      const { allDay, date } = moment.value;
      if (property.name === 'RDATE') begins.set(keyOf(moment.value), { ...start, ...moment.value });
      else if (allDay)
        for (const key of [...begins.keys()].filter((k) => dateIn(begins, k) === date)) begins.delete(key);
      else begins.delete(keyOf(moment.value));
    }
  }
  for (const property of first(event, 'RECURRENCE-ID') ? [] : moved) {
    const moment = momentOf(property, property.values[0] ?? '', period.zone);
    if (!moment.ok) return moment;
    begins.delete(keyOf(moment.value));
  }
  return ok([...begins.values()]);
}

const dateIn = (begins: ReadonlyMap<string, Moment>, key: string): string | undefined => begins.get(key)?.date;

/** The same for the same instant, in whatever zone it is written. */
function keyOf({ date, time, zone, allDay }: Moment): string {
  return allDay ? date : String(instantOf(zone, date, time));
}

const RULE = /^[A-Z0-9=;,+-]{1,500}$/;

function repetitions(rule: IcalProperty, start: Moment, period: IcalPeriod): Result<Moment[], ReadCode> {
  const text = rule.raw.trim().toUpperCase();
  const refused = (): Err<'ICALENDAR_RULE_REFUSED'> =>
    err('ICALENDAR_RULE_REFUSED', 'text', { line: rule.line, rule: beginningOf(text, 60), max: MAX_STEPS });
  if (rule.name === 'EXRULE' || !RULE.test(text) || !/(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/.test(text))
    return refused();
  if (/(^|;)BY(HOUR|MINUTE|SECOND)=/.test(text)) return refused();
  const zoned = (date: string, time = '00:00') =>
    Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(start.zone);
  try {
    // Loaded when a rule comes, not with the process.
    const { RRuleTemporal } = require('rrule-temporal') as { RRuleTemporal: typeof Rule };
    const found = new RRuleTemporal({
      rruleString: text,
      dtstart: zoned(start.date, start.time),
      maxIterations: MAX_STEPS,
      maxCandidateEvaluations: 10 * MAX_STEPS,
      includeDtstart: true,
      // Long events that began before the period may reach into it.
    }).between(zoned(addDays(period.from, -400)), zoned(addDays(period.to, 1), '23:59'), true);
    if (found.length > MAX_STEPS) return refused();
    return ok(
      found.map((at) => {
        const wall = at.toPlainDateTime().toString();
        return { ...start, date: wall.slice(0, 10), time: wall.slice(11, 19) || '00:00' };
      }),
    );
  } catch {
    return refused();
  }
}

/** The closed part of one date when a stretch lies within it; undefined when it does not. */
export function withinOneDate(
  zone: string,
  from: number,
  to: number,
): { date: string; open: string; close: string } | undefined {
  const [begin, end] = [wallTimeAt(zone, from), wallTimeAt(zone, to)];
  if (begin.date === end.date && begin.time < end.time) return { date: begin.date, open: begin.time, close: end.time };
  const midnight = end.time === '00:00' && addDays(begin.date, 1) === end.date;
  return midnight ? { date: begin.date, open: begin.time, close: '24:00' } : undefined;
}
