import { enumType } from '#platform/graphql';
import { RANKINGS } from '../application/reliability.queries.js';
import { WORK_ORDER_FIELDS } from '../application/work.queries.js';
import { ITEM_KINDS } from '../domain/checklist.js';
import {
  ASSET_KINDS,
  ASSET_STATUSES,
  COVERS,
  CRITICALITIES,
  PLAN_KINDS,
  READING_KINDS,
  SEVERITIES,
  WORK_KINDS,
  WORK_STATUSES,
} from '../domain/values.js';

export const AssetKindEnum = enumType<(typeof ASSET_KINDS)[number]>(
  'AssetKind',
  'What an asset is, from the site down to the single thing.',
  {
    SITE: 'A place at a branch; stands below nothing.',
    BUILDING: 'A building or structure; stands below a site.',
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

export const WorkKindEnum = enumType<(typeof WORK_KINDS)[number]>('WorkOrderKind', 'What work is done for.', {
  CORRECTIVE: 'To mend something.',
  PREVENTIVE: 'So that nothing breaks.',
  INSPECTION: 'To look how things are.',
});

export const WorkStatusEnum = enumType<(typeof WORK_STATUSES)[number]>('WorkOrderStatus', 'Where work stands.', {
  PLANNED: 'To be done; no time is agreed yet.',
  SCHEDULED: 'A visit is planned, or a time and who does it.',
  IN_PROGRESS: 'Begun.',
  DONE: 'Finished; can be taken up again.',
  CANCELLED: 'Given up, for good.',
});

export const SeverityEnum = enumType<(typeof SEVERITIES)[number]>('FindingSeverity', 'How bad it is what was found.', {
  CRITICAL: 'Dangerous, or about to fail.',
  MAJOR: 'Must be mended soon.',
  MINOR: 'Should be mended some time.',
  NOTE: 'Worth knowing.',
});

export const ItemKindEnum = enumType<(typeof ITEM_KINDS)[number]>(
  'ChecklistItemKind',
  'How an item of a checklist is answered.',
  {
    CHECK: '`true` when it is so, `false` when it is not.',
    NUMBER: 'A decimal number, perhaps with a range that is all right.',
    TEXT: 'A text, at most 4,000 characters.',
    CHOICE: 'One of the choices.',
  },
);

export const CoversEnum = enumType<(typeof COVERS)[number]>(
  'MaintenancePlanCovers',
  'What a plan makes work orders for.',
  { ASSET: 'The asset itself.', ITEMS_BELOW: 'Each item below it that is in service then, at most 2,000.' },
);

export const PlanKindEnum = enumType<(typeof PLAN_KINDS)[number]>(
  'MaintenancePlanKind',
  'Which kind of work orders a plan makes.',
  { PREVENTIVE: 'So that nothing breaks.', INSPECTION: 'To look how things are.' },
);

export const OccurrenceOutcomeEnum = enumType(
  'MaintenanceOccurrenceOutcome',
  'What became of an occurrence of a plan.',
  {
    GENERATED: 'Its work orders were made.',
    PASSED_OVER: 'It was past already, and so was the one after it: only the latest was made.',
    NOTHING_TO_DO: 'Nothing that the plan covers was in service.',
  },
);

export const WorkOrderFieldEnum = enumType<(typeof WORK_ORDER_FIELDS)[number]>(
  'WorkOrderOrderField',
  'What work orders can be ordered by.',
  {
    CREATED_AT: 'When they were made.',
    DUE_AT: 'When they fall due, else when they are planned; those without either last in ASC.',
    PRIORITY: 'Priority (ASC: critical first), then when they were made.',
  },
);

export const RankingEnum = enumType<(typeof RANKINGS)[number]>('ReliabilityRanking', 'By what assets are compared.', {
  MTBF: 'Shortest time between failures first.',
  MTTR: 'Longest time to restore first.',
  FAILURES: 'Most failures first.',
  AVAILABILITY: 'Least available first.',
});
