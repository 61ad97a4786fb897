import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Writable } from 'node:stream';
import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { type Err, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { InvalidInputError } from '#platform/messages';
import { type Sql } from './sql.js';

interface Transaction {
  readonly client: PoolClient;
  readonly afterCommit: { readonly fn: () => void; readonly key: string | undefined }[];
  depth: number;
}

/** Reads that share a connection. */
interface Lane {
  readonly client: Promise<PoolClient>;
  statements: number;
  open: number;
  broken?: Error;
}

/** Statements of one packet at the most: behind one another they do not use a second processor. */
const MAX_IN_LANE = 4;

export interface TransactionOptions<C extends string> {
  /**
   * What a violated constraint means to the user, by constraint name: unique, exclusion, foreign-key and check
   * constraints decide races; nothing is checked first.
   */
  readonly constraints?: Readonly<Record<string, Err<C>>>;
}

/** Thrown through the transaction to undo it when the use case answers with a failure. */
class Rollback extends Error {
  constructor(readonly result: Err) {
    super('rolled back');
  }
}

/** SQLSTATE codes after which the same transaction may succeed: serialization failure, deadlock. */
const RETRYABLE = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 4;
/**
 * SQLSTATE of a value that is too large for an index of an order: a name of few characters with very many marks, each of
 * them unlike the others. Which field it was only the one who typed it knows.
 */
const TOO_LARGE_FOR_INDEX = '54000';

/**
 * The one door to PostgreSQL. Every statement is parameterised (`sql` is the only way to make one) and prepared.
 * Connections are read-only by default, so the database itself refuses a write outside `transaction`.
 */
export class Database {
  private readonly ambient = new AsyncLocalStorage<Transaction>();
  private lane: Lane | undefined;
  /** Outermost transactions under way. */
  private running = 0;

  constructor(private readonly pool: Pool) {}

  /** Runs one statement in the ambient transaction, or on any connection (reads only) when there is none. */
  async query<R extends object>(statement: Sql): Promise<R[]> {
    const tx = this.ambient.getStore();
    return (await (tx ? tx.client.query<R>(prepared(statement)) : this.read<R>(statement))).rows;
  }

  /** Runs a statement and tells how many rows it touched. */
  async execute(statement: Sql): Promise<number> {
    const tx = this.ambient.getStore();
    return (await (tx ? tx.client.query(prepared(statement)) : this.read(statement))).rowCount ?? 0;
  }

  /**
   * Reads that are asked for in the same turn of the event loop (the lists of one operation) go over one connection in
   * one packet: a round trip costs more than running them one after the other.
   */
  private async read<R extends object>(statement: Sql): Promise<QueryResult<R>> {
    let lane = this.lane;
    if (!lane || lane.statements >= MAX_IN_LANE) {
      lane = { client: this.pool.connect(), statements: 0, open: 0 };
      this.lane = lane;
      setImmediate((opened) => {
        if (this.lane === opened) this.lane = undefined;
      }, lane);
    }
    lane.statements++;
    lane.open++;
    const client = await lane.client;
    let broken: Error | undefined;
    try {
      if (lane.statements > 1) corkForThisTick(client);
      return await client.query<R>(prepared(statement));
    } catch (error) {
      // A connection that broke is not given back; an error that the server reports leaves it whole.
      if (!(error instanceof DatabaseError)) broken = error as Error;
      throw error;
    } finally {
      lane.broken ??= broken;
      if (--lane.open === 0) {
        if (this.lane === lane) this.lane = undefined;
        client.release(lane.broken);
      }
    }
  }

  /** The only row, or undefined. */
  async maybeOne<R extends object>(statement: Sql): Promise<R | undefined> {
    return (await this.query<R>(statement))[0];
  }

  /** The only row; throws when there is none, which is a bug. */
  async one<R extends object>(statement: Sql): Promise<R> {
    const row = await this.maybeOne<R>(statement);
    if (!row) throw new Error(`a row was expected: ${statement.text}`);
    return row;
  }

  /**
   * Runs `work` in one transaction: rows, audit and events stand or fall together. A failed Result rolls back, also
   * when nested (a nested one rolls back to its own start only). Serialization failures and deadlocks of the outermost
   * transaction are tried again, so `work` must have no effects outside the database: use `afterCommit` for those.
   */
  async transaction<T, C extends string = never>(
    ctx: Ctx,
    work: () => Promise<Result<T, C>>,
    options: TransactionOptions<C> = {},
  ): Promise<Result<T, C>> {
    const outer = this.ambient.getStore();
    const attempt = outer ? () => this.nested(outer, work) : () => this.outermost(ctx, work);
    for (let tries = 1; ; tries++) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof Rollback) return error.result as Err<C>;
        if (error instanceof DatabaseError) {
          const known = error.constraint === undefined ? undefined : options.constraints?.[error.constraint];
          if (known) return known;
          if (error.code === TOO_LARGE_FOR_INDEX) throw new InvalidInputError([{ code: 'TEXT_OVERLOADED' }]);
          if (!outer && RETRYABLE.has(error.code ?? '') && tries < MAX_ATTEMPTS) {
            await delay(Math.random() * 20 * tries);
            continue;
          }
        }
        throw error;
      }
    }
  }

  /**
   * Runs `fn` once the outermost transaction has committed; never when it rolls back; at once when there is none. Of
   * several with one `key` in a transaction only the first runs.
   */
  afterCommit(fn: () => void, key?: string): void {
    const current = this.ambient.getStore();
    if (!current) fn();
    else if (key === undefined || !current.afterCommit.some((other) => other.key === key))
      current.afterCommit.push({ fn, key });
  }

  get inTransaction(): boolean {
    return this.ambient.getStore() !== undefined;
  }

  private async outermost<T, C extends string>(ctx: Ctx, work: () => Promise<Result<T, C>>): Promise<Result<T, C>> {
    const client = await this.pool.connect();
    const tx: Transaction = { client, afterCommit: [], depth: 0 };
    this.running++;
    let broken: Error | undefined;
    try {
      // Sent back to back: the server sets the audit context before the first statement of the work.
      const begun = client.query('BEGIN READ WRITE');
      const context = client.query({
        name: 'meridian_ctx',
        text: `select set_config('meridian.ctx', $1, true)`,
        values: [JSON.stringify({ actor: ctx.actor.id, via: ctx.via, request: ctx.requestId, ip: ctx.ip ?? null })],
      });
      await Promise.all([begun, context]);
      const result = await this.ambient.run(tx, work);
      if (!result.ok) throw new Rollback(result);
      await client.query('COMMIT');
      for (const { fn } of tx.afterCommit) fn();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((e: Error) => (broken = e));
      throw error;
    } finally {
      client.release(broken);
      // Before Node 24 an AsyncLocalStorage in use hooks every promise of the process; reads need not pay for it.
      if (--this.running === 0) this.ambient.disable();
    }
  }

  private async nested<T, C extends string>(
    outer: Transaction,
    work: () => Promise<Result<T, C>>,
  ): Promise<Result<T, C>> {
    const savepoint = `nested_${++outer.depth}`;
    const callbacks = outer.afterCommit.length;
    await outer.client.query(`SAVEPOINT ${savepoint}`);
    try {
      const result = await work();
      if (!result.ok) throw new Rollback(result);
      await outer.client.query(`RELEASE SAVEPOINT ${savepoint}`);
      return result;
    } catch (error) {
      outer.afterCommit.length = callbacks;
      await outer.client.query(`ROLLBACK TO SAVEPOINT ${savepoint}`);
      throw error;
    } finally {
      outer.depth--;
    }
  }
}

function prepared(statement: Sql): QueryConfig {
  const text = statement.text;
  return { text, values: statement.values, name: statementName(text) };
}

/** Holds what is written to a connection until the end of the tick, so that it leaves in one packet. */
function corkForThisTick(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const names = new Map<string, string>();
/** Prepared statements kept per connection; beyond it (filters in endless combinations) statements go unprepared. */
const MAX_PREPARED = 1000;

function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MAX_PREPARED) return undefined;
  const name = `m${createHash('sha1').update(text).digest('base64url').slice(0, 24)}`;
  names.set(text, name);
  return name;
}
