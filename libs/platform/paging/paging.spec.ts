import { describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { cursorOf, keyset, pageOfList, type Order, type OrderKey } from './paging.js';

const UUID = '01a204c9-b046-7000-b78b-9d33b68f1525';

const orderBy = (type: OrderKey<string>['type']) => ({
  list: 'words',
  direction: 'ASC' as const,
  keys: [{ column: sql`x`, type, value: (row: string) => row }],
});

/** A cursor of this order whose value somebody changed. */
const made = (value: string, type: OrderKey<string>['type']) => () => {
  const [mark] = JSON.parse(Buffer.from(cursorOf('x', orderBy(type)), 'base64url').toString()) as string[];
  return keyset({ after: Buffer.from(JSON.stringify([mark, value])).toString('base64url') }, orderBy(type));
};

describe('a cursor', () => {
  it.each([
    ['text', '中文 %_'],
    ['timestamptz', '2026-11-22T17:54:00.123Z'],
    ['date', '2026-11-22'],
    ['numeric', '-1234.50'],
    ['integer', '-5'],
    ['bigint', '123456789012'],
    ['uuid', UUID],
  ] as const)('of a %s leads back to its place', (type, value) => {
    expect(keyset({ after: cursorOf(value, orderBy(type)) }, orderBy(type)).where.values).toEqual([value]);
  });

  it.each([
    ['text', 'a\u0000b'],
    ['timestamptz', '9999-99-99T99Z'],
    ['timestamptz', '2026-01-01T::Z'],
    ['timestamptz', '2026-02-30T00:00:00Z'],
    ['date', '2026-99-99'],
    ['date', '0000-01-01'],
    ['numeric', '..'],
    ['numeric', '1.1.1'],
    ['uuid', '-'.repeat(36)],
    ['uuid', '1'.repeat(36)],
  ] as const)('of a %s that somebody made up (%j) is the mistake of whoever sends it', (type, value) => {
    expect(made(value, type)).toThrow(
      expect.objectContaining({ failures: [{ code: 'INVALID_CURSOR', field: 'after' }] }),
    );
  });

  it.each([
    '',
    'null',
    'not base64 at all',
    Buffer.from('{}').toString('base64url'),
    Buffer.from('[]').toString('base64url'),
  ])('that cannot be read (%j) is the mistake of whoever sends it', (cursor) => {
    for (const field of ['after', 'before'])
      expect(() => keyset({ [field]: cursor }, orderBy('text'))).toThrow(
        expect.objectContaining({ failures: [{ code: 'INVALID_CURSOR', field }] }),
      );
  });

  describe('of another list', () => {
    const own: Order<string> = orderBy('text');
    const others: [string, Order<string>][] = [
      ['list', { ...own, list: 'sentences' }],
      ['direction', { ...own, direction: 'DESC' }],
      ['column', { ...own, keys: [{ column: sql`y`, type: 'text', value: (row) => row }] }],
      ['type', { ...own, keys: [{ column: sql`x`, type: 'uuid', value: (row) => row }] }],
      ['number of keys', { ...own, keys: [...own.keys, ...own.keys] }],
    ];
    it.each(others)('that differs by its %s alone is refused, both ways', (_, other) => {
      const refused = expect.objectContaining({ failures: [{ code: 'CURSOR_OF_OTHER_LIST', field: 'after' }] });
      expect(() => keyset({ after: cursorOf(UUID, other) }, own)).toThrow(refused);
      expect(() => keyset({ after: cursorOf(UUID, own) }, other)).toThrow(refused);
      expect(() => pageOfList(['a', 'b'], { after: cursorOf(UUID, other) }, own)).toThrow(refused);
    });

    it('is not one of an order that is made anew for every page', () => {
      expect(() => keyset({ after: cursorOf('a', orderBy('text')) }, orderBy('text'))).not.toThrow();
    });
  });
});
