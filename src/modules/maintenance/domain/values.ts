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

export const CRITICALITIES = ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

export const READING_KINDS = ['READING', 'ROLLOVER', 'REPLACED'] as const;
export type ReadingKind = (typeof READING_KINDS)[number];

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

export const COVERS = ['ASSET', 'ITEMS_BELOW'] as const;
export type Covers = (typeof COVERS)[number];

export const PLAN_KINDS = ['PREVENTIVE', 'INSPECTION'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];

/** Limits of texts and lists. */
export const LIMITS = {
  name: 200,
  text: 4_000,
  code: 60,
  readings: 500,
  items: 200,
  choices: 50,
  bulk: 2_000,
} as const;

/** Codes and tags: capitals, digits and a few marks, so that they can be read out and printed. */
export const CODE = /^[A-Z0-9][A-Z0-9._/-]{0,59}$/;
export const CODE_EXPECTED =
  'capital letters, digits and . _ / - (up to 60, beginning with a letter or digit), such as LIFT-03';

/** How far ahead the clock of a phone may go. */
export const CLOCK_SKEW_MS = 600_000;

/** The latest instant that something recorded on site can claim to have happened at. */
export const latestRecorded = (now: Date): Date => new Date(now.getTime() + CLOCK_SKEW_MS);
