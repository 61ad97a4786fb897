import pg from 'pg';

interface Counted {
  connectionParameters?: { application_name?: string };
}

/**
 * Runs `work` and gives the texts of all SQL statements that the application's pool sent meanwhile, transaction control
 * included. For tests of statement budgets. What wakes the relay is left out: it comes after the commit, when it comes.
 */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  const statements: string[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client & Counted, ...args: unknown[]) {
    const first = args[0] as string | { text?: string };
    const text = typeof first === 'string' ? first : (first.text ?? '');
    if (this.connectionParameters?.application_name === 'meridian' && !text.startsWith('select pg_notify('))
      statements.push(text);
    return (original as (...a: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    return { result: await work(), statements };
  } finally {
    pg.Client.prototype.query = original;
  }
}
