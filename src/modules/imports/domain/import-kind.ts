/** What a file holds. */
export const IMPORT_KINDS = ['INCIDENTS', 'REVENUE', 'RATES'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
