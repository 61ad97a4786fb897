import { Checks } from '#kernel';
import { InvalidInputError } from '#platform/graphql';
import { LIMITS } from '../domain/checks.js';

interface Searchable {
  readonly text?: string | null;
  readonly codes?: readonly string[] | null;
}

/** A filter as it is meant; throws an InvalidInputError for one that cannot be. */
export function readFilter<T extends Searchable>(filter: T | null | undefined): T {
  const given = filter ?? ({} as T);
  const wrong = new Checks()
    .text('filter.text', given.text, { ...LIMITS.search, optional: true })
    .atMost('filter.codes', given.codes, LIMITS.codes)
    .err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  return given.text === '' ? { ...given, text: null } : given;
}

/** Reads `id` or `code` of a root field: exactly one must be given. */
export function idOrCode(
  id: string | null | undefined,
  code: string | null | undefined,
): { readonly id: string } | { readonly code: string } {
  if ((id == null) === (code == null))
    throw new InvalidInputError([{ code: 'ONE_OF', field: 'id', params: { fields: 'id, code' } }]);
  return id != null ? { id } : { code: code as string };
}
