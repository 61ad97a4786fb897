export const WORK_KINDS = ['CORRECTIVE', 'PREVENTIVE', 'INSPECTION'] as const;

export type WorkKind = (typeof WORK_KINDS)[number];

export const WORK_STATUSES = ['PLANNED', 'SCHEDULED', 'IN_PROGRESS', 'DONE', 'CANCELLED'] as const;

export type WorkStatus = (typeof WORK_STATUSES)[number];

/** Which statuses may follow. What is done can be taken up again; what was given up cannot. */
export const WORK_MOVES: Readonly<Record<WorkStatus, readonly WorkStatus[]>> = {
  PLANNED: ['SCHEDULED', 'IN_PROGRESS', 'CANCELLED'],
  SCHEDULED: ['PLANNED', 'IN_PROGRESS', 'CANCELLED'],
  IN_PROGRESS: ['SCHEDULED', 'DONE', 'CANCELLED'],
  DONE: ['IN_PROGRESS'],
  CANCELLED: [],
};

/** Statuses of work that is still to do. */
export const OPEN_WORK: readonly WorkStatus[] = ['PLANNED', 'SCHEDULED', 'IN_PROGRESS'];

export const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'NOTE'] as const;

export type Severity = (typeof SEVERITIES)[number];
