import { expect, test } from 'vitest';
import { blankToNull } from './blank-to-null.js';

test.each([
  ['  a b \n', 'a b'],
  [' \t\u3000', null],
  ['', null],
  [null, null],
  [undefined, undefined],
  ['Cafe\u0301', 'Caf\u00e9'],
])('%j is stored as %j', (given, stored) => expect(blankToNull(given)).toBe(stored));
