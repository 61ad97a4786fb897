import { addMonths, Decimal, moneyText, roundMoney } from '#kernel';
import { POUNDS_FOR } from '../data/offices.js';
import { type Random } from '../random.js';
import { type CustomerPlan } from './customers.js';
import { dateOf } from './time.js';

export interface RevenuePlan {
  readonly customer: CustomerPlan;
  /** First day of the month. */
  readonly month: string;
  /** In the currency of the customer's office. */
  readonly amount: string;
  readonly kind: 'REVENUE' | 'CREDIT';
  readonly note: string | null;
}

export interface RatePlan {
  readonly currency: string;
  readonly validFrom: string;
  readonly rate: string;
}

export interface Books {
  readonly rates: readonly RatePlan[];
  readonly entries: readonly RevenuePlan[];
}

/** Months for which there is revenue before those that count as of the day of seeding. */
const BEFORE = 12;
/** Digits after the point of a rate: twelve significant ones for the smallest. */
const RATE_DIGITS = 16;
/** How much a month booked ahead may differ from the same month a year before; well within the tiers' margins. */
const AHEAD = 0.03;

/**
 * The months: twelve before, the twelve that count as of today (whole ones, up to the last that is over today), and
 * those up to the next month, which are invoiced in advance. So the pyramid stays as it is when a month ends: each month
 * that comes in brings what the same month a year before did, which drops out.
 */
export function monthsOf(now: Date): { readonly all: readonly string[]; readonly firstCounted: number } {
  const today = dateOf(now.getTime());
  const month = `${today.slice(0, 7)}-01`;
  const isLastDay = dateOf(now.getTime() + 86_400_000).slice(0, 7) !== today.slice(0, 7);
  const lastCounted = isLastDay ? month : addMonths(month, -1);
  const first = addMonths(lastCounted, -11 - BEFORE);
  const count = 12 + BEFORE + (isLastDay ? 1 : 2);
  return { all: Array.from({ length: count }, (_, i) => addMonths(first, i)), firstCounted: BEFORE };
}

/** What everybody brought in, month by month. */
export function planRevenue(random: Random, customers: readonly CustomerPlan[], now: Date): Books {
  const { all: months, firstCounted } = monthsOf(now);
  const thisMonth = `${dateOf(now.getTime()).slice(0, 7)}-01`;
  const rates = planRates(
    random.fork('rates'),
    months.filter((m) => m <= thisMonth),
  );
  const entries: RevenuePlan[] = [];
  for (const customer of customers) {
    if (customer.revenue === 0) continue;
    const own = random.fork(customer.code);
    const year = yearOf(own, customer);
    const before = customer.stage === 'LOST' ? customer.revenue : customer.revenue / growthOf(own, customer);
    const beforeYear = yearOf(own, customer);
    months.forEach((month, i) => {
      const counted = i - firstCounted;
      // Those who have left did so in the course of the twelve months before.
      if (customer.stage === 'LOST' && i >= firstCounted - 2) return;
      const pounds =
        counted < 0
          ? before * (beforeYear[i % 12] ?? 0)
          : customer.revenue * (year[counted % 12] ?? 0) * (counted >= 12 ? 1 + own.between(-AHEAD, AHEAD) : 1);
      if (pounds < 0.5) return;
      const { currency } = customer.office;
      const rate = rates.get(currency)?.get(month) ?? rates.get(currency)?.get(thisMonth) ?? 1;
      const book = (amount: number, kind: RevenuePlan['kind'], note: string | null): void =>
        void entries.push({ customer, month, amount: payable(amount, currency), kind, note });
      const amount = pounds / rate;
      const note = month > thisMonth ? 'Invoiced in advance' : null;
      if (counted >= 0 && counted < 12 && own.chance(0.004)) {
        book(amount * 1.04, 'REVENUE', note);
        book(-amount * 0.04, 'CREDIT', 'Credit note for hours not worked');
      } else book(amount, 'REVENUE', note);
    });
  }
  return {
    rates: [...rates].flatMap(([currency, list]) =>
      [...list].map(([validFrom, rate]) => ({ currency, validFrom, rate: rate.toFixed(RATE_DIGITS) })),
    ),
    entries,
  };
}

/** An amount that was worked out, as it is booked. */
const payable = (amount: number, currency: string): string =>
  moneyText(roundMoney(Decimal.parse(amount.toFixed(6)), currency), currency);

/** How a customer's revenue falls over twelve months: parts that add up to one. Small ones are not invoiced monthly. */
function yearOf(random: Random, { tier }: CustomerPlan): number[] {
  const billed = tier === 'SMALL' || tier === null ? random.pick([2, 4, 4, 6, 12]) : 12;
  const months = new Set(random.some([...Array(12).keys()], billed));
  const parts = Array.from({ length: 12 }, (_, i) => (months.has(i) ? random.between(0.6, 1.4) : 0));
  const sum = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / sum);
}

/** Revenue of these twelve months over that of the twelve before: most grow a little, some climb, some are new. */
function growthOf(random: Random, { tier, revenue }: CustomerPlan): number {
  const next = tier === 'SMALL' ? 100_000 : tier === 'MEDIUM' ? 200_000 : undefined;
  if (tier === 'SMALL' && random.chance(0.07)) return Number.POSITIVE_INFINITY;
  // Near the next tier: every third has the growth to get there within a year.
  if (next !== undefined && revenue > next * 0.6 && random.chance(0.33))
    return Math.min((next / revenue) * random.between(1.03, 1.25), 1.95);
  return Math.max(0.6, 1.04 + (random.next() + random.next() + random.next() - 1.5) * 0.22);
}

/** A rate for each currency from the first of each month on, drifting a little. */
function planRates(random: Random, months: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    Object.entries(POUNDS_FOR).map(([currency, about]) => {
      let drift = 1;
      const list = months.map((month): [string, number] => {
        drift = Math.min(1.08, Math.max(0.92, drift * (1 + random.between(-0.012, 0.012))));
        return [month, Number((about * drift).toFixed(RATE_DIGITS))];
      });
      return [currency, new Map(list)];
    }),
  );
}
