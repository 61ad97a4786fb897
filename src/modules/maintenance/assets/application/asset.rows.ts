import { columnList } from '../../basics/application/columns.js';

export const ASSET_COLUMNS = columnList(
  'a',
  'id customerId branchId officeId parentId path kind code tag name nameNative maker model serial installedOn warrantyUntil status criticality location externalRef createdAt version',
);

export const METER_COLUMNS = columnList('m', 'id assetId name nameNative unit capacity active version');

export const READING_COLUMNS = columnList(
  'r',
  'id meterId at value kind finalValue total note recordedAt withdrawnAt version',
  {
    readById: 'read_by',
  },
);

export const ASSET_REQUEST_COLUMNS = columnList('q', 'id assetId requestId failure failedAt restoredAt void version');
