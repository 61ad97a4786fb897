import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Decimal,
  MutationInput,
  Node,
  IdField,
  enumType,
  payloadOf,
  Reference,
  VisibleWith,
} from '#platform/graphql';
import { type ProofStatus } from '../application/proof.queries.js';
import { CustomerType } from '#modules/customers/graphql';
import { EmployeeType } from '#modules/identity/graphql';

export const SlaProofStatusEnum = enumType<ProofStatus>('SlaProofStatus', 'How far a proof is.', {
  WAITING: 'It is queued.',
  RUNNING: 'It is being made.',
  READY: 'It is signed and can be downloaded.',
  FAILED: 'It could not be generated; see `failure`.',
});

@ObjectType('SlaProofTotals', { description: 'How the clocks of the requests in a proof went.' })
export class SlaProofTotalsType {
  @Field(() => Int, { description: 'Requests in it, those without clocks included.' })
  requests!: number;
  @Field(() => Int, { description: 'Clocks in it.' })
  clocks!: number;
  @Field(() => Int, { description: 'Clocks that stopped in time.' })
  met!: number;
  @Field(() => Int, { description: 'Clocks that stopped late.' })
  missed!: number;
  @Field(() => Int, { description: 'Clocks that were overdue and still open.' })
  breached!: number;
  @Field(() => Int, { description: 'Clocks that ran and were not due.' })
  running!: number;
  @Field(() => Int, { description: 'Clocks that stood still.' })
  paused!: number;
  @Field(() => Int, {
    description:
      'Clocks of requests that were cancelled before they were due, or that continue in the request they were merged into. Cancelled when overdue they are missed.',
  })
  cancelled!: number;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Met ÷ (met + missed + breached), with six digits; null when nothing is decided.',
  })
  attainment!: string | null;
}

@VisibleWith('sla.prove')
@ObjectType('SlaProof', {
  implements: () => [Node],
  description:
    'A signed, self-contained account of the requests of a customer and those below it: their events, terms and calendars, and the verdicts that follow from them. `sla verify` checks it without us.',
})
export class SlaProofType extends Node {
  @Field({ description: 'Requests created from then …' })
  from!: Date;
  @Field({ description: '… to before then are in it.' })
  to!: Date;
  @Field(() => SlaProofStatusEnum, { description: 'How far it is.' })
  status!: ProofStatus;
  @Field({ description: 'When it was asked for.' })
  requestedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When work on it began; null while it waits.' })
  startedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was ready or failed; null before.' })
  finishedAt!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'The verdicts in it are as of then; null until it is ready.',
  })
  asOf!: Date | null;
  @Field(() => Int, { nullable: true, description: 'Requests that it will hold, about; null while it waits.' })
  requestsTotal!: number | null;
  @Field(() => Int, { description: 'Requests that are written.' })
  requestsDone!: number;
  @Field(() => Int, { nullable: true, description: 'Size of the file in bytes; null until it is ready.' })
  bytes!: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of what is signed (the canonical JSON of its body), in hex; null until it is ready.',
  })
  sha256!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Which of slaProofKeys signed it; null until it is ready.',
  })
  keyId!: string | null;
  @Field(() => SlaProofTotalsType, { nullable: true, description: 'What it adds up to; null until it is ready.' })
  totals!: SlaProofTotalsType | null;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'The customer; those below it are included.',
  })
  customerId!: string;
  @Reference('requestedBy', () => EmployeeType, {
    nullable: true,
    description: 'Who asked for it; null when the system did.',
  })
  requestedBy!: string | null;
}

@ObjectType({ description: 'SLA proofs.' })
export class SlaProofConnection extends ConnectionOf(SlaProofType, 'SlaProof') {}

@ObjectType('SlaProofKey', { description: 'A key that SLA proofs are or were signed with (Ed25519).' })
export class SlaProofKeyType {
  @Field(() => ID, { description: 'First 32 hex digits of the SHA-256 of the public key (SPKI, DER).' })
  keyId!: string;
  @Field({ description: 'The public key in PEM: save it and give it to `sla verify --key`.' })
  publicKey!: string;
  @Field(() => Date, {
    nullable: true,
    description: 'When the first proof was signed with it; null when none is yet.',
  })
  firstUsedAt!: Date | null;
  @Field({ description: 'Whether new proofs are signed with it; the others stay good for what they have signed.' })
  current!: boolean;
}

@InputType({ description: 'Which proof to make.' })
export class RequestSlaProofInput extends MutationInput {
  @IdField('Customer', { description: 'The customer; those below it are included.' })
  customerId!: string;
  @Field({ description: 'Requests created from then …' })
  from!: Date;
  @Field({
    description: '… to before then; at most 1,827 days later. What is not over yet is proven as far as it goes.',
  })
  to!: Date;
}

export const RequestSlaProofPayload = payloadOf(
  'RequestSlaProofPayload',
  'proof',
  SlaProofType,
  'The proof; null when there are userErrors.',
  'requestSlaProof',
);
