import { atMostItems, textOf } from '#kernel';

export const LIMITS = {
  name: textOf(120),
  title: textOf(120),
  city: textOf(120),
  tokenName: textOf(100),
  password: textOf(200, 10),
  languages: atMostItems(10),
  roles: atMostItems(20),
  members: atMostItems(500),
  /** Of a filter. */
  search: textOf(200),
} as const;
