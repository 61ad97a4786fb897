import { Injectable } from '@nestjs/common';
import { Checks, err, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { makeProofs } from '../proof.jobs.js';
import { ProofPolicy } from './proof-policy.js';

export interface RequestProofCommand {
  readonly customerId: string;
  /** Requests created from then … */
  readonly from: Date;
  /** … to before then. */
  readonly to: Date;
}

export type RequestProofCode =
  | CheckCode
  | 'PROOF_CUSTOMER_NOT_FOUND'
  | 'PROOF_CUSTOMERS_OUT_OF_REACH'
  | 'END_NOT_AFTER_START'
  | 'PROOF_PERIOD_FUTURE'
  | 'PROOF_PERIOD_TOO_LONG'
  | 'TOO_MANY_PROOFS';

const EARLIEST = new Date('1990-01-01T00:00:00Z');
const LATEST = new Date('2490-01-01T00:00:00Z');
const DAY_MS = 86_400_000;
/** Five years. */
const MAX_DAYS = 1_827;
/** Proofs of one person that may wait at once. */
const MAX_WAITING = 20;

/** Takes down that somebody wants a proof; it is made in the background. */
@Injectable()
export class RequestProof {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly policy: ProofPolicy,
  ) {}

  async run(
    ctx: Ctx,
    cmd: RequestProofCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, RequestProofCode>> {
    const { customerId, from, to } = cmd;
    const bounds = { from: EARLIEST, to: LATEST };
    const wrong = new Checks().instant('from', from, bounds).instant('to', to, bounds).err();
    if (wrong) return wrong;
    if (to <= from) return err('END_NOT_AFTER_START', 'to', { start: from.toISOString(), end: to.toISOString() });
    if (from > now) return err('PROOF_PERIOD_FUTURE', 'from');
    const given = Math.ceil((to.getTime() - from.getTime()) / DAY_MS);
    if (given > MAX_DAYS) return err('PROOF_PERIOD_TOO_LONG', 'to', { max: MAX_DAYS, given });
    const provable = await this.policy.provable(ctx, customerId);
    if (!provable.ok) return provable;
    return this.db.transaction<{ id: string }, RequestProofCode>(ctx, async () => {
      const { n } = await this.db.one<{ n: number }>(
        sql`select count(*) as n from sla.proof
             where status in ('WAITING', 'RUNNING') and requested_by is not distinct from ${ctx.actor.id}`,
      );
      if (n >= MAX_WAITING) return err('TOO_MANY_PROOFS', undefined, { max: MAX_WAITING });
      const id = uuidv7();
      const row = { customer_id: customerId, from_at: from, to_at: to, requested_at: now, requested_by: ctx.actor.id };
      await this.db.execute(insert('sla.proof', { id, status: 'WAITING', ...row }));
      // Only a wake: should it get lost, the schedule finds the row.
      this.jobs.wake(ctx, makeProofs, 'proofs');
      return ok({ id });
    });
  }
}
