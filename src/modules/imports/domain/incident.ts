import { firstCharacters, type Failure } from '#kernel';
import { type Channel, type Level, type Priority } from '#modules/vocabulary';
import { parseSourceInstant } from './dates.js';
import { type IncidentMapping } from './incident-mapping.js';
import { Columns, fillPieces, RowReader, type Planned, type RejectedRow, type SourceRow } from './source.js';

/** What an incident says of itself at a time; names are those of the source. */
export interface IncidentValues {
  readonly priority: Priority;
  readonly channel: Channel;
  readonly impact: Level | null;
  readonly urgency: Level | null;
  readonly caller: string | null;
  readonly location: string | null;
  readonly category: string | null;
  readonly subcategory: string | null;
}

export type IncidentEvent =
  | { readonly at: Date; readonly kind: 'STAFF_REPLY' }
  | { readonly at: Date; readonly kind: 'STATUS'; readonly status: string }
  | { readonly at: Date; readonly kind: 'INTERNAL_NOTE'; readonly body: string }
  | { readonly at: Date; readonly kind: 'CHANGED'; readonly values: IncidentValues };

/** An incident with its whole history, ready to be taken. */
export interface IncidentPlan {
  readonly key: string;
  readonly subject: string;
  readonly createdAt: Date;
  /** As it was opened; what the source did not know then but later is known from the start. */
  readonly values: IncidentValues;
  /** In order of time. */
  readonly events: readonly IncidentEvent[];
}

interface Entry extends IncidentValues {
  readonly row: SourceRow;
  readonly at: Date;
  readonly openedAt: Date;
  readonly order: number;
  readonly state: string;
  readonly status: string;
}

const MAX_SUBJECT = 200;
const MAX_NOTE = 1000;

/**
 * Makes one incident of its rows. They are put in the order of their times; rows of one minute in that of their
 * modification count. Times decide because clocks count time: a count that contradicts them (the log has five) was
 * restarted by the source. The incident begins when it was opened, or with its first row where that is earlier.
 */
export function planIncident(
  key: string,
  rows: readonly SourceRow[],
  columns: Columns,
  mapping: IncidentMapping,
): Planned<IncidentPlan> {
  const rejected: RejectedRow[] = [];
  const entries: Entry[] = [];
  const seen = new Map<string, SourceRow>();
  for (const row of rows) {
    const text = row.fields.join('\u0000');
    const twin = seen.get(text);
    if (twin) {
      rejected.push({ row, failure: { code: 'DUPLICATE_ROW', params: { line: twin.line } } });
      continue;
    }
    seen.set(text, row);
    const read = readEntry(row, columns, mapping);
    if ('failure' in read) rejected.push(read);
    else entries.push(read);
  }
  entries.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order || a.row.ordinal - b.row.ordinal);
  const first = entries[0];
  const accepted = entries.map((e) => e.row).sort((a, b) => a.ordinal - b.ordinal);
  if (!first) return { plan: undefined, accepted, rejected };
  const opened = Math.min(first.at.getTime(), ...entries.map((e) => e.openedAt.getTime()));
  const plan: IncidentPlan = {
    key,
    subject:
      firstCharacters(
        fillPieces(mapping.subject, (column) => columns.cell(first.row, column)),
        MAX_SUBJECT,
      ) || key,
    createdAt: new Date(opened),
    values: initialValues(entries, first),
    events: historyOf(entries, columns, mapping),
  };
  return { plan, accepted, rejected };
}

function readEntry(row: SourceRow, columns: Columns, mapping: IncidentMapping): Entry | RejectedRow {
  const reader = new RowReader(columns, row);
  const names = mapping.columns;
  const instant = (column: string): Date | undefined => {
    const text = reader.required(column);
    const read = parseSourceInstant(text, mapping.dates);
    if (!read && text !== '') reader.fail(unreadableDate(column, text, mapping));
    return read;
  };
  const optional = (column: string | null): string | null => (column === null ? null : reader.optional(column));
  const level = (column: string | null): Level | null =>
    column === null ? null : (reader.meaning(column, mapping.levels, true) ?? null);
  const at = instant(names.at);
  const openedAt = instant(names.openedAt);
  const order = reader.count(names.order);
  const status = reader.meaning(names.state, mapping.states);
  const priority = reader.meaning(names.priority, mapping.priorities);
  const channel = reader.meaning(names.contactType, mapping.channels);
  const values = {
    impact: level(names.impact),
    urgency: level(names.urgency),
    caller: optional(names.caller),
    location: optional(names.location),
    category: optional(names.category),
    subcategory: optional(names.subcategory),
  };
  const { failure } = reader;
  if (failure) return { row, failure };
  if (!at || !openedAt || status === undefined || !priority || !channel)
    throw new Error(`line ${row.line} reads as nothing`);
  const state = reader.required(names.state);
  return { ...values, row, at, openedAt, order, state, status, priority, channel };
}

function unreadableDate(field: string, text: string, { dates }: IncidentMapping): Failure {
  return { code: 'UNREADABLE_DATE', field, params: { value: text.slice(0, 40), form: dates } };
}

/** As the first row says; what is missing there as the first row that has it. */
function initialValues(entries: readonly Entry[], first: Entry): IncidentValues {
  const known = <K extends keyof IncidentValues>(key: K): IncidentValues[K] =>
    (entries.find((e) => e[key] !== null) ?? first)[key];
  const typed = entries.find((e) => e.category !== null) ?? first;
  return {
    priority: first.priority,
    channel: first.channel,
    impact: known('impact'),
    urgency: known('urgency'),
    caller: known('caller'),
    location: known('location'),
    category: typed.category,
    subcategory: typed.subcategory,
  };
}

/** The values after a row; what it does not say stays. */
function after(before: IncidentValues, entry: Entry): IncidentValues {
  const sameCategory = entry.category === null || entry.category === before.category;
  return {
    priority: entry.priority,
    channel: entry.channel,
    impact: entry.impact ?? before.impact,
    urgency: entry.urgency ?? before.urgency,
    caller: entry.caller ?? before.caller,
    location: entry.location ?? before.location,
    category: entry.category ?? before.category,
    subcategory: sameCategory ? (entry.subcategory ?? before.subcategory) : entry.subcategory,
  };
}

const VALUES = ['priority', 'channel', 'impact', 'urgency', 'caller', 'location', 'category', 'subcategory'] as const;

function historyOf(entries: readonly Entry[], columns: Columns, mapping: IncidentMapping): IncidentEvent[] {
  const events: IncidentEvent[] = [];
  let values = initialValues(entries, entries[0] as Entry);
  let status: string | undefined;
  let answered = false;
  for (const entry of entries) {
    const { at } = entry;
    const before = events.length;
    const now = after(values, entry);
    if (VALUES.some((key) => now[key] !== values[key])) events.push({ at, kind: 'CHANGED', values: now });
    values = now;
    if (!answered && !mapping.unansweredStates.includes(entry.state)) {
      answered = true;
      events.push({ at, kind: 'STAFF_REPLY' });
    }
    // The first row is always told: a request that is created stands in its own first status.
    if (entry.status !== status) events.push({ at, kind: 'STATUS', status: entry.status });
    status = entry.status;
    if (events.length > before) continue;
    const body = firstCharacters(
      fillPieces(mapping.note, (column) => columns.prose(entry.row, column)),
      MAX_NOTE,
    );
    if (body !== '') events.push({ at, kind: 'INTERNAL_NOTE', body });
  }
  return events;
}
