import { errs, ok, type Result } from '#kernel';
import { totalAfter, type KnownReading, type NewReading, type ReadingCode } from './meter.js';

/** A reading of a meter among the others. */
export interface ChainedReading extends KnownReading, NewReading {
  readonly id: string;
}

export type ChainCode = ReadingCode | 'READING_NEEDED';

/** That two readings are of the same time. */
export const sameTime = (readings: readonly ChainedReading[]): boolean =>
  readings.some((r, i) => i > 0 && r.at.getTime() === (readings[i - 1] as ChainedReading).at.getTime());

/**
 * The totals of all readings of a meter, in order of time, after one of them was corrected or withdrawn. The first
 * reading keeps its total; a reading that becomes the first begins at zero. A failure is about the corrected reading
 * (`correctedId`): it does not follow the one before it, or the one after it does not follow. Of one that was withdrawn
 * the others do not follow one another without it (READING_NEEDED).
 */
export function retotal(
  before: readonly ChainedReading[],
  after: readonly ChainedReading[],
  correctedId: string,
  capacity: string | null,
): Result<ChainedReading[], ChainCode> {
  const chain: ChainedReading[] = [];
  for (const reading of after) {
    const last = chain.at(-1);
    if (!last) {
      const begins = reading.id === before[0]?.id ? reading.total : '0';
      const alone = totalAfter(reading, undefined, undefined, capacity);
      if (!alone.ok) return alone;
      chain.push({ ...reading, total: begins });
      continue;
    }
    const total = totalAfter(reading, last, undefined, capacity);
    if (!total.ok) {
      if (reading.id === correctedId) return total;
      const shown = { value: last.value, next: reading.value, at: reading.at.toISOString() };
      return last.id === correctedId
        ? errs(total.failures.map(() => ({ code: 'READING_TOO_HIGH' as const, field: 'value', params: shown })))
        : errs(total.failures.map(() => ({ code: 'READING_NEEDED' as const, field: 'id', params: shown })));
    }
    chain.push({ ...reading, total: total.value });
  }
  return ok(chain);
}
