import { AssetQueries } from './application/asset.queries.js';
import { ChangeAsset } from './application/change-asset.js';
import { CorrectReading } from './application/correct-reading.js';
import { CreateAssets } from './application/create-assets.js';
import { FollowMergedRequest } from './application/follow-merged-request.js';
import { HeldMeters } from './application/held-meters.js';
import { LinkRequest } from './application/link-request.js';
import { RecordReadings } from './application/record-readings.js';
import { ReliabilityQueries } from './application/reliability.queries.js';
import { SaveMeter } from './application/save-meter.js';
import { SyncRequestFailures } from './application/sync-request-failures.js';
import { SyncServingOffice } from './application/sync-serving-office.js';

/** Assets, their meters and requests; MaintenanceModule provides and exports them. */
export const ASSETS = [
  AssetQueries,
  ChangeAsset,
  CorrectReading,
  CreateAssets,
  FollowMergedRequest,
  LinkRequest,
  RecordReadings,
  ReliabilityQueries,
  SaveMeter,
  SyncRequestFailures,
  SyncServingOffice,
];

/** What they need and nobody else does. */
export const ASSETS_INTERNALS = [HeldMeters];
