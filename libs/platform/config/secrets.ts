/** Bits that a secret must have at least, by a generous count. */
const LEAST_BITS = 80;
const LEAST_DIFFERENT = 8;

/**
 * What is wrong with a secret that somebody made up, or undefined. A random one passes; one that repeats itself, counts
 * up, has few different characters or is that of an example does not.
 */
export function weakness(secret: string): string | undefined {
  if (/change-?me|example|placeholder|your-?secret/i.test(secret)) return 'is that of an example';
  const counts = new Map<string, number>();
  for (const char of secret) counts.set(char, (counts.get(char) ?? 0) + 1);
  const bits = [...counts.values()].reduce((sum, n) => sum - n * Math.log2(n / secret.length), 0);
  if (counts.size < LEAST_DIFFERENT || bits < LEAST_BITS) return 'has too few different characters';
  const period = `${secret}${secret}`.indexOf(secret, 1);
  if (period <= secret.length / 2) return 'repeats itself';
  let steps = 0;
  for (let i = 1; i < secret.length; i++) if (Math.abs(secret.charCodeAt(i) - secret.charCodeAt(i - 1)) <= 1) steps++;
  return steps > secret.length / 2 ? 'consists of characters in order' : undefined;
}
