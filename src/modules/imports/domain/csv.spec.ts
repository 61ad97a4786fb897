import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader, type CsvRecord } from './csv.js';

const read = (...pieces: string[]): CsvRecord[] => {
  const reader = new CsvReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
};
const fieldsOf = (text: string): (readonly string[])[] => read(text).map((r) => r.fields);

describe('reading CSV', () => {
  it('takes a byte order mark, any line ends, quotes over several lines, and passes over empty lines', () => {
    expect(fieldsOf('\ufeffa,b\r\n1,"x, ""y""\r\nz"\r\n\r\n\n2,3')).toEqual([
      ['a', 'b'],
      ['1', 'x, "y"\r\nz'],
      ['2', '3'],
    ]);
  });

  it('knows on which line each record begins', () => {
    expect(read('a,b\r\n1,"x\r\ny"\r\n\r\n2,3\r\n').map((r) => r.line)).toEqual([1, 2, 5]);
  });

  it('takes a quote within an unquoted field as a quote', () => {
    expect(fieldsOf('5" pipe,x"y\n')).toEqual([['5" pipe', 'x"y']]);
  });

  it('loses only the line on which a quote opens that is never closed', () => {
    const records = read('a,b\n1,2\n3,"open\n4,5\n6,7\n');
    expect(records.map((r) => r.fields)).toEqual([['a', 'b'], ['1', '2'], ['3,"open'], ['4', '5'], ['6', '7']]);
    expect(records.map((r) => [r.line, r.malformed !== undefined])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, false],
      [5, false],
    ]);
  });

  it('loses only the line with text behind a closing quote', () => {
    const records = read('1,2\n"q"x,7\n8,9\n');
    expect(records.map((r) => r.malformed !== undefined)).toEqual([false, true, false]);
  });

  it('does not wait for ever for the closing quote', () => {
    const reader = new CsvReader();
    reader.push('a,"open\n');
    let records: CsvRecord[] = [];
    for (let i = 0; i < 40 && records.length === 0; i++) records = reader.push(`${'x'.repeat(9_999)}\n`);
    expect(records[0]?.malformed).toBeDefined();
    expect(reader.end().every((r) => r.malformed === undefined)).toBe(true);
  });

  it('reads the same however the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r\n', ' ', 'é', '漢') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.array(fc.nat(200), { maxLength: 6 }), (rows, cuts) => {
        const text = rows.map((row) => `${row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\r\n`).join('');
        const ends = [...cuts.map((c) => Math.min(c, text.length)), 0, text.length].sort((a, b) => a - b);
        const pieces = ends.slice(1).map((end, i) => text.slice(ends[i], end));
        expect(read(...pieces).map((r) => r.fields)).toEqual(rows);
      }),
    );
  });
});
