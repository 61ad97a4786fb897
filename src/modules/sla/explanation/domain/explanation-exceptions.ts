import { addDays, instantOf, wallTimeAt, type CalendarSpec } from '#kernel/calendar';
import { closureKey } from '../../calendars/domain/calendar-days.js';

/** Why a calendar is closed. OUTSIDE_HOURS: nothing says that it is open then. */
export const CLOSED_CAUSES = ['OUTSIDE_HOURS', 'HOLIDAY', 'OVERRIDE', 'CLOSURE', 'BREAK'] as const;
export type ClosedCause = (typeof CLOSED_CAUSES)[number];

/** A segment about which a calendar says something of its own. */
export interface Exception {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly cause: Exclude<ClosedCause, 'OUTSIDE_HOURS'>;
  /** Which of several calendars, from 0. */
  readonly source: number;
  /** Under which names it may go, the best first. */
  readonly nameKeys: readonly string[];
}

/** Of statements about the same time the first that is there is the reason. */
const STRONGEST: readonly Exception['cause'][] = ['HOLIDAY', 'OVERRIDE', 'CLOSURE', 'BREAK'];

/**
 * What calendars state about dates and segments within [from, to), in order and without overlap: the strongest
 * statement where there are several. Looks at what is stated, never at day after day.
 */
export function exceptionsWithin(specs: readonly CalendarSpec[], from: number, to: number): Exception[] {
  const found = specs.flatMap((spec, source) => statementsOf(spec, source, from, to));
  const clipped = found.flatMap((e) =>
    e.from < to && e.to > from ? [{ ...e, from: Math.max(e.from, from), to: Math.min(e.to, to) }] : [],
  );
  return painted(clipped);
}

function statementsOf(spec: CalendarSpec, source: number, from: number, to: number): Exception[] {
  const { zone } = spec;
  const first = addDays(wallTimeAt(zone, from).date, -1);
  const last = wallTimeAt(zone, to).date;
  const day = (date: string, cause: Exception['cause'], nameKeys: readonly string[]): Exception => ({
    ...{ from: instantOf(zone, date, '00:00'), to: instantOf(zone, date, '24:00') },
    ...{ cause, source, nameKeys },
  });
  const overrides = spec.always ? [] : (spec.overrides ?? []);
  const overridden = new Set(overrides.map((o) => o.date));
  const within = (date: string): boolean => date >= first && date <= last;
  const out: Exception[] = [];
  for (const text of spec.holidays ?? [])
    for (const date of datesOf(text, first, last))
      if (!overridden.has(date)) out.push(day(date, 'HOLIDAY', [date, text]));
  for (const { date } of overrides) if (within(date)) out.push(day(date, 'OVERRIDE', [date]));
  for (const closure of spec.closures ?? [])
    out.push({ ...closure, cause: 'CLOSURE', source, nameKeys: [closureKey(closure)] });
  for (const { date, intervals } of spec.always ? [] : (spec.breaks ?? []))
    for (const { open, close } of within(date) ? intervals : [])
      out.push({
        from: instantOf(zone, date, open),
        to: close > open ? instantOf(zone, date, close) : instantOf(zone, addDays(date, 1), close),
        ...{ cause: 'BREAK' as const, source, nameKeys: [`${date}T${open}`, date] },
      });
  return out;
}

/** The dates of a holiday (`2026-12-25`, `--12-25`, `2026-10-01/2026-10-07`) between two, both included. */
function datesOf(text: string, first: string, last: string): string[] {
  if (text.startsWith('--')) {
    const dates: string[] = [];
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++) {
      const date = `${year}-${text.slice(2)}`;
      if (date >= first && date <= last && isDate(date)) dates.push(date);
    }
    return dates;
  }
  const [begin = text, end = begin] = text.split('/');
  const dates: string[] = [];
  const stop = end < last ? end : last;
  for (let date = begin > first ? begin : first; date <= stop; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** 29 February is none in most years. */
function isDate(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}

/** Lays what overlaps on one another, the strongest on top. */
function painted(found: readonly Exception[]): Exception[] {
  const edges = [...new Set(found.flatMap((e) => [e.from, e.to]))].sort((a, b) => a - b);
  const inOrder = [...found].sort((a, b) => a.from - b.from);
  const out: Exception[] = [];
  let active: Exception[] = [];
  let next = 0;
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1];
    if (to === undefined) break;
    while (next < inOrder.length && inOrder[next]!.from <= from) active.push(inOrder[next++]!);
    active = active.filter((e) => e.to > from);
    const top = STRONGEST.map((cause) => active.find((e) => e.cause === cause)).find((e) => e !== undefined);
    if (!top) continue;
    const before = out[out.length - 1];
    if (before && before.to === from && sameStatement(before, top)) out[out.length - 1] = { ...before, to };
    else out.push({ ...top, from, to });
  }
  return out;
}

function sameStatement(a: Exception, b: Exception): boolean {
  return a.cause === b.cause && a.source === b.source && a.nameKeys.join() === b.nameKeys.join();
}
