import { describe, expect, it } from 'vitest';
import { Checks } from './checks.js';

const codes = (value: string, optional = false) =>
  new Checks()
    .text('name', value, { optional })
    .err()
    ?.failures.map((f) => f.code);

describe('a text', () => {
  it.each(['', '  ', '\u200b', '\u00a0\u200d\ufeff', '\u202e\u202c'])(
    'of which nothing can be seen (%j) is none',
    (text) => {
      expect(codes(text)).toEqual(['REQUIRED']);
    },
  );

  it.each(['陳大文', 'مرحبا', 'עברית', '\u200fعربي\u200f', '👩‍👩‍👧', 'x'])('in any script (%j) is one', (text) => {
    expect(codes(text)).toBeUndefined();
  });

  it('may be left empty when it is optional, but not filled with nothing', () => {
    expect(codes('', true)).toBeUndefined();
    expect(codes('\u200b', true)).toEqual(['REQUIRED']);
  });

  it.each(['a\u0000', 'a\ud800', '\udc00a', 'a\u007f'])('with what no screen shows (%j) is refused', (text) => {
    expect(codes(text)).toEqual(['INVALID_TEXT']);
  });
});
