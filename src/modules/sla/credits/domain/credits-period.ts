import { addMonths } from '#kernel';
import { instantOf, runtimeZoneRules, wallTimeAt, type ZoneRules } from '#kernel/calendar';
import { type CreditPeriod } from '../../terms/domain/terms-content.js';

const MONTHS: Readonly<Record<CreditPeriod, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** First day of the period in which a date lies. Quarters begin in January, April, July and October. */
export function periodStart(period: CreditPeriod, date: string): string {
  const month = Number(date.slice(5, 7)) - 1;
  const first = month - (month % MONTHS[period]) + 1;
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** First day after the period that begins then. */
export function periodEnd(period: CreditPeriod, start: string): string {
  return addMonths(start, MONTHS[period]);
}

/** The instants (epoch ms) between which a period lies in a zone; the second is not part of it. */
export function periodBounds(
  period: CreditPeriod,
  start: string,
  zone: string,
  rules: ZoneRules = runtimeZoneRules,
): { from: number; to: number } {
  const at = (date: string): number => instantOf(zone, date, '00:00', rules);
  return { from: at(start), to: at(periodEnd(period, start)) };
}

/** Finds the first day of an instant's period in a zone; remembers the last answer, because neighbours ask the same. */
export class PeriodFinder {
  private readonly known = new Map<string, { start: string; from: number; to: number }>();

  constructor(private readonly rules: ZoneRules = runtimeZoneRules) {}

  startAt(period: CreditPeriod, zone: string, at: number): string {
    const key = `${period} ${zone}`;
    let last = this.known.get(key);
    if (!last || at < last.from || at >= last.to) {
      const start = periodStart(period, wallTimeAt(zone, at, this.rules).date);
      last = { start, ...periodBounds(period, start, zone, this.rules) };
      this.known.set(key, last);
    }
    return last.start;
  }
}
