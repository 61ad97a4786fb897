import { PRIORITIES, type Priority } from '#modules/vocabulary';

/** What a thing we look after is. */
export const ASSET_KINDS = ['SITE', 'BUILDING', 'SYSTEM', 'ITEM'] as const;

export type AssetKind = (typeof ASSET_KINDS)[number];

/** Below which kinds each kind may stand; a site stands below nothing. */
export const STANDS_BELOW: Readonly<Record<AssetKind, readonly AssetKind[]>> = {
  SITE: [],
  BUILDING: ['SITE'],
  SYSTEM: ['SITE', 'BUILDING', 'SYSTEM'],
  ITEM: ['SITE', 'BUILDING', 'SYSTEM', 'ITEM'],
};

export const ASSET_STATUSES = ['IN_SERVICE', 'OUT_OF_SERVICE', 'RETIRED'] as const;

export type AssetStatus = (typeof ASSET_STATUSES)[number];

/** How much depends on an asset; work for it has the same priorities. */
export const CRITICALITIES = PRIORITIES;

export type Criticality = Priority;
