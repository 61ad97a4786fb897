import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until `ask` answers something true, and gives that; fails after `timeoutMs` (10 s). */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  what = 'the expected state',
  timeoutMs = 10_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end)
      throw new Error(
        `${what} did not come within ${timeoutMs} ms; last: ${last instanceof Error ? last.stack : JSON.stringify(last)}`,
      );
    await pause(15);
  }
}
