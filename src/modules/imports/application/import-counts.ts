import { type RejectedRow } from '../domain/source.js';
import { type BatchOutcome } from './run-store.js';
import { type Counts } from './run.rows.js';

type Numbers = Readonly<Record<string, number>>;

const plus = (one: Numbers, other: Numbers): Record<string, number> => {
  const sum: Record<string, number> = { ...one };
  for (const [name, n] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + n;
  return sum;
};

/** What has become of the rows so far. */
export interface ImportCounts {
  readonly counts: Counts;
  readonly created: Numbers;
  readonly rejections: Numbers;
}

export const NOTHING: ImportCounts = {
  counts: { read: 0, taken: 0, unchanged: 0, rejected: 0 },
  created: {},
  rejections: {},
};

export function addUp(counted: ImportCounts, batch: BatchOutcome): ImportCounts {
  const { read, taken, unchanged, rejected } = batch.counts;
  const { counts } = counted;
  return {
    counts: {
      read: counts.read + read,
      taken: counts.taken + taken,
      unchanged: counts.unchanged + unchanged,
      rejected: counts.rejected + rejected,
    },
    created: plus(counted.created, batch.created),
    rejections: plus(counted.rejections, batch.rejections),
  };
}

export function reasonsOf(rejected: readonly RejectedRow[]): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { failure } of rejected) reasons[failure.code] = (reasons[failure.code] ?? 0) + 1;
  return reasons;
}
