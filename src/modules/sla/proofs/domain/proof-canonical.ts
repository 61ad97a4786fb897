/**
 * JSON in one form only, as RFC 8785 has it: no white space, the names of an object in the order of their UTF-16 code
 * units, texts and numbers as ECMAScript writes them. What is the same is the same bytes, and so has the same digest.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON has no such number');
    const made = JSON.stringify(value) as string | undefined;
    if (made === undefined) throw new TypeError('JSON has no such value');
    return made;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const given = value as Readonly<Record<string, unknown>>;
  const parts: string[] = [];
  for (const name of Object.keys(given).sort()) {
    if (given[name] !== undefined) parts.push(`${JSON.stringify(name)}:${canonicalJson(given[name])}`);
  }
  return `{${parts.join(',')}}`;
}
