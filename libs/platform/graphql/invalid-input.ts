import { type Failure } from '#kernel';

/**
 * What a scalar gives for a value it cannot take, instead of failing the whole operation: the root field finds it and
 * says which field is wrong and why.
 */
export class InvalidScalar {
  constructor(
    readonly code: string,
    readonly params: Failure['params'],
  ) {}
}

/**
 * All invalid scalars within resolver arguments, with their paths; the path leaves out the argument `input`. Texts with
 * NUL are among them, wherever they stand: PostgreSQL can keep none, not even look for one.
 */
export function findInvalid(value: unknown, path: readonly string[] = [], found: Failure[] = []): Failure[] {
  if (typeof value === 'string' && value.includes('\u0000'))
    found.push({ code: 'INVALID_TEXT', field: path.join('.') });
  if (value === null || typeof value !== 'object' || value instanceof Date) return found;
  if (value instanceof InvalidScalar) found.push({ code: value.code, field: path.join('.'), params: value.params });
  else
    for (const [key, child] of Object.entries(value))
      findInvalid(child, path.length === 0 && key === 'input' ? [] : [...path, key], found);
  return found;
}
