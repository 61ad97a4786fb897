import { describe, expect, it } from 'vitest';
import { addDays, canonicalZone, instantOf, wallTimeAt } from './index.js';

const iso = (ms: number): string => new Date(ms).toISOString();

describe('names of zones', () => {
  it.each([
    ['asia/hong_kong', 'Asia/Hong_Kong'],
    ['ASIA/SHANGHAI', 'Asia/Shanghai'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['europe/isle_of_man', 'Europe/Isle_of_Man'],
    ['utc', 'UTC'],
    ['Europe/London', 'Europe/London'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/saigon', 'Asia/Ho_Chi_Minh'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['america/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['US/Eastern', 'America/New_York'],
    ['Hongkong', 'Asia/Hong_Kong'],
    ['Etc/UTC', 'UTC'],
    // Agrees with Berlin since 1970 and is another country all the same.
    ['europe/oslo', 'Europe/Oslo'],
  ])('%s is %s', (typed, name) => expect(canonicalZone(typed)).toBe(name));

  it('what is no zone is left alone, for the check to name', () => {
    expect(canonicalZone('Europe/Atlantis')).toBe('Europe/Atlantis');
    expect(canonicalZone('+02:00')).toBe('+02:00');
  });
});

describe('wall clocks', () => {
  it.each([
    ['Europe/London', '2026-06-01', '09:00', '2026-06-01T08:00:00.000Z'],
    ['Asia/Hong_Kong', '2026-06-01', '24:00', '2026-06-01T16:00:00.000Z'],
    // Left out by the spring gap: half an hour past two is half an hour past three.
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    // Shown twice by the autumn fold: the first.
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['Australia/Sydney', '2026-04-05', '02:30', '2026-04-04T15:30:00.000Z'],
  ])('%s %s %s', (zone, date, time, instant) => expect(iso(instantOf(zone, date, time))).toBe(instant));

  it('are read at an instant', () => {
    expect(wallTimeAt('Asia/Kolkata', Date.parse('2026-06-01T20:00:00Z'))).toEqual({
      date: '2026-06-02',
      time: '01:30',
    });
    expect(wallTimeAt('UTC', Date.parse('2026-06-01T20:00:07Z')).time).toBe('20:00:07');
  });

  it('know no time that is none', () => {
    expect(() => instantOf('UTC', '2026-02-30', '09:00')).toThrow(RangeError);
    expect(() => instantOf('UTC', '2026-02-28', '24:01')).toThrow(RangeError);
  });

  it('dates are counted on and back', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});
