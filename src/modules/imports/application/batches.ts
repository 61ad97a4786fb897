import { createHash } from 'node:crypto';
import { type RejectedRow, type SourceRow } from '../domain/source.js';
import { type ReadRow } from './source-file.js';

/** The rows of one key that stand together. */
export interface RowGroup {
  readonly key: string;
  readonly rows: readonly SourceRow[];
}

/** Whole groups, and whatever stood between them and belongs to none. */
export interface RowBatch {
  readonly groups: readonly RowGroup[];
  readonly unkeyed: readonly RejectedRow[];
  /** All rows up to this one are in this batch or an earlier one. */
  readonly upTo: number;
  readonly rows: number;
}

interface Keying {
  readonly batchSize: number;
  readonly keyColumn: string;
  keyOf(row: SourceRow): string | null;
}

/** Longest key that can be an external reference with its source in front. */
const MAX_KEY = 150;
/** Rows without a key before any with one, after which a batch is made of them. */
const MAX_LOOSE = 5000;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Puts rows together by key, a batch at a time. Rows without a key do not part those around them. */
export async function* batchesOf(rows: AsyncIterable<readonly ReadRow[]>, keying: Keying): AsyncGenerator<RowBatch> {
  let groups: { key: string; rows: SourceRow[] }[] = [];
  let unkeyed: RejectedRow[] = [];
  let count = 0;
  let upTo = 0;
  for await (const chunk of rows) {
    for (const { row, failure } of chunk) {
      const key = failure ? null : keying.keyOf(row);
      const current = groups.at(-1);
      if (key !== null && key.length <= MAX_KEY && !CONTROL.test(key)) {
        if (current?.key === key) current.rows.push(row);
        else {
          if (groups.length === keying.batchSize) {
            yield { groups, unkeyed, upTo, rows: count };
            [groups, unkeyed, count] = [[], [], 0];
          }
          groups.push({ key, rows: [row] });
        }
      } else unkeyed.push({ row, failure: failure ?? keyFailure(key, keying.keyColumn) });
      count++;
      upTo = row.ordinal;
      if (groups.length === 0 && count === MAX_LOOSE) {
        yield { groups, unkeyed, upTo, rows: count };
        [unkeyed, count] = [[], 0];
      }
    }
  }
  if (count > 0) yield { groups, unkeyed, upTo, rows: count };
}

function keyFailure(key: string | null, field: string): RejectedRow['failure'] {
  if (key === null) return { code: 'REQUIRED', field };
  return key.length > MAX_KEY
    ? { code: 'TOO_LONG', field, params: { max: MAX_KEY, given: key.length } }
    : { code: 'INVALID_TEXT', field };
}

/** Tells whether the same rows would be taken the same way again. */
export function digestOf(rows: readonly SourceRow[], mappingDigest: string): string {
  const hash = createHash('sha1').update(mappingDigest);
  for (const { fields } of rows) hash.update('\u0001').update(fields.join('\u0000'));
  return hash.digest('base64url');
}
