import {
  dependsOnEdition,
  recordedZoneRules,
  runtimeZoneRules,
  zoneTableOf,
  type CalendarEdition,
  type CalendarSpec,
  type ZoneRules,
  type ZoneTable,
} from '#kernel/calendar';

/** A zone as a release of the time zone data had it; the same `id` for the same content. */
export interface RecordedZone {
  readonly id: string;
  readonly table: ZoneTable;
}

/** By which rules stored calendars are read from an instant on. */
export interface CalendarRules {
  readonly number: number;
  readonly edition: CalendarEdition;
  /** Release of the time zone data; null when it was not recorded. */
  readonly zoneRelease: string | null;
  /** Epoch milliseconds. The first rules hold for all time before it. */
  readonly recordedAt: number;
  /** Those that calendars and offices used, by name in lower case. */
  readonly zones: ReadonlyMap<string, RecordedZone>;
}

/** A time during which a calendar is read in one way. */
export interface ReadingStretch {
  /** Epoch milliseconds; -Infinity for the first. */
  readonly from: number;
  readonly edition: CalendarEdition;
  readonly zoneRules: ZoneRules;
  /** The same for readings that give the same hours. */
  readonly key: string;
}

/** The rules over time; answers how a calendar is read at an instant. In the order in which they were recorded. */
export class CalendarRulesHistory {
  private readonly known = new Map<string, readonly ReadingStretch[]>();

  constructor(readonly rules: readonly CalendarRules[]) {}

  /** How hours in a zone are read over time; stretches that would give the same hours are one. */
  stretchesOf({ zone, ...spec }: CalendarSpec): readonly ReadingStretch[] {
    const byEdition = dependsOnEdition({ zone, ...spec });
    const name = `${zone.toLowerCase()}/${byEdition}`;
    let found = this.known.get(name);
    if (!found) this.known.set(name, (found = this.stretches(zone.toLowerCase(), byEdition)));
    return found;
  }

  /** The release in force at an instant; where it was not recorded the first that was, else that of this process. */
  releaseAt(at: number): string | null {
    const i = Math.max(lastIndex(this.rules, at), 0);
    return this.rules.slice(i).find((r) => r.zoneRelease !== null)?.zoneRelease ?? runtimeZoneRules.version;
  }

  /** A zone by the rules in force at an instant, in full. */
  tableAt(zone: string, at: number): ZoneTable {
    const i = Math.max(lastIndex(this.rules, at), 0);
    return this.recorded(zone.toLowerCase(), i)?.table ?? zoneTableOf(zone);
  }

  /** A zone as it was recorded with some rules; what was not recorded is taken as the first that was later. */
  private recorded(zone: string, index: number): RecordedZone | undefined {
    return this.rules
      .slice(index)
      .find((r) => r.zones.has(zone))
      ?.zones.get(zone);
  }

  private stretches(zone: string, byEdition: boolean): ReadingStretch[] {
    const out: ReadingStretch[] = [];
    const made = new Map<string, ZoneRules>();
    this.rules.forEach(({ edition, zoneRelease, recordedAt }, i) => {
      const recorded = this.recorded(zone, i);
      const key = `${recorded?.id ?? 'runtime'}/${byEdition ? edition : '-'}`;
      if (out.at(-1)?.key === key) return;
      let zoneRules = made.get(recorded?.id ?? '');
      if (!zoneRules) {
        zoneRules = recorded ? recordedZoneRules(zoneRelease, [recorded.table]) : runtimeZoneRules;
        made.set(recorded?.id ?? '', zoneRules);
      }
      out.push({ from: out.length === 0 ? -Infinity : recordedAt, edition, zoneRules, key });
    });
    return out;
  }
}

/** Rules of a program that has recorded none: its own. */
export const PRESENT_RULES: CalendarRules = {
  number: 1,
  edition: 2,
  zoneRelease: null,
  recordedAt: 0,
  zones: new Map(),
};

/** Index of the last that was recorded by then, -1 when none was. */
export function lastIndex(rows: readonly { readonly recordedAt: number }[], at: number): number {
  let i = rows.length - 1;
  while (i >= 0 && (rows[i] as { recordedAt: number }).recordedAt > at) i--;
  return i;
}
