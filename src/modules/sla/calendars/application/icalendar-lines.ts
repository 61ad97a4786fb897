import { createRequire } from 'node:module';
import { err, type Err } from '#kernel';
import { beginningOf } from '../domain/short-text.js';

/** A property as ical.js reads it (jCal, RFC 7265): name, parameters, type, values. */
type JCalProperty = readonly [
  name: string,
  params: Readonly<Record<string, unknown>>,
  type: string,
  ...values: unknown[],
];

interface Ical {
  readonly parse: { readonly property: (line: string) => JCalProperty };
}

export interface IcalProperty {
  readonly name: string;
  /** Names in small letters. */
  readonly params: Readonly<Record<string, string>>;
  /** `date`, `date-time`, `text`, … */
  readonly type: string;
  /** As jCal writes them: `2026-05-01`, `2026-05-01T09:00:00Z`. */
  readonly values: readonly string[];
  /** What stands behind the colon, unread. */
  readonly raw: string;
  readonly line: number;
}

/** An event of the file: the properties that say when it is. */
export interface IcalEvent {
  readonly line: number;
  readonly properties: readonly IcalProperty[];
}

export type IcalCode = 'ICALENDAR_INVALID' | 'ICALENDAR_EMPTY';

const WANTED = new Set(
  'UID DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID SUMMARY TRANSP STATUS'.split(' '),
);

const require = createRequire(import.meta.url);

/** The events of an iCalendar text; an error names its line. Components other than events are passed over. */
export function eventsOf(text: string): IcalEvent[] | Err<IcalCode> {
  // Loaded when a file comes, not with the process.
  const { parse } = require('ical.js') as Ical;
  const open: { name: string; line: number }[] = [];
  const events: { line: number; properties: IcalProperty[] }[] = [];
  for (const { line, content } of unfolded(text)) {
    const [, name = ''] = /^([A-Za-z0-9-]+)[;:]/.exec(content) ?? [];
    if (name === '') return invalid(line, content);
    const key = name.toUpperCase();
    const raw = content.slice(content.indexOf(':') + 1);
    if (key === 'BEGIN') {
      open.push({ name: raw.trim().toUpperCase(), line });
      if (isEvent(open)) events.push({ line, properties: [] });
      continue;
    }
    if (key === 'END') {
      const begun = open.pop();
      if (begun?.name !== raw.trim().toUpperCase()) return invalid(line, content);
      continue;
    }
    if (open.length === 0) return invalid(line, content);
    if (!isEvent(open) || !WANTED.has(key)) continue;
    try {
      const [, params, type, ...values] = parse.property(content);
      events.at(-1)?.properties.push({
        ...{ name: key, type, raw, line },
        params: Object.fromEntries(Object.entries(params).map(([k, v]) => [k.toLowerCase(), String(v)])),
        values: values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
      });
    } catch {
      return invalid(line, content);
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) return invalid(unclosed.line, `BEGIN:${unclosed.name}`);
  return events.length === 0 ? err('ICALENDAR_EMPTY', 'text') : events;
}

export function invalid(line: number, problem: string): Err<'ICALENDAR_INVALID'> {
  return err('ICALENDAR_INVALID', 'text', { line, problem: beginningOf(problem, 60) });
}

const isEvent = (open: readonly { name: string }[]): boolean => open.at(-1)?.name === 'VEVENT';

/** Lines as they were before they were folded (RFC 5545 3.1), each with the number of its first. */
function* unfolded(text: string): Generator<{ line: number; content: string }> {
  let content = '';
  let line = 0;
  let number = 0;
  for (const physical of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    number++;
    if (/^[ \t]/.test(physical) && content !== '') {
      content += physical.slice(1);
      continue;
    }
    if (content.trim() !== '') yield { line, content };
    content = physical;
    line = number;
  }
  if (content.trim() !== '') yield { line, content };
}
