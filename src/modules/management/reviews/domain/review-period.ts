import { addDays } from '#kernel/calendar';
import { type Period } from '#modules/vocabulary';

const DAY_MS = 86_400_000;

/** The period before one, of the same kind: whole months before whole months, else as many days. */
export function periodBefore(from: string, to: string): { readonly from: string; readonly to: string } {
  const [fy = 0, fm = 0, fd = 0] = from.split('-').map(Number);
  const [ty = 0, tm = 0] = to.split('-').map(Number);
  if (fd === 1 && addDays(to, 1).endsWith('-01')) {
    const months = (ty - fy) * 12 + tm - fm + 1;
    const first = new Date(Date.UTC(fy, fm - 1 - months, 1)).toISOString().slice(0, 10);
    return { from: first, to: addDays(from, -1) };
  }
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return { from: addDays(from, -days), to: addDays(from, -1) };
}

/** The last whole month, quarter or year that ended before a date. */
export function lastWholePeriod(kind: Period, date: string): { readonly from: string; readonly to: string } {
  const [y = 0, m = 1] = date.split('-').map(Number);
  const months = kind === 'MONTH' ? 1 : kind === 'QUARTER' ? 3 : 12;
  const begun = Math.floor((m - 1) / months) * months;
  const first = (shift: number): string => new Date(Date.UTC(y, begun + shift, 1)).toISOString().slice(0, 10);
  return { from: first(-months), to: addDays(first(0), -1) };
}
