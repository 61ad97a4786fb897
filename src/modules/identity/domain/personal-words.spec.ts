import { expect, test } from 'vitest';
import { personalWords, restsOnWords } from './personal-words.js';

const words = personalWords({ email: 'agent.hk@firm.example', name: 'Carmen Leung Wing-yan', nameNative: '梁詠欣' });

test('are the parts of names and address, and the firm', () => {
  expect(words).toEqual(
    expect.arrayContaining(['carmen', 'leung', 'wing', 'yan', '梁詠欣', 'agent', 'firm', 'meridian']),
  );
  expect(words).not.toContain('hk');
});

test.each([
  'meridian-demo',
  'Carmen Leung 1980',
  'MERIDIAN2026!!!',
  'agent.hk@firm.example',
  'leung-leung-wing',
  '梁詠欣梁詠欣梁詠欣',
])('%s is little more than such words', (password) => expect(restsOnWords(password, words)).toBe(true));

test.each(['four plain unrelated words', 'x8Kf-qq2L-9sZt', 'carmen likes swimming pools'])('%s is more', (password) =>
  expect(restsOnWords(password, words)).toBe(false),
);
