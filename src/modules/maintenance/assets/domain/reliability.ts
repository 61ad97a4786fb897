import { type AssetStatus } from './asset-kinds.js';

/*
 * Definitions (IEC 60050-192, EN 15341), over a period that ends now at the latest:
 *  - operating time: time in service (status IN_SERVICE) less the time it was down;
 *  - failure: the asset, in service, goes from up to down. What fails while it is down already is part of the same
 *    failure, which lasts until everything is restored;
 *  - MTBF: operating time ÷ failures that began in the period; null without any;
 *  - repair: a failure whose restoration falls into the period; its time to restore is whole, also when it began before;
 *  - MTTR: time to restore of all repairs ÷ repairs; null without any. Failures that are still open are not in it.
 */

/** From and until, in milliseconds; `to` is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Failure {
  readonly from: number;
  /** Null while it is not restored. */
  readonly to: number | null;
}

export interface StatusSince {
  readonly at: number;
  readonly status: AssetStatus;
}

/** What is known of one asset; both lists in order of time. */
export interface AssetHistory {
  readonly statuses: readonly StatusSince[];
  readonly failures: readonly Failure[];
}

export interface Reliability {
  readonly failures: number;
  readonly openFailures: number;
  readonly repairs: number;
  readonly inServiceMs: number;
  readonly operatingMs: number;
  readonly downMs: number;
  readonly restorationMs: number;
  readonly mtbfMs: number | null;
  readonly mttrMs: number | null;
  /** Operating time ÷ time in service, 0 to 1; null when it was not in service. */
  readonly availability: number | null;
}

/** When it was in service within the period. */
export function inService(statuses: readonly StatusSince[], period: Span): Span[] {
  return statuses.flatMap(({ at, status }, i) => {
    const span = clip({ from: at, to: statuses[i + 1]?.at ?? Infinity }, period);
    return status === 'IN_SERVICE' && span ? [span] : [];
  });
}

/** Failures that overlap are one, which lasts until the last of them is restored; an open one lasts for ever. */
export function merged(failures: readonly Failure[]): Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of [...failures].sort((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    const until = to ?? Infinity;
    if (last && from < last.to) last.to = Math.max(last.to, until);
    else spans.push({ from, to: until });
  }
  return spans;
}

/** Of one asset alone. */
export const reliabilityOf = (asset: AssetHistory, period: Span): Reliability => reliabilityOfTree(asset, [], period);

/**
 * Of an asset with everything below it: it counts as down while anything of it is, so that the result says how often and
 * for how long something about it is not right. Failures and repairs are those of each part, added up; operating time is
 * that of the asset at the top less the time in which anything was down.
 */
export function reliabilityOfTree(top: AssetHistory, below: readonly AssetHistory[], period: Span): Reliability {
  const service = inService(top.statuses, period);
  let [failures, openFailures, repairs, restorationMs] = [0, 0, 0, 0];
  const downs: Span[] = [];
  for (const part of [top, ...below]) {
    const own = inService(part.statuses, { from: -Infinity, to: period.to });
    for (const down of merged(part.failures)) {
      if (down.from >= period.to || !own.some((s) => s.from <= down.from && down.from < s.to)) continue;
      if (down.from >= period.from) failures++;
      if (down.to > period.to) openFailures++;
      else if (down.to >= period.from) {
        repairs++;
        restorationMs += down.to - down.from;
      }
      downs.push(down);
    }
  }
  const inServiceMs = sum(service);
  const downMs = sum(intersect(service, union(downs)));
  const operatingMs = inServiceMs - downMs;
  return {
    ...{ failures, openFailures, repairs, inServiceMs, operatingMs, downMs, restorationMs },
    mtbfMs: failures === 0 ? null : operatingMs / failures,
    mttrMs: repairs === 0 ? null : restorationMs / repairs,
    availability: inServiceMs === 0 ? null : operatingMs / inServiceMs,
  };
}

function clip(span: Span, to: Span): Span | undefined {
  const [from, until] = [Math.max(span.from, to.from), Math.min(span.to, to.to)];
  return from < until ? { from, to: until } : undefined;
}

const union = (spans: readonly Span[]): Span[] => merged(spans);

function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((x) => b.flatMap((y) => clip(x, y) ?? []));
}

const sum = (spans: readonly Span[]): number => spans.reduce((total, { from, to }) => total + to - from, 0);
