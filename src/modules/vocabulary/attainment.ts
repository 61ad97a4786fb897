import { Decimal } from '#kernel';

/** Digits after the point of an attainment as a share. */
const SHARE_DIGITS = 6;
const PERCENT_DIGITS = 2;

/** How many clocks went how, of those that are decided. */
export interface Decided {
  readonly met: number;
  readonly missed: number;
  readonly breached: number;
}

/**
 * SLA attainment as a share: met ÷ (met + missed + breached), a decimal text rounded half up to six digits after the
 * point, from 0.000000 to 1.000000; null when nothing is decided. The only definition, with attainmentPercentOf.
 */
export const attainmentOf = ({ met, missed, breached }: Decided): string | null =>
  shareOf(met, met + missed + breached, SHARE_DIGITS);

/** The same in per cent, rounded half up once, to two digits after the point, from 0 to 100. */
export const attainmentPercentOf = ({ met, missed, breached }: Decided): number | null =>
  percentOf(met, met + missed + breached);

/** A part of a whole in per cent, rounded half up to two digits after the point; null when the whole is zero. */
export function percentOf(part: number, whole: number): number | null {
  const share = shareOf(part * 100, whole, PERCENT_DIGITS);
  return share === null ? null : Number(share);
}

function shareOf(part: number, whole: number, digits: number): string | null {
  return whole === 0 ? null : Decimal.of(part).divide(Decimal.of(whole), digits, 'HALF_UP').format();
}
