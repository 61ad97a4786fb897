import { registerEnumType } from '@nestjs/graphql';
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

/** What code-first GraphQL takes for an enum: every value under its own name. */
function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const AssetKindEnum = enumOf(ASSET_KINDS);
registerEnumType(AssetKindEnum, {
  name: 'AssetKind',
  description: 'What an asset is, from the site down to the single thing.',
  valuesMap: {
    SITE: { description: 'A place at a branch; stands below nothing.' },
    BUILDING: { description: 'A building or structure; stands below a site.' },
    SYSTEM: { description: 'Things that work together, such as chilled water; below a site, building or system.' },
    ITEM: { description: 'A single thing, such as a lift; below any of the others or an item that it is part of.' },
  },
});

export const AssetStatusEnum = enumOf(ASSET_STATUSES);
registerEnumType(AssetStatusEnum, {
  name: 'AssetStatus',
  description: 'Whether an asset is used.',
  valuesMap: {
    IN_SERVICE: { description: 'It is used, or should be: only this counts as operating time.' },
    OUT_OF_SERVICE: { description: 'It is put by for a while; its plans make no work orders.' },
    RETIRED: { description: 'It is gone for good.' },
  },
});

export const CriticalityEnum = enumOf(CRITICALITIES);
registerEnumType(CriticalityEnum, {
  name: 'AssetCriticality',
  description: 'How much depends on an asset.',
  valuesMap: {
    CRITICAL: { description: 'Safety, or the whole site.' },
    HIGH: { description: 'Much of the site.' },
    MODERATE: { description: 'The usual.' },
    LOW: { description: 'Little.' },
  },
});

export const ReadingKindEnum = enumOf(READING_KINDS);
registerEnumType(ReadingKindEnum, {
  name: 'MeterReadingKind',
  description: 'How a reading follows the one before it.',
  valuesMap: {
    READING: { description: 'The same or more.' },
    ROLLOVER: { description: 'The meter reached its capacity and began again at zero.' },
    REPLACED: { description: 'Another meter was put in; the value is what that one shows.' },
  },
});

export const WorkKindEnum = enumOf(WORK_KINDS);
registerEnumType(WorkKindEnum, {
  name: 'WorkOrderKind',
  description: 'What work is done for.',
  valuesMap: {
    CORRECTIVE: { description: 'To mend something.' },
    PREVENTIVE: { description: 'So that nothing breaks.' },
    INSPECTION: { description: 'To look how things are.' },
  },
});

export const WorkStatusEnum = enumOf(WORK_STATUSES);
registerEnumType(WorkStatusEnum, {
  name: 'WorkOrderStatus',
  description: 'Where work stands.',
  valuesMap: {
    PLANNED: { description: 'To be done; no time is agreed yet.' },
    SCHEDULED: { description: 'A visit is planned, or a time and who does it.' },
    IN_PROGRESS: { description: 'Begun.' },
    DONE: { description: 'Finished; can be taken up again.' },
    CANCELLED: { description: 'Given up, for good.' },
  },
});

export const SeverityEnum = enumOf(SEVERITIES);
registerEnumType(SeverityEnum, {
  name: 'FindingSeverity',
  description: 'How bad it is what was found.',
  valuesMap: {
    CRITICAL: { description: 'Dangerous, or about to fail.' },
    MAJOR: { description: 'Must be mended soon.' },
    MINOR: { description: 'Should be mended some time.' },
    NOTE: { description: 'Worth knowing.' },
  },
});

export const ItemKindEnum = enumOf(ITEM_KINDS);
registerEnumType(ItemKindEnum, {
  name: 'ChecklistItemKind',
  description: 'How an item of a checklist is answered.',
  valuesMap: {
    CHECK: { description: '`true` when it is so, `false` when it is not.' },
    NUMBER: { description: 'A decimal number, perhaps with a range that is all right.' },
    TEXT: { description: 'A text, at most 4,000 characters.' },
    CHOICE: { description: 'One of the choices.' },
  },
});

export const CoversEnum = enumOf(COVERS);
registerEnumType(CoversEnum, {
  name: 'MaintenancePlanCovers',
  description: 'What a plan makes work orders for.',
  valuesMap: {
    ASSET: { description: 'The asset itself.' },
    ITEMS_BELOW: { description: 'Each item below it that is in service then, at most 2,000.' },
  },
});

export const PlanKindEnum = enumOf(PLAN_KINDS);
registerEnumType(PlanKindEnum, {
  name: 'MaintenancePlanKind',
  description: 'Which kind of work orders a plan makes.',
  valuesMap: {
    PREVENTIVE: { description: 'So that nothing breaks.' },
    INSPECTION: { description: 'To look how things are.' },
  },
});

export const OccurrenceOutcomeEnum = enumOf(['GENERATED', 'PASSED_OVER', 'NOTHING_TO_DO'] as const);
registerEnumType(OccurrenceOutcomeEnum, {
  name: 'MaintenanceOccurrenceOutcome',
  description: 'What became of an occurrence of a plan.',
  valuesMap: {
    GENERATED: { description: 'Its work orders were made.' },
    PASSED_OVER: { description: 'It was past already, and so was the one after it: only the latest was made.' },
    NOTHING_TO_DO: { description: 'Nothing that the plan covers was in service.' },
  },
});

export const WorkOrderFieldEnum = enumOf(WORK_ORDER_FIELDS);
registerEnumType(WorkOrderFieldEnum, {
  name: 'WorkOrderOrderField',
  description: 'What work orders can be ordered by.',
  valuesMap: {
    CREATED_AT: { description: 'When they were made.' },
    DUE_AT: { description: 'When they fall due, else when they are planned; those without either last in ASC.' },
    PRIORITY: { description: 'Priority (ASC: critical first), then when they were made.' },
  },
});

export const RankingEnum = enumOf(RANKINGS);
registerEnumType(RankingEnum, {
  name: 'ReliabilityRanking',
  description: 'By what assets are compared.',
  valuesMap: {
    MTBF: { description: 'Shortest time between failures first.' },
    MTTR: { description: 'Longest time to restore first.' },
    FAILURES: { description: 'Most failures first.' },
    AVAILABILITY: { description: 'Least available first.' },
  },
});
