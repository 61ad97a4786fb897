/**
 * Sets of instants as flat lists `[start, end, start, end, …]`, each `[start, end)`, ascending, neither overlapping
 * nor touching. Flat lists of numbers because calendars hold thousands of them.
 */
export type Intervals = readonly number[];

/** Sorts, drops what is empty and joins what overlaps or touches. */
export function normalize(pairs: readonly number[]): number[] {
  let sorted = true;
  for (let i = 2; i < pairs.length; i += 2) {
    if (pairs[i]! < pairs[i - 2]!) {
      sorted = false;
      break;
    }
  }
  const source = sorted ? pairs : sortPairs(pairs);
  const out: number[] = [];
  for (let i = 0; i < source.length; i += 2) {
    const start = source[i]!;
    const end = source[i + 1]!;
    if (end <= start) continue;
    const last = out.length - 1;
    if (last > 0 && start <= out[last]!) {
      if (end > out[last]!) out[last] = end;
    } else {
      out.push(start, end);
    }
  }
  return out;
}

function sortPairs(pairs: readonly number[]): number[] {
  const rows: [number, number][] = [];
  for (let i = 0; i < pairs.length; i += 2) rows.push([pairs[i]!, pairs[i + 1]!]);
  return rows.sort((a, b) => a[0] - b[0]).flat();
}

/** What lies in both. */
export function intersect(a: Intervals, b: Intervals): number[] {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const start = Math.max(a[i]!, b[j]!);
    const end = Math.min(a[i + 1]!, b[j + 1]!);
    if (start < end) out.push(start, end);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return out;
}

/** What lies in `a` and not in `b`. */
export function subtract(a: Intervals, b: Intervals): number[] {
  if (b.length === 0) return [...a];
  const out: number[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let start = a[i]!;
    const end = a[i + 1]!;
    while (j < b.length && b[j + 1]! <= start) j += 2;
    for (let k = j; k < b.length && b[k]! < end; k += 2) {
      if (b[k]! > start) out.push(start, b[k]!);
      start = b[k + 1]!;
    }
    if (start < end) out.push(start, end);
  }
  return out;
}

/** What lies in `[from, to)`. */
export function clip(a: Intervals, from: number, to: number): number[] {
  return intersect(a, from < to ? [from, to] : []);
}
