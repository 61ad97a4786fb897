import { Decimal } from '#kernel';

/** Digits after the point of an attainment. */
const DIGITS = 6;

/** How many clocks went how, of those that are decided. */
export interface Decided {
  readonly met: number;
  readonly missed: number;
  readonly breached: number;
}

/** met ÷ (met + missed + breached), rounded half up to six digits; null when nothing is decided. The only definition. */
export function attainmentOf({ met, missed, breached }: Decided): string | null {
  const decided = met + missed + breached;
  return decided === 0 ? null : Decimal.of(met).divide(Decimal.of(decided), DIGITS, 'HALF_UP').format();
}
