import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemClock, type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { ServicesApi, type CreatedScope } from '#modules/services';
import { readProofBody, readProofRequest, type ProofFrame, type ProofTotals } from '../domain/proof-format.js';
import { ShapeError } from '../domain/proof-shape.js';
import { canonicalJson } from '../domain/proof-canonical.js';
import { bodyOfHead, requestsOfText, textAround, textOfRequests, textOfSeal } from '../domain/proof-text.js';
import { PublishedSlaConfigs } from '../../terms/application/published-sla-configs.js';
import { ProofContents, ProofReferences } from './proof-contents.js';
import { type SlaSubject } from '../../monitoring/application/build-timeline.js';
import { ProofSettling } from './settle-proof-requests.js';
import { ProofStore, type OpenProof } from './proof-store.js';
import { ReplayClocks } from '../../monitoring/application/replay-clocks.js';
import { ProofCheck, type ProofDifference } from './verify-proof.js';

/** Requests per piece of the file. */
const PAGE = 500;
/** So that whoever checks it can hold it as one text. */
export const MAX_PROOF_BYTES = 450_000_000;
/** Terms may be published while a proof is being made; then it is made again. */
const MAX_ROUNDS = 3;

interface Written {
  readonly parts: number;
  readonly known: ProofReferences;
  readonly bytes: number;
}

/**
 * Makes proofs. First the requests are written, piece by piece, then what they stand on; and before it is signed, the
 * whole is verified from its own text as the customer will do it: nothing is signed that does not hold.
 */
@Injectable()
export class MakeProofs {
  constructor(
    private readonly store: ProofStore,
    private readonly contents: ProofContents,
    private readonly settling: ProofSettling,
    private readonly configs: PublishedSlaConfigs,
    private readonly services: ServicesApi,
    private readonly replays: ReplayClocks,
  ) {}

  /** Makes all that wait, the oldest first; tells how many were made. */
  async run(ctx: Ctx, { page = PAGE, now }: { page?: number; now?: Date } = {}): Promise<{ made: number }> {
    for (let made = 0; ;) {
      const proof = await this.store.take(ctx, now ?? systemClock.now());
      if (!proof) return { made };
      const failure = await this.make(ctx, proof, page, now);
      if (failure) await this.store.fail(ctx, proof.id, failure, now ?? systemClock.now());
      else made++;
    }
  }

  private async make(ctx: Ctx, proof: OpenProof, page: number, now: Date | undefined): Promise<Failure | undefined> {
    for (let round = 1; ; round++) {
      const asOf = (now ?? systemClock.now()).getTime();
      // Taken once: the tree may change while the proof is made.
      const customers = await this.contents.customersOf(proof.customerId);
      const written = await this.write(ctx, proof, customers, asOf, page);
      if (written.bytes > MAX_PROOF_BYTES) return { code: 'PROOF_TOO_LARGE', params: { max: MAX_PROOF_BYTES } };
      const config = await this.configs.current(written.known.officeIds);
      const frame = await this.contents.frame(proof, customers, asOf, written.known, config);
      const { totals, wrong } = await this.verify(proof.id, written.parts, frame);
      if (!wrong) {
        await this.finish(ctx, proof, written, frame, totals, now);
        return undefined;
      }
      if (round === MAX_ROUNDS)
        return {
          code: 'PROOF_VERDICTS_UNSETTLED',
          params: { request: wrong.where, what: wrong.computed.slice(0, 200) },
        };
      await this.store.clear(ctx, proof.id);
      // What was published means other verdicts for some requests: work on them that waits is done first.
      await this.replays.run(ctx, now);
    }
  }

  private async write(
    ctx: Ctx,
    proof: OpenProof,
    customers: ProofFrame['customers'],
    asOf: number,
    page: number,
  ): Promise<Written> {
    const scope = scopeOf(proof, customers, asOf);
    await this.store.expect(ctx, proof.id, await this.services.countCreated(scope));
    const known = new ProofReferences();
    let [parts, done, bytes] = [0, 0, 0];
    let after: { createdAt: Date; id: string } | null = null;
    for (;;) {
      const facts = await this.services.requestsCreated(scope, after, page);
      const last = facts.at(-1);
      if (!last) return { parts, known, bytes };
      const ids = facts.map((f) => f.id);
      const { cases, requests } = await this.settling.page(ctx, ids, asOf);
      for (const request of cases) known.add(request);
      const text = textOfRequests(
        requests.map((request, i) => ({ ...request, ...known.ownTypes(cases[i] as SlaSubject) })),
        done === 0,
      );
      done += requests.length;
      bytes += Buffer.byteLength(text);
      await this.store.keepPart(ctx, proof.id, ++parts, text, done);
      if (bytes > MAX_PROOF_BYTES) return { parts, known, bytes };
      after = { createdAt: last.createdAt, id: last.id };
    }
  }

  /** Every check that whoever gets the proof can make, but for those of the seal, which is yet to come. */
  private async verify(
    id: string,
    parts: number,
    frame: ProofFrame,
  ): Promise<{ totals: ProofTotals; wrong?: ProofDifference }> {
    const check = new ProofCheck(frame);
    let [wrong] = check.frame();
    for (let number = 1; number <= parts && !wrong; number++)
      for (const request of requestsOfText((await this.store.part(id, number)) ?? ''))
        wrong ??= misshapen(() => readProofRequest(request, request.number)) ?? check.request(request)[0];
    const totals = check.totals();
    wrong ??= misshapen(() => readProofBody(JSON.parse(canonicalJson({ ...frame, requests: [], totals })), 'body'));
    return { totals, wrong };
  }

  private async finish(
    ctx: Ctx,
    proof: OpenProof,
    { parts, bytes }: Written,
    frame: ProofFrame,
    totals: ProofTotals,
    now: Date | undefined,
  ): Promise<void> {
    const { head, tail } = textAround(frame, totals);
    const digest = createHash('sha256').update(bodyOfHead(head));
    for (let number = 1; number <= parts; number++) digest.update((await this.store.part(proof.id, number)) ?? '');
    const made = {
      asOf: new Date(frame.asOf),
      clocks: totals.clocks,
      totals,
      sha256: digest.update(tail).digest('hex'),
      bytes: Buffer.byteLength(head) + bytes,
      head,
      tail: (seal: Parameters<typeof textOfSeal>[0]) => `${tail}${textOfSeal(seal)}`,
    };
    await this.store.finish(ctx, proof.id, parts, made, now ?? systemClock.now());
  }
}

/** What is not over yet is proven as far as it goes. */
function scopeOf({ fromAt, toAt }: OpenProof, customers: ProofFrame['customers'], asOf: number): CreatedScope {
  const to = new Date(Math.min(toAt.getTime(), asOf + 1));
  return { from: fromAt, to, customerIds: customers.map((c) => c.id), officeIds: null, serviceLine: null };
}

function misshapen(read: () => unknown): ProofDifference | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return { about: 'FILE', where: error.path, stated: '', computed: error.message };
  }
}
