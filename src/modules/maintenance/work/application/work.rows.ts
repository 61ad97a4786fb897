import { columnList } from '../../basics/application/columns.js';

export const WORK_COLUMNS = columnList(
  'w',
  'id no number kind status customerId branchId jobId officeId assetId requestId planId occurrenceId title description priority priorityRank assigneeId teamId plannedFrom plannedTo dueAt checklistVersionId startedAt doneAt cancelledAt outcome createdAt version',
  { createdById: 'created_by' },
);

export const VISIT_COLUMNS = columnList(
  'v',
  'id workOrderId engineerId plannedFrom plannedTo arrivedAt departedAt cancelledAt withdrawnAt note version',
);

export const ANSWER_COLUMNS = columnList('n', 'id workOrderId itemKey value outOfRange note answeredAt', {
  answeredById: 'answered_by',
});

export const FINDING_COLUMNS = columnList(
  'f',
  'id workOrderId assetId severity text foundAt followUpId withdrawnAt version',
  {
    foundById: 'found_by',
  },
);

export const PART_USE_COLUMNS = columnList(
  'u',
  'id workOrderId partId quantity unitPrice currency cost usedAt withdrawnAt version',
  {
    usedById: 'used_by',
  },
);

export const LABOUR_COLUMNS = columnList('l', 'id workOrderId employeeId startedAt minutes note withdrawnAt version');
