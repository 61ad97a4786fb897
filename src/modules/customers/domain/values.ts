/** Where a customer stands in its life with us. */
export const STAGES = ['ATTRACTED', 'ACQUIRED', 'ACTIVE', 'RETAINED', 'LOYAL', 'LOST'] as const;
export type Stage = (typeof STAGES)[number];

export const JOB_STATUSES = ['OPEN', 'CLOSED', 'CANCELLED'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Levels of a tree of customers or sectors, the root being the first; the database has the same limit. */
export const MAX_DEPTH = 10;
