import { type Random } from '../random.js';

export type Tier = 'TOP' | 'MAJOR' | 'MEDIUM' | 'SMALL';

interface TierPlan {
  readonly customers: number;
  /** Share of the revenue of all. */
  readonly share: number;
  /** Pounds of twelve months, well within the tier, so that a month more or less moves nobody. */
  readonly from: number;
  readonly to: number;
}

/** The firm's picture at the start: 1,572 active customers. */
export const TIERS: Readonly<Record<Tier, TierPlan>> = {
  TOP: { customers: 49, share: 0.54, from: 545_000, to: 5_200_000 },
  MAJOR: { customers: 75, share: 0.17, from: 215_000, to: 462_000 },
  MEDIUM: { customers: 109, share: 0.11, from: 107_500, to: 185_000 },
  SMALL: { customers: 1339, share: 0.18, from: 1_400, to: 92_000 },
};

export const TIER_KEYS = Object.keys(TIERS) as Tier[];

/** What all customers bring in in twelve months, in pounds: 109 medium ones of about £140,000 are 11 % of it. */
export const TOTAL_REVENUE = 137_912_480;

/** How long the list of customers with a tier is. */
export const ACTIVE_CUSTOMERS = TIER_KEYS.reduce((sum, key) => sum + TIERS[key].customers, 0);

/**
 * Pounds of twelve months for each customer of a tier, the greatest first: random between the tier's ends (on a scale of ratios), bent so that
 * they add up to the tier's share exactly (to the pound).
 */
export function revenuesOf(random: Random, tier: Tier): number[] {
  const { customers, share, from, to } = TIERS[tier];
  const places = Array.from({ length: customers }, () => random.next()).sort((a, b) => b - a);
  const target = TOTAL_REVENUE * share;
  const at = (bend: number): number[] => places.map((u) => from * (to / from) ** (u ** bend));
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  let [low, high] = [0.02, 50];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (sum(at(middle)) > target) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}
