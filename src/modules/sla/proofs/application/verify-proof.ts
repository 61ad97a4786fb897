import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { firstDifference, recordedZoneRules, runtimeZoneRules, zoneTableOf, type ZoneTable } from '#kernel/calendar';
import { canonicalJson } from '../domain/proof-canonical.js';
import {
  PROOF_FORMAT,
  PROOF_VERSIONS,
  readProof,
  signedText,
  type Proof,
  type ProofClock,
  type ProofFrame,
  type ProofRequest,
  type ProofSeal,
  type ProofTotals,
} from '../domain/proof-format.js';
import { ShapeError } from '../domain/proof-shape.js';
import { ProofTally } from '../domain/proof-totals.js';
import { ProofEvaluator, rulesOf } from './proof-evaluation.js';

/** The file cannot be looked at as a proof at all; the message says why, in words. */
export class UnreadableProof extends Error {}

/** Something that does not hold. */
export interface ProofDifference {
  readonly about: 'FILE' | 'SIGNATURE' | 'VERDICT' | 'TOTALS';
  /** With VERDICT: number of the request and which clock, `R-000017 COMPLETION 1`; else what of the file. */
  readonly where: string;
  readonly stated: string;
  readonly computed: string;
}

/** What verifying found. The proof holds when there is no difference. */
export interface Verification {
  readonly proof: Proof;
  readonly requests: number;
  readonly clocks: number;
  readonly differences: readonly ProofDifference[];
  /** Whether the signature was made with the key that the verifier was given, not merely with the one in the file. */
  readonly trusted: boolean;
  /** By which time zone data wall-clock hours became instants. */
  readonly zoneRules: ZoneRulesUsed;
}

/** Releases of the time zone data, such as `2026a`; null where one is not known. */
export interface ZoneRulesUsed {
  /** What the proof used, and since when; empty for a proof that does not say. */
  readonly proof: readonly { readonly since: string; readonly release: string | null }[];
  /** What this program has. It verifies by what the proof states, and by its own where that states nothing. */
  readonly program: string | null;
}

export interface VerifyOptions {
  /** The public key that must have signed: PEM, or SPKI in base64. */
  readonly key?: string | null;
}

/**
 * Checks a proof from its text alone: that it is what was signed, and that every verdict and every total follows from
 * the events, terms and calendars in it. Throws UnreadableProof when the text is no proof.
 */
export function verifyProof(text: string, { key = null }: VerifyOptions = {}): Verification {
  const proof = readProofText(text);
  const { requests, totals, ...frame } = proof.body;
  const sealed = sealDifferences(text, proof, key);
  let found: ProofDifference[];
  try {
    const check = new ProofCheck(frame);
    found = [
      ...check.frame(),
      ...requests.flatMap((request) => check.request(request)),
      ...totalsDifferences(totals, check.totals()),
    ];
  } catch (error) {
    // A calendar that cannot be, a zone or an amount that is none.
    throw new UnreadableProof(`The content of the file cannot be evaluated: ${(error as Error).message}.`);
  }
  const clocks = requests.reduce((n, request) => n + request.clocks.length, 0);
  const { calendarRules = [] } = proof.body;
  const zoneRules = {
    proof: calendarRules.map(({ since, zoneRelease }) => ({ since, release: zoneRelease })),
    program: runtimeZoneRules.version,
  };
  const differences = [...sealed, ...found];
  return { proof, requests: requests.length, clocks, differences, trusted: key !== null, zoneRules };
}

/**
 * Everything that is checked of what a proof says, request by request, so that whoever makes one checks the same before
 * it is signed. Throws when a calendar cannot be.
 */
export class ProofCheck {
  private readonly evaluate: ProofEvaluator;
  private readonly tally: ProofTally;
  private readonly customers: ReadonlySet<string>;
  private readonly seen = new Set<string>();

  constructor(private readonly body: ProofFrame) {
    this.evaluate = new ProofEvaluator(body);
    const last = rulesOf(body).at(-1);
    // By the latest rules, as statements of credits are made.
    this.tally = new ProofTally(
      body,
      last &&
        recordedZoneRules(
          last.zoneRelease,
          [...last.zones.values()].map((z) => z.table),
        ),
    );
    this.customers = new Set(body.customers.map((c) => c.id));
  }

