import { addMonths, daysInMonth, monthOf } from '#kernel';

/** Months from `from` to `to`, both first days, both within. */
export interface MonthRange {
  readonly from: string;
  readonly to: string;
}

/** Days for which a pyramid can be asked: the months of both its windows exist and can be stored. */
export const FIRST_AS_OF = '1952-01-01';
export const LAST_AS_OF = '2199-12-31';
/** Months that revenue can be recorded for. */
export const FIRST_MONTH = '1950-01-01';
export const LAST_MONTH = '2199-12-01';

/**
 * The last twelve months as of a day: whole calendar months, up to the latest that is over by the end of that day.
 * As of 31 March and as of 1 April it is April to March; as of 30 March it is March to February. Whole months, because
 * revenue is booked by month: part of a month would be a guess, and the window would change its length every day.
 */
export function lastTwelveMonths(asOf: string): MonthRange {
  const month = monthOf(asOf);
  const to = asOf === lastDayOf(month) ? month : addMonths(month, -1);
  return { from: addMonths(to, -11), to };
}

/** The twelve months before a window of twelve. */
export function twelveBefore({ from }: MonthRange): MonthRange {
  return { from: addMonths(from, -12), to: addMonths(from, -1) };
}

/** Last day of the month of which the first is given. */
export function lastDayOf(firstOfMonth: string): string {
  const days = daysInMonth(Number(firstOfMonth.slice(0, 4)), Number(firstOfMonth.slice(5, 7)));
  return `${firstOfMonth.slice(0, 8)}${days}`;
}
