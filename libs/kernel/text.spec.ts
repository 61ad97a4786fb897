import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstCharacters, isBlank, measure, oneLine, prose, withoutInvisible } from './text.js';

const FAMILY = '👨‍👩‍👧‍👦';

describe('a text of one line', () => {
  it.each([
    ['zero-width space', 'An\u200bna', 'Anna'],
    ['soft hyphen and byte order mark', '\ufeffAn\u00adna', 'Anna'],
    ['line ends', 'Anna\r\nChan\u2028Wong', 'Anna Chan Wong'],
    ['blanks of other widths', '\u00a0Anna\u2003\u3000 Chan\t', 'Anna Chan'],
    ['override of direction', 'report\u202egpj.exe', 'reportgpj.exe'],
    ['isolates and marks of direction', '\u2066Anna\u2069\u200f', 'Anna'],
    ['decomposed letters', 'Rene\u0301', 'René'],
    ['letters that a joiner kept apart', 'Rene\u200d\u0301', 'René'],
    ['joiners between letters that do not join', 'An\u200dn\u200ca', 'Anna'],
    ['selectors behind letters without variants', 'A\ufe0fn\ufe01na1\ufe0f', 'Anna1'],
    ['tags without a flag', 'Anna\u{e0061}\u{e007f}', 'Anna'],
    ['Hangul fillers', '\u3164Anna\uffa0', 'Anna'],
    ['a joiner without a partner', `\u200d${FAMILY}\u200d`, FAMILY],
  ])('loses what nobody sees: %s', (_, typed, seen) => {
    expect(oneLine(typed)).toBe(seen);
  });

  it.each([
    ['a family', FAMILY],
    ['a skin tone and a profession', '👩🏽‍💻'],
    ['a heart in colour', '❤️ 👩‍❤️‍💋‍👨'],
    ['a rainbow flag', '🏳️‍🌈'],
    ['a keycap', '1️⃣'],
    ['the flag of England', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['Persian with a non-joiner', 'می‌خواهم'],
    ['Persian with vowel signs', 'کِتاب‌ها'],
    ['Hindi with a joiner', 'क्‍ष'],
    ['a variant of a character', '葛󠄀城'],
    ['Chinese', '陳大文'],
    ['Hebrew', 'שלום'],
  ])('keeps what is seen: %s', (_, text) => {
    expect(oneLine(text)).toBe(text);
    expect(prose(text)).toBe(text);
  });
});

describe('prose', () => {
  it('has lines that end alike and nothing at their ends', () => {
    expect(prose('\r\n one \r\n\r\n  two\u200b\t\rthree\u0085 \n')).toBe('one\n\n  two\nthree');
  });

  it('keeps plain marks of direction beside letters from right to left, and never what turns others round', () => {
    expect(prose('שלום\u200f! \u202eabc')).toBe('שלום\u200f! abc');
    expect(prose('Anna\u200f!')).toBe('Anna!');
  });
});

/** Letters, marks, emoji and everything invisible, in any order. */
const ANYTHING = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...['a', 'e', '1', ' ', '\t', '\n', '\r', '\u00a0', '\u3000', '\u0301', '\u0323', '\u200b', '\u200c', '\u200d'],
      ...['\u200e', '\u200f', '\u202e', '\u2066', '\u00ad', '\ufeff', '\ufe0e', '\ufe0f', '\u20e3', '\u034f', '\u061c'],
      ...[
        '👩',
        '❤',
        '🏽',
        '🏴',
        '\u{e0067}',
        '\u{e007f}',
        '\u{e0100}',
        '葛',
        'م',
        'ِ',
        'क',
        '्',
        '\u180b',
        'ᠠ',
        '\u3164',
      ],
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});

describe('whatever a text is', () => {
  it('tidying it again changes nothing', () => {
    fc.assert(
      fc.property(ANYTHING, (text) => {
        for (const tidy of [oneLine, prose, withoutInvisible]) expect(tidy(tidy(text))).toBe(tidy(text));
        expect(oneLine(prose(text))).toBe(oneLine(text));
        expect(oneLine(text)).not.toMatch(/[\r\n\t\u200b\u200e\u202e\ufeff]|^\s|\s$|\s\s/u);
      }),
      { numRuns: 3_000 },
    );
  });

  it('that nothing can be seen of it is known', () => {
    for (const text of ['', ' ', '\u200b\u3000', '\u3164', '\u2800', '\u202e\u202c', '\u{e0061}'])
      expect(isBlank(text)).toBe(true);
    for (const text of ['.', '陳', FAMILY]) expect(isBlank(text)).toBe(false);
  });
});

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['Anna', 4],
    ['陳大文', 3],
    ['René', 4],
    [FAMILY, 1],
    ['🇭🇰🇬🇧', 2],
    ['a\r\nb', 3],
    ['क्षि', 1],
  ])('of %j is what people count', (text, characters) => {
    expect(measure(text, 200)).toEqual({ characters, overloaded: false });
  });

  it('counts families as people do, as many as there may be characters', () => {
    expect(measure(FAMILY.repeat(200), 200)).toEqual({ characters: 200, overloaded: false });
    expect(measure(FAMILY.repeat(201), 200).characters).toBe(201);
  });

  it('is bounded in code points too, in one character and in all', () => {
    expect(measure(`a${'\u0301'.repeat(40)}`, 200).overloaded).toBe(true);
    expect(measure(`a${'\u0323\u0301'.repeat(8)}`.repeat(200), 200).overloaded).toBe(true);
    expect(measure('字'.repeat(5_000_000), 200).characters).toBeGreaterThan(200);
    expect(measure(`a${'\u0301'.repeat(5_000_000)}`, 200).characters).toBeGreaterThan(200);
  });

  it('can be cut between characters only', () => {
    expect(firstCharacters(`ab${FAMILY}c`, 3)).toBe(`ab${FAMILY}`);
    expect(firstCharacters('Rene\u0301e', 4)).toBe('Rene\u0301');
    expect(firstCharacters('short', 10)).toBe('short');
  });
});
