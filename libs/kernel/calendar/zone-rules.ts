import { Temporal } from 'temporal-polyfill';

/** Where the offsets of zones come from: a release of the IANA time zone data. All instants and offsets are in ms. */
export interface ZoneRules {
  /** The release, such as `2026a`; null when it is not known. */
  readonly version: string | null;
  /** Local time less UTC at an instant. */
  offsetAt(zone: string, at: number): number;
  /** The first change of the offset after an instant; undefined when there is none. */
  nextChange(zone: string, after: number): number | undefined;
  /** The last change of the offset before an instant; undefined when there is none. */
  previousChange(zone: string, before: number): number | undefined;
}

/** The offsets of one zone from 1970 to 2100, as one release of the time zone data had them. */
export interface ZoneTable {
  readonly zone: string;
  /** Offset in force at the beginning of 1970. */
  readonly offset: number;
  /** Every change until 2100: when, and the offset from then on. Ascending. */
  readonly changes: readonly (readonly [at: number, offset: number])[];
}

/** What zone tables cover: from the beginning of 1970 up to the beginning of 2100. */
export const ZONE_TABLE_FROM = Date.UTC(1970, 0, 1);
export const ZONE_TABLE_TO = Date.UTC(2100, 0, 1);

const zoned = (zone: string, at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The rules of the running process: those of the ICU data that Node was built with or was started with. */
export const runtimeZoneRules: ZoneRules = {
  version: process.versions['tz'] ?? null,
  offsetAt: (zone, at) => Math.round(zoned(zone, at).offsetNanoseconds / 1e6),
  nextChange: (zone, after) => zoned(zone, after).getTimeZoneTransition('next')?.epochMilliseconds,
  previousChange: (zone, before) => zoned(zone, before).getTimeZoneTransition('previous')?.epochMilliseconds,
};

/** A zone as rules have it, to be kept. */
export function zoneTableOf(zone: string, rules: ZoneRules = runtimeZoneRules): ZoneTable {
  const changes: [number, number][] = [];
  for (let at = ZONE_TABLE_FROM; ;) {
    const next = rules.nextChange(zone, at);
    if (next === undefined || next >= ZONE_TABLE_TO) break;
    changes.push([next, rules.offsetAt(zone, next)]);
    at = next;
  }
  return { zone, offset: rules.offsetAt(zone, ZONE_TABLE_FROM), changes };
}

/** Rules that were kept. Zones without a table, and what lies outside the years of a table, are as in `otherwise`. */
export function recordedZoneRules(
  version: string | null,
  tables: Iterable<ZoneTable>,
  otherwise: ZoneRules = runtimeZoneRules,
): ZoneRules {
  const byZone = new Map([...tables].map((table) => [table.zone.toLowerCase(), table]));
  const tableOf = (zone: string, at: number): ZoneTable | undefined =>
    at >= ZONE_TABLE_FROM && at < ZONE_TABLE_TO ? byZone.get(zone.toLowerCase()) : undefined;
  return {
    version,
    offsetAt: (zone, at) => {
      const table = tableOf(zone, at);
      if (!table) return otherwise.offsetAt(zone, at);
      return table.changes[countUpTo(table, at) - 1]?.[1] ?? table.offset;
    },
    nextChange: (zone, after) => {
      const table = tableOf(zone, after);
      if (!table) return otherwise.nextChange(zone, after);
      return table.changes[countUpTo(table, after)]?.[0] ?? otherwise.nextChange(zone, ZONE_TABLE_TO - 1);
    },
    previousChange: (zone, before) => {
      const table = tableOf(zone, before);
      if (!table) return otherwise.previousChange(zone, before);
      return table.changes[countUpTo(table, before - 1) - 1]?.[0] ?? otherwise.previousChange(zone, ZONE_TABLE_FROM);
    },
  };
}

/**
 * The first instant from which two tables of a zone differ; undefined when they are alike. What lies before it has the
 * same wall-clock times in both.
 */
export function firstDifference(a: ZoneTable, b: ZoneTable): number | undefined {
  if (a.offset !== b.offset) return ZONE_TABLE_FROM;
  for (let i = 0; i < Math.max(a.changes.length, b.changes.length); i++) {
    const [one, other] = [a.changes[i], b.changes[i]];
    if (one && other && one[0] === other[0] && one[1] === other[1]) continue;
    return Math.min(one?.[0] ?? Infinity, other?.[0] ?? Infinity);
  }
  return undefined;
}

/** Whether a release of the time zone data came after another; one that is not known came before all. */
export function isLaterRelease(version: string | null, than: string | null): boolean {
  if (version === null || than === null) return version !== null && than === null;
  const [year = 0, thanYear = 0] = [Number.parseInt(version, 10), Number.parseInt(than, 10)];
  if (year !== thanYear) return year > thanYear;
  // `2026z` is followed by `2026za`.
  return version.length === than.length ? version > than : version.length > than.length;
}

/** How many changes of a table have happened up to an instant, this one included. */
function countUpTo({ changes }: ZoneTable, at: number): number {
  let lo = 0;
  let hi = changes.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (changes[mid]![0] <= at) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
