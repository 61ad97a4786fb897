import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { ok, type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type ProofSeal, type ProofTotals } from '../domain/proof-format.js';
import { ProofKeys } from './proof-keys.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** A proof that is to be made. */
export interface OpenProof {
  readonly id: string;
  readonly customerId: string;
  readonly fromAt: Date;
  readonly toAt: Date;
}

/** What is known of a proof once its text is. */
export interface FinishedProof {
  readonly asOf: Date;
  readonly clocks: number;
  readonly totals: ProofTotals;
  readonly sha256: string;
  /** Bytes of the body and of what is around it, without the seal. */
  readonly bytes: number;
  /** What stands before the first request, and after the last one, up to the seal. */
  readonly head: string;
  readonly tail: (seal: ProofSeal) => string;
}

/** Beginnings after which a proof is given up. */
const MAX_ATTEMPTS = 5;

/** Keeps proofs: the file in compressed pieces, so that neither making nor downloading it holds it whole. */
@Injectable()
export class ProofStore {
  constructor(
    private readonly db: Database,
    private readonly keys: ProofKeys,
  ) {}

  /**
   * The oldest proof that waits, or that a worker left behind when it died: only one job makes proofs at a time, so that
   * whatever is RUNNING as it begins is nobody's. Undefined when there is none.
   */
  async take(ctx: Ctx, now: Date): Promise<OpenProof | undefined> {
    const taken = await this.db.transaction<OpenProof | undefined>(ctx, async () => {
      const found = await this.db.maybeOne<OpenProof & { attempts: number }>(
        sql`select id, customer_id as "customerId", from_at as "fromAt", to_at as "toAt", attempts from sla.proof
             where status in ('WAITING', 'RUNNING') order by requested_at, id limit 1 for update skip locked`,
      );
      if (!found) return ok(undefined);
      await this.db.execute(sql`delete from sla.proof_part where proof_id = ${found.id}`);
      if (found.attempts >= MAX_ATTEMPTS) {
        await this.end(found.id, { code: 'PROOF_GIVEN_UP', params: { attempts: found.attempts } }, now);
        return ok(undefined);
      }
      await this.db.execute(
        sql`update sla.proof set status = 'RUNNING', started_at = coalesce(started_at, ${now}), attempts = attempts + 1,
                   requests_done = 0 where id = ${found.id}`,
      );
      return ok(found);
    });
    return taken.ok ? taken.value : undefined;
  }

  /** How many requests there will be. */
  async expect(ctx: Ctx, id: string, requests: number): Promise<void> {
    await this.write(ctx, () =>
      this.db.execute(sql`update sla.proof set requests_total = ${requests}, requests_done = 0 where id = ${id}`),
    );
  }

  /** Keeps a piece; number 1 is the first after the head. */
  async keepPart(ctx: Ctx, id: string, number: number, text: string, requestsDone: number): Promise<void> {
    const content = await compress(text);
    await this.write(ctx, async () => {
      await this.db.execute(
        sql`insert into sla.proof_part (proof_id, number, content) values (${id}, ${number}, ${content})`,
      );
      await this.db.execute(sql`update sla.proof set requests_done = ${requestsDone} where id = ${id}`);
    });
  }

  /** Throws away what there is of a file. */
  async clear(ctx: Ctx, id: string): Promise<void> {
    await this.write(ctx, () => this.db.execute(sql`delete from sla.proof_part where proof_id = ${id}`));
  }

  /** Signs and keeps what was made. */
  async finish(ctx: Ctx, id: string, parts: number, made: FinishedProof, now: Date): Promise<void> {
    await this.write(ctx, async () => {
      const seal = await this.keys.seal(made.sha256, now);
      const tail = made.tail(seal);
      for (const [number, text] of [
        [0, made.head],
        [parts + 1, tail],
      ] as const) {
        const content = await compress(text);
        await this.db.execute(
          sql`insert into sla.proof_part (proof_id, number, content) values (${id}, ${number}, ${content})`,
        );
      }
      const bytes = made.bytes + Buffer.byteLength(tail);
      await this.db.execute(
        sql`update sla.proof set status = 'READY', finished_at = ${now}, as_of = ${made.asOf}, clocks = ${made.clocks},
                   bytes = ${bytes}, sha256 = ${made.sha256}, key_id = ${seal.keyId},
                   totals = ${JSON.stringify(made.totals)}::jsonb, requests_total = requests_done, failure = null
             where id = ${id}`,
      );
    });
  }

  async fail(ctx: Ctx, id: string, failure: Failure, now: Date): Promise<void> {
    await this.write(ctx, async () => {
      await this.db.execute(sql`delete from sla.proof_part where proof_id = ${id}`);
      await this.end(id, failure, now);
    });
  }

  /** The text of a piece; undefined when there is none of that number. */
  async part(id: string, number: number): Promise<string | undefined> {
    const row = await this.db.maybeOne<{ content: Buffer }>(
      sql`select content from sla.proof_part where proof_id = ${id} and number = ${number}`,
    );
    return row && (await decompress(row.content)).toString('utf8');
  }

  /** The whole file, piece by piece. */
  async *text(id: string): AsyncGenerator<string> {
    for (let number = 0; ; number++) {
      const text = await this.part(id, number);
      if (text === undefined) return;
      yield text;
    }
  }

  private end(id: string, { code, params }: Failure, now: Date): Promise<number> {
    return this.db.execute(
      sql`update sla.proof set status = 'FAILED', finished_at = ${now},
                 failure = ${JSON.stringify({ code, params })}::jsonb where id = ${id}`,
    );
  }

  private async write(ctx: Ctx, work: () => Promise<unknown>): Promise<void> {
    await this.db.transaction(ctx, async () => {
      await work();
      return ok();
    });
  }
}
