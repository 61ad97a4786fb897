import { Decimal, err, ok, type Result } from '#kernel';

/** A reading as it is kept: what the meter showed, and all that went through since its first reading. */
export interface KnownReading {
  readonly at: Date;
  readonly value: string;
  readonly total: string;
}

export interface NewReading {
  readonly at: Date;
  readonly value: string;
  readonly kind: ReadingKind;
  /** With REPLACED: what the meter that was taken away showed last; defaults to what it showed at the last reading. */
  readonly finalValue?: string | null;
}

export type ReadingCode =
  'READING_TOO_LOW' | 'READING_TOO_HIGH' | 'READING_BEFORE_LATEST' | 'NO_ROLLOVER' | 'ABOVE_CAPACITY';

/**
 * The total after a new reading. Readings never fall, unless the meter began again at its capacity or was replaced.
 * A reading that comes in late may stand between two others when its value does; a rollover or replacement may not,
 * because it would change the totals after it.
 */
export function totalAfter(
  reading: NewReading,
  before: KnownReading | undefined,
  after: KnownReading | undefined,
  capacity: string | null,
): Result<string, ReadingCode> {
  const value = Decimal.parse(reading.value);
  if (capacity !== null && value.compare(Decimal.parse(capacity)) > 0)
    return err('ABOVE_CAPACITY', 'value', { value: reading.value, capacity: shortest(Decimal.parse(capacity)) });
  if (after && reading.kind !== 'READING')
    return err('READING_BEFORE_LATEST', 'at', { latest: after.at.toISOString() });
  if (!before) {
    if (after && value.compare(Decimal.parse(after.value)) > 0)
      return err('READING_TOO_HIGH', 'value', {
        value: reading.value,
        next: shortest(Decimal.parse(after.value)),
        at: after.at.toISOString(),
      });
    // In front of the first reading everything counts from there backwards.
    return ok(after ? shortest(Decimal.parse(after.total).subtract(Decimal.parse(after.value)).add(value)) : '0');
  }
  const last = Decimal.parse(before.value);
  const total = Decimal.parse(before.total);
  const shown = { value: reading.value, last: shortest(last), at: before.at.toISOString() };
  switch (reading.kind) {
    case 'READING': {
      if (value.compare(last) < 0) return err('READING_TOO_LOW', 'value', shown);
      const grown = total.add(value).subtract(last);
      if (after && grown.compare(Decimal.parse(after.total)) > 0)
        return err('READING_TOO_HIGH', 'value', {
          value: reading.value,
          next: shortest(Decimal.parse(after.value)),
          at: after.at.toISOString(),
        });
      return ok(shortest(grown));
    }
    case 'ROLLOVER':
      if (capacity === null) return err('NO_ROLLOVER', 'kind');
      return ok(shortest(total.add(Decimal.parse(capacity)).subtract(last).add(value)));
    case 'REPLACED': {
      const final = reading.finalValue == null ? last : Decimal.parse(reading.finalValue);
      if (final.compare(last) < 0) return err('READING_TOO_LOW', 'finalValue', { ...shown, value: shortest(final) });
      return ok(shortest(total.add(final).subtract(last)));
    }
  }
}

/** As totals are kept: without zeros at the end. */
export const shortest = (value: Decimal): string => value.format({ trim: true });

/** How far back readings say how fast a meter runs, in milliseconds. */
export const RATE_WINDOW_MS = 90 * 86_400_000;

/** A place on the line of a meter: the instant in milliseconds and the total then. */
export interface Point {
  readonly at: number;
  readonly total: string;
}

/**
 * When the total will be reached at the rate of the last 90 days (of the last two readings when all but one are older).
 * At the instant of the latest reading when it is reached already; null when the meter stands still or has been read
 * less than twice. `points` are in order of time.
 */
export function forecast(points: readonly Point[], total: string): number | null {
  const latest = points.at(-1);
  if (!latest) return null;
  const missing = thousandths(Decimal.parse(total).subtract(Decimal.parse(latest.total)));
  if (missing <= 0) return latest.at;
  const recent = points.filter((p) => p.at >= latest.at - RATE_WINDOW_MS);
  const first = (recent.length > 1 ? recent : points.slice(-2))[0];
  if (!first || first.at === latest.at) return null;
  const gone = thousandths(Decimal.parse(latest.total).subtract(Decimal.parse(first.total)));
  if (gone <= 0) return null;
  const at = latest.at + Math.ceil((missing / gone) * (latest.at - first.at));
  return at <= LAST_MS ? at : null;
}

const thousandths = (value: Decimal): number => Number(value.round(3, 'DOWN').units);

/** Later than that nobody plans: the end of 2199. */
const LAST_MS = Date.UTC(2200, 0, 1) - 1;

export const READING_KINDS = ['READING', 'ROLLOVER', 'REPLACED'] as const;

export type ReadingKind = (typeof READING_KINDS)[number];

export interface Meter {
  readonly id: string;
  readonly assetId: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly unit: string;
  readonly capacity: string | null;
  readonly active: boolean;
  readonly version: number;
}

export interface Reading {
  readonly id: string;
  readonly meterId: string;
  readonly at: Date;
  readonly value: string;
  readonly kind: ReadingKind;
  readonly finalValue: string | null;
  readonly total: string;
  readonly note: string | null;
  readonly readById: string | null;
  readonly recordedAt: Date;
  /** Null while it counts. */
  readonly withdrawnAt: Date | null;
  readonly version: number;
}
