import { fromGlobalId, toGlobalId } from '#kernel';
import { InvalidInputError } from '#platform/messages';

export { fromGlobalId, toGlobalId };

/** The UUID of a global id of that type; throws an InvalidInputError (a userError in mutations) for any other text. */
export function decodeId(type: string, globalId: string, field: string): string {
  const found = fromGlobalId(globalId);
  if (!found) throw new InvalidInputError([{ code: 'INVALID_ID', field, params: { type } }]);
  if (found.type !== type)
    throw new InvalidInputError([{ code: 'WRONG_ID_TYPE', field, params: { type, given: found.type } }]);
  return found.id;
}

/** Like `decodeId`, for inputs that may be left out (undefined) or emptied (null). */
export function decodeOptionalId<T extends string | null | undefined>(type: string, globalId: T, field: string): T {
  return (typeof globalId === 'string' ? decodeId(type, globalId, field) : globalId) as T;
}

export function decodeIds(type: string, globalIds: readonly string[], field: string): string[] {
  return globalIds.map((id, i) => decodeId(type, id, `${field}.${i}`));
}
