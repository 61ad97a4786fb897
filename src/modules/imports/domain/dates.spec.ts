import { expect, it } from 'vitest';
import { parseSourceInstant } from './dates.js';

it.each([
  ['29/2/2016 01:16', '2016-02-29T01:16:00.000Z'],
  ['5/12/2016 9:05', '2016-12-05T09:05:00.000Z'],
  ['31/2/2016 10:00', undefined],
  ['29/2/2015 10:00', undefined],
  ['0/1/2016 10:00', undefined],
  ['1/13/2016 10:00', undefined],
  ['1/1/2016 24:00', undefined],
  ['1/1/2016 10:60', undefined],
  ['2016-01-01 10:00', undefined],
  ['1/1/16 10:00', undefined],
])('day/month/year: %s', (text, expected) => {
  expect(parseSourceInstant(text, 'd/m/yyyy hh:mm')?.toISOString()).toBe(expected);
});

it('reads the other forms', () => {
  expect(parseSourceInstant('12/31/2016 10:00', 'm/d/yyyy hh:mm')?.toISOString()).toBe('2016-12-31T10:00:00.000Z');
  expect(parseSourceInstant('2016-12-31 10:00', 'yyyy-mm-dd hh:mm')?.toISOString()).toBe('2016-12-31T10:00:00.000Z');
  expect(parseSourceInstant('2016-12-31T10:00:07', 'yyyy-mm-dd hh:mm:ss')?.toISOString()).toBe(
    '2016-12-31T10:00:07.000Z',
  );
});
