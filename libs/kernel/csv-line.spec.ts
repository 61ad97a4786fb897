import { describe, expect, it } from 'vitest';
import { csvLine, spreadsheetCell } from './csv-line.js';

describe('a line of CSV', () => {
  it('quotes what holds a comma, a quote, a line end or outer blanks, and nothing else', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', ' h', ''])).toBe('a,"b,c","d""e","f\ng"," h",\n');
  });

  it('shows to a spreadsheet as text what it would take for a formula', () => {
    expect(['=1+1', '+44 20', '-5', '@x', 'plain', -5, null].map((v) => spreadsheetCell(v))).toEqual([
      "'=1+1",
      "'+44 20",
      "'-5",
      "'@x",
      'plain',
      '-5',
      '',
    ]);
  });
});
