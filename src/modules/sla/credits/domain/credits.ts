import { Decimal, divideMoney, roundMoney, sumMoney } from '#kernel';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type CreditRule, type CreditTerms, type TermsPriority } from '../../terms/domain/terms-content.js';

/** Digits after the point of a percentage. */
const PERCENT_DIGITS = 4;

/** Breaches of one metric at one priority, as many as `count` says; defaults to 1. */
export interface CreditedBreach {
  readonly metric: SlaMetric;
  readonly priority: TermsPriority;
  readonly count?: number;
  /** The terms whose rules price them, where a period saw several versions; defaults to those of the period. */
  readonly under?: CreditTerms | null;
}

/** What one customer gets back for one period. Amounts are decimal texts with the digits of the currency. */
export interface Credits {
  /** Breaches that a rule prices; others cost nothing and are not counted. */
  readonly breaches: number;
  /** Before the cap. */
  readonly uncapped: string;
  /** Null when none was agreed. */
  readonly cap: string | null;
  /** After the cap. */
  readonly credit: string;
  readonly currency: string;
}

/**
 * The service credits for the breaches of one customer in one period. Every breach is priced by one rule, rounded to the minor
 * unit of the currency by itself so that a statement's lines add up to what can be paid; the sum is held to the cap, and
 * with two caps to the lower one.
 */
export function creditsOf(breaches: readonly CreditedBreach[], terms: CreditTerms): Credits {
  let counted = 0;
  let uncapped = sumMoney([], terms.currency);
  for (const { metric, priority, count = 1, under } of breaches) {
    const price = priceOf(metric, priority, under ?? terms);
    if (price === null) continue;
    counted += count;
    uncapped = uncapped.add(price.multiply(Decimal.of(count)));
  }
  const cap = capOf(terms);
  return {
    breaches: counted,
    uncapped: uncapped.format(),
    cap: cap === null ? null : cap.format(),
    credit: (cap !== null && cap.compare(uncapped) < 0 ? cap : uncapped).format(),
    currency: terms.currency,
  };
}

/** What one breach gives back, as a decimal text; null when no rule speaks of it. */
export function creditOfBreach(metric: SlaMetric, priority: TermsPriority, terms: CreditTerms): string | null {
  const price = priceOf(metric, priority, terms);
  return price === null ? null : price.format();
}

/**
 * The rule that prices a breach: of those that match, the narrower one, where naming both metric and priority is
 * narrower than naming the priority, that narrower than naming the metric, and that narrower than naming neither. Of two
 * that say the same the one stated first. Rules are alternatives: a breach is never priced twice.
 */
export function ruleFor(metric: SlaMetric, priority: TermsPriority, { rules }: CreditTerms): CreditRule | undefined {
  let best: CreditRule | undefined;
  for (const rule of rules) {
    if (rule.metric !== null && rule.metric !== metric) continue;
    if (rule.priority !== null && rule.priority !== priority) continue;
    if (!best || specificity(rule) > specificity(best)) best = rule;
  }
  return best;
}

function specificity({ metric, priority }: CreditRule): number {
  return (priority === null ? 0 : 2) + (metric === null ? 0 : 1);
}

function priceOf(metric: SlaMetric, priority: TermsPriority, terms: CreditTerms): Decimal | null {
  const rule = ruleFor(metric, priority, terms);
  if (!rule) return null;
  // Amounts agreed before minor units were checked are rounded like any other.
  if (rule.amount !== null) return roundMoney(Decimal.parse(rule.amount), terms.currency);
  // Terms with percents and no fee are never published.
  return rule.percent === null || terms.fee === null ? null : shareOf(terms.fee, rule.percent, terms.currency);
}

function capOf({ capAmount, capPercent, fee, currency }: CreditTerms): Decimal | null {
  const amount = capAmount === null ? null : roundMoney(Decimal.parse(capAmount), currency);
  const share = capPercent === null || fee === null ? null : shareOf(fee, capPercent, currency);
  return amount === null || (share !== null && share.compare(amount) < 0) ? share : amount;
}

/** So many percent of an amount, rounded once. */
function shareOf(amount: string, percent: string, currency: string): Decimal {
  return divideMoney(Decimal.parse(amount).multiply(Decimal.parse(percent, PERCENT_DIGITS)), Decimal.of(100), currency);
}
