import { Decimal, err, type Err } from '#kernel';
import { RATE_WINDOW_MS, shortest, type KnownReading, type NewReading } from './meter.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** So many times the usual rate is believed; more is asked back. */
const FACTOR = 10;
/** Of a meter's capacity, how much a meter that begins again has shown last when nothing is known of its rate. */
const NEAR_CAPACITY = Decimal.parse('0.5');
/** Units in which nothing can gain more than an hour in an hour. */
const HOURS = /^(h|hrs?|hours?|running hours|小时|工时|运行小时)\.?$/i;

export type PlausibilityCode = 'READING_IMPLAUSIBLE' | 'ROLLOVER_IMPLAUSIBLE';

/** What a reading is compared with. */
export interface PlausibilityGround {
  readonly unit: string;
  readonly capacity: string | null;
  /** The reading before, and those that say how fast the meter ran until then, in order of time. */
  readonly before: KnownReading | undefined;
  readonly history: readonly KnownReading[];
}

/**
 * Why a reading is hard to believe, as a failure whose cure is to confirm it: more than ten times what the last ninety
 * days lead one to expect (of at least one day), more hours than have passed, or a meter that began again although it had
 * not come near its capacity. Undefined when it is plausible, or nothing is known to compare it with.
 */
export function implausible(
  reading: NewReading,
  total: string,
  { unit, capacity, before, history }: PlausibilityGround,
): Err<PlausibilityCode> | undefined {
  if (!before) return undefined;
  const growth = Decimal.parse(total).subtract(Decimal.parse(before.total));
  const elapsed = reading.at.getTime() - before.at.getTime();
  const refused = (usual: string): Err<PlausibilityCode> =>
    err('READING_IMPLAUSIBLE', 'value', {
      value: reading.value,
      growth: shortest(growth),
      unit,
      since: before.at.toISOString(),
      usual,
    });
  if (HOURS.test(unit.trim())) {
    const passed = Decimal.of(elapsed).divide(Decimal.of(HOUR_MS), 3, 'HALF_UP').add(Decimal.of(1));
    if (growth.compare(passed) > 0) return refused('24');
  }
  const usual = perDay(history, before);
  if (usual !== undefined) {
    const days = Decimal.of(Math.max(elapsed, DAY_MS)).divide(Decimal.of(DAY_MS), 3, 'HALF_UP');
    const believed = usual.multiply(days).multiply(Decimal.of(FACTOR));
    return growth.compare(believed) > 0 ? refused(shortest(usual.significant(3, 'HALF_UP'))) : undefined;
  }
  if (reading.kind === 'ROLLOVER' && capacity !== null) {
    const last = Decimal.parse(before.value);
    if (last.compare(Decimal.parse(capacity).multiply(NEAR_CAPACITY)) < 0)
      return err('ROLLOVER_IMPLAUSIBLE', 'kind', {
        last: shortest(last),
        capacity: shortest(Decimal.parse(capacity)),
      });
  }
  return undefined;
}

/** How much a meter gained a day in the ninety days up to a reading; undefined when it stood still, or nothing is known. */
function perDay(history: readonly KnownReading[], before: KnownReading): Decimal | undefined {
  const first = history.find((r) => r.at.getTime() >= before.at.getTime() - RATE_WINDOW_MS);
  if (!first || first.at >= before.at) return undefined;
  const gone = Decimal.parse(before.total).subtract(Decimal.parse(first.total));
  if (gone.compare(Decimal.ZERO) <= 0) return undefined;
  const span = Math.max(before.at.getTime() - first.at.getTime(), DAY_MS);
  return gone.multiply(Decimal.of(DAY_MS)).divide(Decimal.of(span), 6, 'HALF_UP');
}
