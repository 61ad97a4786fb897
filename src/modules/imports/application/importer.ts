import { type Err, type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { type Columns, type Planned, type SourceRow } from '../domain/source.js';
import { type AfterOptions, type AfterReport } from './after-import.js';

/** What taking a batch came to. */
export interface ImportedBatch {
  /** One per plan, in order: what stands in its way, or whether it changed anything. */
  readonly results: readonly (Err | { readonly ok: true; readonly changed: boolean })[];
  /** What came into being, by what it is. */
  readonly created: Readonly<Record<string, number>>;
  /** Called once the batch is committed, so that what it made need not be looked up again. */
  remember(): void;
}

/** Takes what plans say, through the same use cases as the API. `P`: plan of what belongs to one key. */
export interface Session<P> {
  take(ctx: Ctx, plans: readonly P[]): Promise<ImportedBatch>;
}

/** How one kind of file is read and taken. */
export interface Importer<P> {
  readonly source: string;
  readonly columns: Columns;
  /** Keys in a batch, which is one transaction. */
  readonly batchSize: number;
  /** Key of a row; rows of one key stand together. Null when the row does not say. */
  keyOf(row: SourceRow): string | null;
  /** Column to blame when there is no key. */
  readonly keyColumn: string;
  plan(key: string, rows: readonly SourceRow[]): Planned<P>;
  /** Why a plan of a key that was never taken before is not worth taking; undefined when it is. */
  skipReason(plan: P): Failure | undefined;
  /** Makes sure of what everything else hangs on (office, customer, terms, rates). Runs in a transaction. */
  prepare(ctx: Ctx): Promise<Session<P>>;
  /** What is to be done when all is in: evaluation, re-tiering. Doing it again changes nothing. */
  after(ctx: Ctx, options: AfterOptions): Promise<AfterReport>;
}
