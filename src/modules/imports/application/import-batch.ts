import { Injectable } from '@nestjs/common';
import { err, ok, type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { type Planned, type RejectedRow, type SourceRow } from '../domain/source.js';
import { digestOf, type RowBatch, type RowGroup } from './batches.js';
import { type Importer, type Session } from './importer.js';
import { type RejectFile } from './reject-file.js';
import { RunStore, type BatchOutcome, type Checkpoint } from './run-store.js';
import { reasonsOf } from './import-counts.js';

/** An import in progress. */
export interface ImportWork<P> {
  readonly importer: Importer<P>;
  readonly mappingDigest: string;
  readonly rejects: RejectFile;
  /** Share of the file that was read. */
  readonly share: () => number;
  /** Undefined in a dry run, which keeps nothing: every batch is rolled back. */
  readonly kept: { readonly runId: string; readonly session: Session<P> } | undefined;
  /** Keys of a dry run, which keeps no marks. */
  readonly seen: Set<string>;
}

interface Candidate<P> {
  readonly group: RowGroup;
  readonly digest: string;
  readonly planned: Planned<P>;
  readonly plan: P;
}

/** A batch, sorted into what needs taking and what does not. */
interface Sorted<P> {
  readonly candidates: Candidate<P>[];
  readonly rejected: RejectedRow[];
  unchanged: number;
}

interface Settled {
  readonly outcome: BatchOutcome;
  readonly checkpoint: Checkpoint;
}

const refused = (rows: readonly SourceRow[], failure: Failure): RejectedRow[] => rows.map((row) => ({ row, failure }));

/**
 * Takes a batch in one transaction: what it makes, the marks that it was taken, the counts and the checkpoint stand or
 * fall together. What belongs to one key is taken whole or not at all: when a use case refuses something, the batch is
 * rolled back and tried again without it.
 */
@Injectable()
export class ImportBatch {
  constructor(
    private readonly db: Database,
    private readonly store: RunStore,
  ) {}

  async run<P>(ctx: Ctx, work: ImportWork<P>, batch: RowBatch, from: Checkpoint): Promise<Settled> {
    const sorted = await this.sort(work, batch);
    for (;;) {
      const settled = await this.attempt(ctx, work, batch, sorted, from);
      if (settled) return settled;
    }
  }

  private async sort<P>(work: ImportWork<P>, batch: RowBatch): Promise<Sorted<P>> {
    const { importer, kept, seen } = work;
    const sorted: Sorted<P> = { candidates: [], rejected: [...batch.unkeyed], unchanged: 0 };
    const marks = await this.store.taken(
      importer.source,
      batch.groups.map((g) => g.key),
    );
    const met = kept ? new Set<string>() : seen;
    for (const group of batch.groups) {
      const { key, rows } = group;
      const mark = marks.get(key);
      if (met.has(key) || (kept && mark?.runId === kept.runId)) {
        sorted.rejected.push(...refused(rows, { code: 'KEY_REPEATED', params: { key } }));
        continue;
      }
      met.add(key);
      const planned = importer.plan(key, rows);
      const { plan, accepted, rejected } = planned;
      sorted.rejected.push(...rejected);
      if (plan === undefined) continue;
      const digest = digestOf(rows, work.mappingDigest);
      const skipReason = mark ? undefined : importer.skipReason(plan);
      if (mark?.digest === digest) sorted.unchanged += accepted.length;
      else if (skipReason) sorted.rejected.push(...refused(accepted, skipReason));
      else sorted.candidates.push({ group, digest, planned, plan });
    }
    return sorted;
  }

  /** Undefined when something was refused: it is among the rejected now, and the rest is to be tried again. */
  private async attempt<P>(
    ctx: Ctx,
    work: ImportWork<P>,
    batch: RowBatch,
    sorted: Sorted<P>,
    from: Checkpoint,
  ): Promise<Settled | undefined> {
    const { importer, kept } = work;
    let settled: Settled | undefined;
    let remember = (): void => undefined;
    await this.db.transaction<void, 'REFUSED' | 'DRY_RUN'>(ctx, async () => {
      settled = undefined;
      const { candidates } = sorted;
      let created: Readonly<Record<string, number>> = {};
      let changed: readonly boolean[] = [];
      if (candidates.length > 0) {
        const session = kept?.session ?? (await importer.prepare(ctx));
        const taken = await session.take(
          ctx,
          candidates.map((c) => c.plan),
        );
        const failures = taken.results.map((r) => (r.ok ? undefined : r.failures[0]));
        if (failures.some((f) => f)) {
          setAside(sorted, failures);
          return err('REFUSED');
        }
        changed = taken.results.map((r) => r.ok && r.changed);
        ({ created } = taken);
        remember = () => taken.remember();
      }
      sorted.rejected.sort((a, b) => a.row.ordinal - b.row.ordinal);
      const checkpoint = { rows: batch.upTo, rejectBytes: await work.rejects.write(from.rejectBytes, sorted.rejected) };
      const outcome = outcomeOf(batch, sorted, changed, created, work.share());
      settled = { outcome, checkpoint };
      if (!kept) return err('DRY_RUN');
      await this.store.markImported(
        importer.source,
        kept.runId,
        new Map(candidates.map((c) => [c.group.key, c.digest])),
      );
      await this.store.advance(kept.runId, from, checkpoint, outcome);
      return ok();
    });
    if (settled && kept) remember();
    return settled;
  }
}

function setAside<P>(sorted: Sorted<P>, failures: readonly (Failure | undefined)[]): void {
  const remaining = sorted.candidates.filter((candidate, i) => {
    const failure = failures[i];
    if (failure) sorted.rejected.push(...refused(candidate.planned.accepted, failure));
    return !failure;
  });
  sorted.candidates.splice(0, Infinity, ...remaining);
}

function outcomeOf<P>(
  batch: RowBatch,
  { candidates, rejected, unchanged }: Sorted<P>,
  changed: readonly boolean[],
  created: Readonly<Record<string, number>>,
  progress: number,
): BatchOutcome {
  const taken = candidates.reduce((sum, c, i) => sum + (changed[i] ? c.planned.accepted.length : 0), 0);
  const counts = { read: batch.rows, taken, rejected: rejected.length };
  const same = unchanged + candidates.reduce((sum, c, i) => sum + (changed[i] ? 0 : c.planned.accepted.length), 0);
  return {
    counts: { ...counts, unchanged: same },
    created,
    rejections: reasonsOf(rejected),
    progress,
  };
}
