/** @param {readonly number[]} values @param {number} share 0 to 1; the value that so many are not above */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/** @param {readonly number[]} values milliseconds */
export const spread = (values) => ({
  n: values.length,
  p50: round(median(values)),
  p95: round(quantile(values, 0.95)),
  p99: round(quantile(values, 0.99)),
  max: round(values.reduce((a, b) => Math.max(a, b), -Infinity)),
});

/** @param {number} value */
export const round = (value) => Math.round(value * 10) / 10;
