import { Checks } from '#kernel';
import { decodeId, decodeOptionalId, InvalidInputError } from '#platform/graphql';

/** Ids of a filter or input by field: which type each must be of. */
const TYPES = {
  sectorId: 'Sector',
  officeId: 'Office',
  regionId: 'Region',
  accountManagerId: 'Employee',
  customerId: 'Customer',
  groupId: 'Customer',
  branchId: 'Branch',
  personId: 'Person',
} as const;

/** A copy whose global ids have become UUIDs; `parent` says of which type a `parentId` must be, `path` where it stands. */
export function decodeIdsOf<T extends object>(given: T, parent: 'Customer' | 'Sector' = 'Customer', path = ''): T {
  const copy = { ...given } as Record<string, unknown>;
  for (const [field, value] of Object.entries(copy)) {
    const type = field === 'parentId' ? parent : TYPES[field as keyof typeof TYPES];
    if (type !== undefined) copy[field] = decodeOptionalId(type, value as string | null | undefined, `${path}${field}`);
  }
  return copy as T;
}

interface Searchable {
  readonly text?: string | null;
  readonly codes?: readonly string[] | null;
}

/** A filter with its ids decoded; throws an InvalidInputError for one that cannot be meant. */
export function readFilter<T extends Searchable>(filter: T | null | undefined): T {
  const given = filter ?? ({} as T);
  const wrong = new Checks()
    .text('filter.text', given.text, { optional: true })
    .atMost('filter.codes', given.codes, 200)
    .err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  const read = decodeIdsOf(given, 'Customer', 'filter.');
  return read.text === '' ? { ...read, text: null } : read;
}

/** Reads `id` or `code` of a root field: exactly one must be given. */
export function idOrCode(
  type: string,
  id: string | null | undefined,
  code: string | null | undefined,
): { readonly id: string } | { readonly code: string } {
  if ((id == null) === (code == null)) throw new InvalidInputError([{ code: 'ID_OR_CODE', field: 'id' }]);
  return id != null ? { id: decodeId(type, id, 'id') } : { code: code as string };
}
