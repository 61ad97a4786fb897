import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 15;
/** Polls per pause of the given patience: the load average lags a minute behind a machine that has just become busy. */
const GENEROSITY = 6;

/**
 * Asks again and again until `ask` answers something true, and gives that. Gives up after as many polls as fit
 * six times into `patienceMs` (default 10 s), not after a time: while n processes wait for each core, a poll counts 1/n,
 * so a busy machine fails no test.
 */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  what = 'the expected state',
  patienceMs = 10_000,
): Promise<NonNullable<T>> {
  const enough = (patienceMs * GENEROSITY) / PAUSE_MS;
  let polls = 0;
  let last: unknown;
  for (let counted = 0; ; counted += 1 / Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())) {
    polls++;
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (counted >= enough)
      throw new Error(
        `${what} did not come within ${polls} polls; last: ${last instanceof Error ? last.stack : JSON.stringify(last)}`,
      );
    await pause(PAUSE_MS);
  }
}