  /** Of what stands around the requests. */
  frame(): ProofDifference[] {
    const { customer, calendarRules = [] } = this.body;
    const found = calendarRules.flatMap(({ zoneRelease, zones }) =>
      zones.flatMap((zone) => zoneDifferences(zoneRelease, zone)),
    );
    if (!this.customers.has(customer))
      found.push(difference('FILE', 'the customer', customer, 'not among its customers'));
    return found;
  }

  /** Of the next request: that it belongs to the proof, and that its verdicts follow. */
  request(request: ProofRequest): ProofDifference[] {
    const { computed, found } = verifyRequest(this.evaluate, request);
    this.tally.add({ ...request, clocks: computed });
    return [...this.belonging(request), ...found];
  }

  /** What the requests so far come to. */
  totals(): ProofTotals {
    return this.tally.totals();
  }

  /** Every request belongs to the period and to the customers that the proof is about, and stands in it once. */
  private belonging({ id, number, createdAt, customerId, events }: ProofRequest): ProofDifference[] {
    const { period, asOf } = this.body;
    const found: ProofDifference[] = [];
    if (this.seen.has(id)) found.push(difference('FILE', number, 'one request', 'listed twice'));
    this.seen.add(id);
    if (createdAt < period.from || createdAt >= period.to || createdAt > asOf)
      found.push(difference('FILE', `${number} createdAt`, createdAt, `outside ${period.from} to ${period.to}`));
    if (!this.customers.has(customerId))
      found.push(difference('FILE', `${number} customerId`, customerId, 'not of this customer'));
    const wrong = events.find((e, i) => i > 0 && e.seq <= (events[i - 1]?.seq ?? 0));
    if (wrong) found.push(difference('FILE', `${number} events`, `event ${wrong.seq}`, 'not in its order'));
    return found;
  }
}

/** A zone that a proof states of the release that this program has too must be as this program knows it. */
function zoneDifferences(release: string | null, stated: ZoneTable): ProofDifference[] {
  if (release === null || release !== runtimeZoneRules.version) return [];
  const from = firstDifference(stated, zoneTableOf(stated.zone));
  if (from === undefined) return [];
  const where = `time zone ${stated.zone} in release ${release}`;
  return [difference('FILE', where, `other offsets from ${new Date(from).toISOString()} on`, 'not in that release')];
}

/** Evaluates one request anew and tells where the proof says otherwise. */
function verifyRequest(
  evaluate: ProofEvaluator,
  request: ProofRequest,
): { computed: ProofClock[]; found: ProofDifference[] } {
  let computed: ProofClock[];
  try {
    computed = evaluate.clocksOf(request);
  } catch (error) {
    const found = difference('VERDICT', request.number, 'verdicts', `cannot be computed: ${(error as Error).message}`);
    return { computed: [...request.clocks], found: [found] };
  }
  const keyOf = ({ metric, cycle }: ProofClock): string => `${metric} ${cycle}`;
  const right = new Map(computed.map((clock) => [keyOf(clock), clock]));
  const found: ProofDifference[] = [];
  for (const stated of request.clocks) {
    const where = `${request.number} ${keyOf(stated)}`;
    const clock = right.get(keyOf(stated));
    right.delete(keyOf(stated));
    if (!clock) found.push(difference('VERDICT', where, stated.state, 'no such clock'));
    else
      for (const name of Object.keys(clock) as (keyof ProofClock)[]) {
        const [said, is] = [canonicalJson(stated[name]), canonicalJson(clock[name])];
        if (said !== is) found.push(difference('VERDICT', `${where} ${name}`, said, is));
      }
  }
  for (const [key, clock] of right)
    found.push(difference('VERDICT', `${request.number} ${key}`, 'no such clock', clock.state));
  return { computed, found };
}

