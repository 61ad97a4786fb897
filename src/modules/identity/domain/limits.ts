import { atMostItems, verbatimOf, textOf } from '#kernel';

export const LIMITS = {
  code: textOf(20, 2),
  roleKey: textOf(40, 2),
  name: textOf(120),
  title: textOf(120),
  city: textOf(120),
  subdivision: textOf(3),
  tokenName: textOf(100),
  /** Permissions of an API token. */
  grants: atMostItems(100),
  password: verbatimOf(200, 12),
  languages: atMostItems(10),
  roles: atMostItems(20),
  members: atMostItems(500),
  /** Of a filter. */
  search: textOf(200),
} as const;

/** How long an API token lives, in days. */
export const TOKEN_DAYS = { default: 90, longest: 366 } as const;

/** Codes of regions, offices and teams. */
export const CODE = new RegExp(`^[A-Z0-9][A-Z0-9-]{${LIMITS.code.min - 1},${LIMITS.code.max - 1}}$`);
export const CODE_FORM = `${LIMITS.code.min} to ${LIMITS.code.max} capital letters, digits and hyphens`;
