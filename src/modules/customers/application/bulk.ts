import { err, ok, uuidv7, type Err, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { ident, insertMany, sql, type Database, type Row } from '#platform/database';
import { type Taken } from '../domain/facts.js';

interface Command {
  readonly code?: string | null;
  readonly externalRef?: string | null;
}

/** One command that passed all checks, with the id that its row gets. */
export interface Accepted<C> {
  readonly id: string;
  readonly cmd: C;
}

export interface BulkPlan<C extends Command, Code extends string> {
  readonly table: string;
  readonly columns: readonly string[];
  /** What is wrong with each command, in order; undefined when nothing is. May read, within the transaction. */
  readonly check: (cmds: readonly C[]) => Promise<(Err<Code> | undefined)[]>;
  readonly row: (cmd: C, id: string) => Row;
  /** Does what follows from the rows that were really new. */
  readonly created: (accepted: readonly Accepted<C>[]) => Promise<void>;
  /** What violated constraints mean, for the races that the checks cannot see. */
  readonly constraints: Readonly<Record<string, Err<Code>>>;
}

/** Rows of one statement: larger ones gain nothing. */
const BATCH = 2000;

/**
 * Creates many rows, set by set: all are checked, the good ones inserted together, and each command gets its own answer,
 * in order. An external reference that is known already answers with what it stands for. Each batch of 2000 is one
 * transaction (unless the caller has one).
 */
export async function createMany<C extends Command, Code extends string>(
  db: Database,
  ctx: Ctx,
  plan: BulkPlan<C, Code>,
  cmds: readonly C[],
): Promise<Result<Taken, Code | 'ALREADY_IN_USE'>[]> {
  const results: Result<Taken, Code | 'ALREADY_IN_USE'>[] = [];
  for (let from = 0; from < cmds.length; from += BATCH) {
    const batch = cmds.slice(from, from + BATCH);
    const done = await createBatch(db, ctx, plan, batch);
    if (done.ok) results.push(...done.value);
    else if (batch.length === 1) results.push(done);
    // Somebody interfered (a parent vanished, say): one by one, so that only the one concerned fails.
    else for (const cmd of batch) results.push(...(await createMany(db, ctx, plan, [cmd])));
  }
  return results;
}

function createBatch<C extends Command, Code extends string>(
  db: Database,
  ctx: Ctx,
  plan: BulkPlan<C, Code>,
  cmds: readonly C[],
): Promise<Result<Result<Taken, Code | 'ALREADY_IN_USE'>[], Code>> {
  return db.transaction<Result<Taken, Code | 'ALREADY_IN_USE'>[], Code>(
    ctx,
    async () => {
      const wrong = await plan.check(cmds);
      const known = await findByRefs(
        db,
        plan.table,
        cmds.filter((_, i) => !wrong[i]).map((c) => c.externalRef),
      );
      const candidates = new Map<number, Accepted<C>>();
      cmds.forEach((cmd, i) => {
        if (!wrong[i] && !known.has(cmd.externalRef ?? '')) candidates.set(i, { id: uuidv7(), cmd });
      });
      const inserted = await insertNew(db, plan, [...candidates.values()]);
      const lost = [...candidates.values()].filter((a) => !inserted.has(a.id));
      const others = await findByRefs(
        db,
        plan.table,
        lost.map((a) => a.cmd.externalRef),
      );
      await plan.created([...candidates.values()].filter((a) => inserted.has(a.id)));
      return ok(
        cmds.map((cmd, i): Result<Taken, Code | 'ALREADY_IN_USE'> => {
          const failure = wrong[i];
          if (failure) return failure;
          const mine = candidates.get(i)?.id;
          if (mine !== undefined && inserted.has(mine)) return ok({ id: mine, created: true });
          const other = known.get(cmd.externalRef ?? '') ?? others.get(cmd.externalRef ?? '');
          return other === undefined ? err('ALREADY_IN_USE', 'code') : ok({ id: other, created: false });
        }),
      );
    },
    { constraints: plan.constraints },
  );
}

/** Ids by external reference, of those that are known. */
export async function findByRefs(
  db: Database,
  table: string,
  refs: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(refs.filter((ref): ref is string => Boolean(ref)))];
  if (wanted.length === 0) return new Map();
  const rows = await db.query<{ id: string; ref: string }>(
    sql`select t.id, t.external_ref as ref from ${ident(table)} t where t.external_ref = any(${wanted}::text[])`,
  );
  return new Map(rows.map((r) => [r.ref, r.id]));
}

/** Inserts, lets unique constraints decide, and tells which ids went in. */
async function insertNew<C extends Command, Code extends string>(
  db: Database,
  plan: BulkPlan<C, Code>,
  accepted: readonly Accepted<C>[],
): Promise<Set<string>> {
  if (accepted.length === 0) return new Set();
  const rows = accepted.map(({ id, cmd }) => plan.row(cmd, id));
  const statement = sql`${insertMany(plan.table, plan.columns, rows)} on conflict do nothing returning id`;
  return new Set((await db.query<{ id: string }>(statement)).map((r) => r.id));
}
