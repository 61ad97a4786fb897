import { setTimeout as pause } from 'node:timers/promises';

/** SQLSTATE classes and codes of a server that goes, is away or comes back; and what the network says then. */
const AWAY = /^(08\w{3}|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/;
/** What pg says, without a code, of a connection that was cut under it. */
const CUT =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether the database was out of reach; a query that says so may be asked again. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && AWAY.test(code)) || CUT.test(error.message);
}

/** SQLSTATE of a statement that was cancelled, as those are that take too long. */
const CANCELLED = '57014';

/** Whether the server cancelled a statement because it took too long. */
export const isStatementTimeout = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === CANCELLED;

const OUTAGE_RETRY_MS = 60_000;
const PAUSE_MS = 250;

/**
 * Asks again while the database is out of reach, for a minute at most: for reads that nobody would ask again, such as
 * those for an event that is told once.
 */
export async function retryDuringOutage<T>(read: () => Promise<T>): Promise<T> {
  const end = Date.now() + OUTAGE_RETRY_MS;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isOutage(error) || Date.now() > end) throw error;
      await pause(PAUSE_MS);
    }
  }
}
