import { type Result } from '#kernel';
import { toGlobalId } from '#platform/graphql';

/** Fields of current values that hold ids, and of what. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  officeId: 'Office',
  leadOfficeId: 'Office',
  regionId: 'Region',
};

/** The current values that STALE_VERSION carries, with ids as the API gives them. */
export function withGlobalIds<V, C extends string>(type: string, result: Result<V, C>): Result<V, C> {
  if (result.ok) return result;
  const encoded = (current: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(current).map(([field, value]) => {
        const of = field === 'id' ? type : ID_FIELDS[field];
        return [field, of !== undefined && typeof value === 'string' ? toGlobalId(of, value) : (value as unknown)];
      }),
    );
  return {
    ok: false,
    failures: result.failures.map((f) => (f.current ? { ...f, current: encoded(f.current) } : f)),
  };
}