function readProofText(text: string): Proof {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const cut = /Unexpected end|Unterminated/.test((error as Error).message);
    throw new UnreadableProof(
      cut
        ? 'The file is truncated: it was not downloaded or copied completely.'
        : `The file is not JSON (${(error as Error).message}).`,
    );
  }
  const body = (value as { body?: { format?: unknown; version?: unknown } } | null)?.body;
  if (body?.format !== PROOF_FORMAT)
    throw new UnreadableProof(`The file is not an SLA proof: its body.format is not "${PROOF_FORMAT}".`);
  if (!PROOF_VERSIONS.includes(body.version as number))
    throw new UnreadableProof(
      `The proof has version ${JSON.stringify(body.version)}; this program supports versions ${PROOF_VERSIONS.join(' and ')}. Use a program version that supports it.`,
    );
  try {
    const proof = readProof(value, 'file');
    const { version, calendarRules } = proof.body;
    if (version > 2 !== (calendarRules !== undefined && calendarRules.length > 0))
      throw new ShapeError('file.body.calendarRules', version > 2 ? 'there' : 'absent in version 2');
    return proof;
  } catch (error) {
    if (error instanceof ShapeError) throw new UnreadableProof(`The file is corrupt: ${error.message}.`);
    throw error;
  }
}

function sealDifferences(text: string, { body, seal }: Proof, key: string | null): ProofDifference[] {
  const found: ProofDifference[] = [];
  const canonical = canonicalJson(body);
  if (text !== `{"body":${canonical},"seal":${canonicalJson(seal)}}`)
    found.push(
      difference('FILE', 'the text', 'different order, white space, or a duplicate name', 'the canonical form'),
    );
  const sha256 = createHash('sha256').update(canonical).digest('hex');
  if (sha256 !== seal.sha256) found.push(difference('SIGNATURE', 'SHA-256 of the body', seal.sha256, sha256));
  found.push(...keyDifferences(seal, key));
  if (!signed(seal, sha256, body.version))
    found.push(difference('SIGNATURE', 'the signature', 'valid', 'not made for this content'));
  return found;
}

function keyDifferences({ keyId, publicKey }: ProofSeal, wanted: string | null): ProofDifference[] {
  const own = publicKeyOf(publicKey);
  if (!own) return [difference('SIGNATURE', 'the public key', publicKey.slice(0, 40), 'not an Ed25519 key')];
  const found: ProofDifference[] = [];
  if (keyIdOf(own) !== keyId) found.push(difference('SIGNATURE', 'the id of the key', keyId, keyIdOf(own)));
  if (wanted === null) return found;
  const trusted = publicKeyOf(wanted);
  if (!trusted)
    throw new UnreadableProof('The key given with --key is not an Ed25519 public key (PEM, or SPKI in base64).');
  if (keyIdOf(trusted) !== keyIdOf(own))
    found.push(difference('SIGNATURE', 'the key that signed', keyIdOf(own), `${keyIdOf(trusted)}, which was expected`));
  return found;
}

function signed({ publicKey, signature }: ProofSeal, sha256: string, version: number): boolean {
  const key = publicKeyOf(publicKey);
  const bytes = Buffer.from(signature, 'base64');
  // One text only for one signature: Node reads base64 with anything between.
  if (!key || bytes.toString('base64') !== signature) return false;
  return verify(null, Buffer.from(signedText(sha256, version)), key, bytes);
}

/** An Ed25519 public key of PEM or base64 (SPKI, DER); undefined for anything else. */
export function publicKeyOf(text: string): KeyObject | undefined {
  try {
    const trimmed = text.trim();
    const key = trimmed.startsWith('-----')
      ? createPublicKey(trimmed)
      : createPublicKey({ key: Buffer.from(trimmed, 'base64'), format: 'der', type: 'spki' });
    const canonical = trimmed.startsWith('-----') || spkiOf(key).toString('base64') === trimmed;
    return key.asymmetricKeyType === 'ed25519' && canonical ? key : undefined;
  } catch {
    return undefined;
  }
}

export const spkiOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

/** The first 32 hex digits of the SHA-256 of the public key. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256').update(spkiOf(key)).digest('hex').slice(0, 32);
}

function totalsDifferences(stated: ProofTotals, computed: ProofTotals): ProofDifference[] {
  return (Object.keys(computed) as (keyof ProofTotals)[]).flatMap((name) => {
    const [said, is] = [canonicalJson(stated[name]), canonicalJson(computed[name])];
    return said === is ? [] : [difference('TOTALS', name, said, is)];
  });
}

function difference(about: ProofDifference['about'], where: string, stated: string, computed: string): ProofDifference {
  return { about, where, stated, computed };
}
