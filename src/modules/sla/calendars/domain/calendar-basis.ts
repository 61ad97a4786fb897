/** One calendar that terms run on, by name or by who has chosen it. */

export type CalendarSource =
  /** A calendar of the terms' own. */
  | { readonly kind: 'CALENDAR'; readonly calendarId: string }
  /** That of an office; null: the office that serves the request. */
  | { readonly kind: 'OFFICE'; readonly officeId: string | null }
  /** That of the request's branch; where it has none, that of the office that serves the request. */
  | { readonly kind: 'BRANCH' };
export const CALENDAR_SOURCE_KINDS = ['CALENDAR', 'OFFICE', 'BRANCH'] as const;
/** ONE: exactly one source. INTERSECTION: open when all of them are. UNION: open when any of them is. */

export const CALENDAR_COMBINATIONS = ['ONE', 'INTERSECTION', 'UNION'] as const;
export type CalendarCombination = (typeof CALENDAR_COMBINATIONS)[number];
/** Which calendars terms run on. */

export interface CalendarBasis {
  readonly combination: CalendarCombination;
  readonly sources: readonly CalendarSource[];
}
/** What terms run on unless they say otherwise: the calendar of the office that serves the request. */

export const SERVING_OFFICE: CalendarBasis = { combination: 'ONE', sources: [{ kind: 'OFFICE', officeId: null }] };
