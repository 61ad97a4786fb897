import { enumType } from '#platform/graphql';
import { RANKINGS } from '../application/reliability.queries.js';
import { ASSET_KINDS, ASSET_STATUSES, CRITICALITIES } from '../domain/asset-kinds.js';
import { READING_KINDS } from '../domain/meter.js';

export const AssetKindEnum = enumType<(typeof ASSET_KINDS)[number]>(
  'AssetKind',
  'What an asset is, from the site down to the single thing.',
  {
    SITE: 'A place at a branch; has no parent.',
    BUILDING: 'A building or structure; its parent is a site.',
    SYSTEM: 'Things that work together, such as chilled water; below a site, building or system.',
    ITEM: 'A single thing, such as a lift; below any of the others or an item that it is part of.',
  },
);

export const AssetStatusEnum = enumType<(typeof ASSET_STATUSES)[number]>('AssetStatus', 'Whether an asset is used.', {
  IN_SERVICE: 'It is used, or should be: only this counts as operating time.',
  OUT_OF_SERVICE: 'It is put by for a while; its plans make no work orders.',
  RETIRED: 'It is gone for good.',
});

export const CriticalityEnum = enumType<(typeof CRITICALITIES)[number]>(
  'AssetCriticality',
  'How much depends on an asset.',
  { CRITICAL: 'Safety, or the whole site.', HIGH: 'Much of the site.', MODERATE: 'The usual.', LOW: 'Little.' },
);

export const ReadingKindEnum = enumType<(typeof READING_KINDS)[number]>(
  'MeterReadingKind',
  'How a reading follows the one before it.',
  {
    READING: 'The same or more.',
    ROLLOVER: 'The meter reached its capacity and began again at zero.',
    REPLACED: 'Another meter was put in; the value is what that one shows.',
  },
);

export const RankingEnum = enumType<(typeof RANKINGS)[number]>('ReliabilityRanking', 'By what assets are compared.', {
  MTBF: 'Shortest time between failures first.',
  MTTR: 'Longest time to restore first.',
  FAILURES: 'Most failures first.',
  AVAILABILITY: 'Least available first.',
});
