import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAsGiven, csvHead, csvLine } from './csv-line.js';

describe('a line of CSV', () => {
  it('quotes what holds a comma, a quote, a line end or outer blanks, and nothing else', () => {
    expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', ' h', '', null, 5])).toBe('a,"b,c","d""e","f\ng"," h",,,5\n');
  });

  it.each([
    ...['=1+1', '+44 20', '-5', '@x', '＝1+1', '＋1', '－1', '＠x', '﹦1', '﹢1', '﹣1', '﹫x', '−1'],
    ...[' =1', '\u200b=1', '\t1', '\r1', '\n1', "'=1", "''=1"],
  ])('shows %j to a spreadsheet as text, which reading takes back', (text) => {
    const [line] = [csvLine([text])];
    expect(line.replace(/^"/, '')).toMatch(/^'/);
    expect(cellAsGiven(`'${text}`)).toBe(text);
  });

  it('leaves alone what no spreadsheet runs: numbers, words, dashes within', () => {
    expect(csvLine([-5, 'plain', '2026-01-01', "'90s", 'a=b', '中文＝'])).toBe("-5,plain,2026-01-01,'90s,a=b,中文＝\n");
  });

  it('begins with the mark of UTF-8 and the titles', () => {
    expect(csvHead(['a', '=b'])).toBe("\ufeffa,'=b\n");
  });

  it('can be taken back whatever the text is', () => {
    const unit = fc.constantFrom("'", '=', '＝', '-', ' ', '\t', '\n', 'a', '\u200b', '"', ',');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 6 }), (text) => {
        const line = csvLine([text]).slice(0, -1);
        const cell = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
        expect(cellAsGiven(cell)).toBe(text);
        expect(cell).not.toMatch(/^[=+\-@＝\t\r\n]/);
      }),
    );
  });
});
