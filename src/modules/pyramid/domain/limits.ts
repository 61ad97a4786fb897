import { atMostItems, proseOf, textOf } from '#kernel';

export const LIMITS = {
  tierName: textOf(60),
  note: proseOf(500),
  externalRef: textOf(200),
  source: textOf(200),
  /** Exchange rates of one mutation. */
  rates: atMostItems(500),
} as const;
