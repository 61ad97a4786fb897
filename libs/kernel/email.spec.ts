import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailKeys, emailOf } from './email.js';

describe('an e-mail address', () => {
  it.each([
    ['a.chan@firm.example', 'a.chan@firm.example'],
    [' a.chan@FIRM.example\r\n', 'a.chan@firm.example'],
    ['a\u200b.ch\u00adan@fi\u200drm.example\u202c', 'a.chan@firm.example'],
    ['\ufeffa.chan\u2060@firm.example', 'a.chan@firm.example'],
    ['ａ.chan＠firm．example', 'a.chan@firm.example'],
    ['a.chan@firm。example', 'a.chan@firm.example'],
    ['A.Chan@firm.example.', 'A.Chan@firm.example'],
    ['Müller@BÜCHER.example', 'Müller@xn--bcher-kva.example'],
    ['u\u0308@cafe\u0301.example', 'ü@xn--caf-dma.example'],
    ['陳@例え.テスト', '陳@xn--r8jz45g.xn--zckzah'],
    ["o'neil+x@sub.firm.co.uk", "o'neil+x@sub.firm.co.uk"],
  ])('%j is kept as %s', (typed, kept) => {
    expect(emailOf(typed)).toBe(kept);
    expect(emailOf(kept)).toBe(kept);
  });

  it.each([
    ...['', '@', 'nowhere', 'a@b', 'a b@c.example', 'a@b c.example', '<a@b.example>', 'a@1.2.3.4', 'a@[1.2.3.4]'],
    ...['a@b.example:80', 'a@b.example/x', 'a@-b.example', 'a@b..example', 'a@xn--a.example', '\u200b@b.example'],
    ...[`${'a'.repeat(65)}@b.example`, `a@${'b'.repeat(64)}.example`, 'a"b@c.example', 'a@b@', 'a\u0000@b.example'],
  ])('%j is none', (text) => {
    expect(emailOf(text)).toBeUndefined();
  });

  it('is found in any case, and as it was typed before there was one form', () => {
    expect(emailKeys('A\u200b.Chan@Firm.example')).toEqual(['a.chan@firm.example']);
    expect(emailKeys('Müller@BÜCHER.example')).toEqual(['müller@xn--bcher-kva.example', 'müller@bücher.example']);
    expect(emailKeys(' what is this\u200b ')).toEqual(['what is this']);
  });

  it('looks the same wherever nothing can be seen is put into it', () => {
    const marks = fc.constantFrom(
      '\u200b',
      '\u200c',
      '\u200d',
      '\u200e',
      '\u202e',
      '\u2066',
      '\u2060',
      '\ufeff',
      '\u00ad',
    );
    const address = 'a.chan@firm.example';
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(address.length), marks), { maxLength: 6 }), (inserts) => {
        const typed = inserts.reduce((text, [at, mark]) => text.slice(0, at) + mark + text.slice(at), address);
        expect(emailOf(typed)).toBe(address);
      }),
    );
  });
});
