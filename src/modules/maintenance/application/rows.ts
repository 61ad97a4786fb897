import { Columns, type Sql } from '#platform/database';

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `a.name_native as "nameNative"` of fields named as their columns, and of those that are not. */
function list(alias: string, fields: string, others: Readonly<Record<string, string>> = {}): Sql {
  const same = fields.split(' ').map((field) => [field, `${alias}.${snake(field)}`]);
  const named = Object.entries(others).map(([field, column]) => [field, `${alias}.${column}`]);
  return new Columns<Record<string, unknown>>(Object.fromEntries([...same, ...named]) as Record<string, string>).all;
}

export const ASSET_COLUMNS = list(
  'a',
  'id customerId branchId officeId parentId path kind code tag name nameNative maker model serial installedOn warrantyUntil status criticality location externalRef createdAt version',
);
export const METER_COLUMNS = list('m', 'id assetId name nameNative unit capacity active version');
export const READING_COLUMNS = list('r', 'id meterId at value kind finalValue total note recordedAt', {
  readById: 'read_by',
});
export const ASSET_REQUEST_COLUMNS = list('q', 'id assetId requestId failure failedAt restoredAt void version');
export const PART_COLUMNS = list('p', 'id code name nameNative unit price currency active version');
export const PLAN_COLUMNS = list(
  'p',
  'id no number assetId covers title description kind priority checklistId assigneeId teamId rule startsOn localTime endsOn floating meterId meterEvery leadDays active nextDueAt nextTotal generateAt createdAt version',
);
export const WORK_COLUMNS = list(
  'w',
  'id no number kind status customerId branchId jobId officeId assetId requestId planId occurrenceId title description priority priorityRank assigneeId teamId plannedFrom plannedTo dueAt checklistVersionId startedAt doneAt cancelledAt outcome createdAt version',
  { createdById: 'created_by' },
);
export const VISIT_COLUMNS = list(
  'v',
  'id workOrderId engineerId plannedFrom plannedTo arrivedAt departedAt cancelledAt note version',
);
export const ANSWER_COLUMNS = list('n', 'id workOrderId itemKey value outOfRange note answeredAt', {
  answeredById: 'answered_by',
});
export const FINDING_COLUMNS = list('f', 'id workOrderId assetId severity text foundAt followUpId version', {
  foundById: 'found_by',
});
export const PART_USE_COLUMNS = list('u', 'id workOrderId partId quantity unitPrice currency cost usedAt', {
  usedById: 'used_by',
});
export const LABOUR_COLUMNS = list('l', 'id workOrderId employeeId startedAt minutes note');

/** Highest id there can be: all below an asset are a range of its path. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
