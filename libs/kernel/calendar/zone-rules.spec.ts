import { describe, expect, it } from 'vitest';
import {
  compileCalendar,
  firstDifference,
  instantOf,
  isLaterRelease,
  recordedZoneRules,
  runtimeZoneRules,
  wallTimeAt,
  zoneTableOf,
  type ZoneTable,
} from './index.js';

const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;
const VANCOUVER = 'America/Vancouver';

/** As if British Columbia stayed on summer time from November 2026 on. */
function permanentSummer(): ZoneTable {
  const table = zoneTableOf(VANCOUVER);
  return { ...table, changes: table.changes.filter(([when]) => when < at('2026-10-01T00:00Z')) };
}
const later = recordedZoneRules('2099a', [permanentSummer()]);

describe('a zone that was kept', () => {
  it.each([VANCOUVER, 'Africa/Casablanca', 'Asia/Kathmandu', 'Europe/Dublin', 'Australia/Lord_Howe', 'UTC'])(
    '%s is the same zone',
    (zone) => {
      const kept = recordedZoneRules('x', [JSON.parse(JSON.stringify(zoneTableOf(zone))) as ZoneTable]);
      for (let when = at('1969-06-01T00:00Z'); when < at('2101-01-01T00:00Z'); when += 61 * 24 * HOUR) {
        expect(kept.offsetAt(zone, when)).toBe(runtimeZoneRules.offsetAt(zone, when));
        expect(kept.nextChange(zone, when)).toBe(runtimeZoneRules.nextChange(zone, when));
        expect(kept.previousChange(zone, when)).toBe(runtimeZoneRules.previousChange(zone, when));
      }
      const change = runtimeZoneRules.nextChange(zone, at('2026-01-01T00:00Z'));
      if (change !== undefined)
        for (const when of [change - 1, change, change + 1]) {
          expect(kept.offsetAt(zone, when)).toBe(runtimeZoneRules.offsetAt(zone, when));
          expect(kept.nextChange(zone, when)).toBe(runtimeZoneRules.nextChange(zone, when));
          expect(kept.previousChange(zone, when)).toBe(runtimeZoneRules.previousChange(zone, when));
        }
    },
  );

  it('is used in any spelling; zones that were not kept are those of the process', () => {
    const winter = at('2026-12-01T00:00Z');
    expect(later.offsetAt('america/vancouver', winter)).toBe(-7 * HOUR);
    expect(runtimeZoneRules.offsetAt(VANCOUVER, winter)).toBe(-8 * HOUR);
    expect(later.offsetAt('Europe/Berlin', winter)).toBe(HOUR);
  });
});

describe('other rules of one zone', () => {
  it('move the hours of a calendar, from the change on and not before', () => {
    const spec = { zone: VANCOUVER, weekly: [{ day: 'MON', open: '09:00', close: '17:00' } as const] };
    const opening = (rules: typeof later, from: string): string =>
      new Date(compileCalendar(spec, { zoneRules: rules }).nextOpening(at(from)) ?? 0).toISOString();
    expect(opening(runtimeZoneRules, '2026-12-06T00:00Z')).toBe('2026-12-07T17:00:00.000Z');
    expect(opening(later, '2026-12-06T00:00Z')).toBe('2026-12-07T16:00:00.000Z');
    expect(opening(later, '2026-07-05T00:00Z')).toBe(opening(runtimeZoneRules, '2026-07-05T00:00Z'));
  });

  it('move single instants likewise, forth and back', () => {
    expect(instantOf(VANCOUVER, '2026-12-07', '09:00', later)).toBe(at('2026-12-07T16:00Z'));
    expect(wallTimeAt(VANCOUVER, at('2026-12-07T16:00Z'), later)).toEqual({ date: '2026-12-07', time: '09:00' });
    expect(wallTimeAt(VANCOUVER, at('2026-12-07T17:00Z'))).toEqual({ date: '2026-12-07', time: '09:00' });
  });

  it('differ from an instant on, or not at all', () => {
    const table = zoneTableOf(VANCOUVER);
    expect(new Date(firstDifference(table, permanentSummer()) ?? 0).toISOString()).toBe('2026-11-01T09:00:00.000Z');
    expect(firstDifference(table, zoneTableOf(VANCOUVER))).toBeUndefined();
    expect(firstDifference(table, { ...table, offset: 0 })).toBe(0);
  });
});

it.each([
  ['2026d', '2025c', true],
  ['2025c', '2026d', false],
  ['2026a', '2026a', false],
  ['2026za', '2026z', true],
  ['2026a', null, true],
  [null, '2026a', false],
  [null, null, false],
])('release %s after %s: %s', (version, than, expected) => expect(isLaterRelease(version, than)).toBe(expected));

it('the process knows its release', () => expect(runtimeZoneRules.version).toMatch(/^\d{4}[a-z]+$/));
