import { type Result } from '#kernel';
import { decodeId, toGlobalId } from '#platform/graphql';
import { type Which } from '../application/versioned.js';

/** Which row an update is about, its id decoded. */
export function decodeWhich(type: string, input: Which): Which {
  return { id: decodeId(type, input.id, 'id'), version: input.version };
}

/** Types of the ids that current values carry. */
const REFERENCES: Readonly<Record<string, string>> = {
  sectorId: 'Sector',
  officeId: 'Office',
  accountManagerId: 'Employee',
  customerId: 'Customer',
  branchId: 'Branch',
};
/** Fields of rows that are nobody's business. */
const INTERNAL = new Set(['sortName', 'path', 'customerOfficeId']);

/** The current values that come with STALE_VERSION, with ids as the API knows them; `type` is that of the row. */
export async function withGlobalIds<R extends Result<unknown>>(type: string, work: Promise<R>): Promise<R> {
  const result = await work;
  if (result.ok || result.failures.every((f) => f.current === undefined)) return result;
  const failures = result.failures.map((failure) => {
    const current: Record<string, unknown> = {};
    for (const [field, value] of Object.entries((failure.current ?? {}) as Record<string, unknown>)) {
      const of = field === 'id' || field === 'parentId' ? type : REFERENCES[field];
      if (!INTERNAL.has(field))
        current[field] = of !== undefined && typeof value === 'string' ? toGlobalId(of, value) : value;
    }
    return { ...failure, current };
  });
  return { ...result, failures };
}
