import { MakeProofs } from './application/proof-make.js';
import { ProofContents } from './application/proof-contents.js';
import { ProofKeys } from './application/proof-keys.js';
import { ProofPolicy } from './application/proof-policy.js';
import { ProofQueries } from './application/proof.queries.js';
import { ProofSettling } from './application/settle-proof-requests.js';
import { ProofStore } from './application/proof-store.js';
import { RequestProof } from './application/proof-request.js';
import './proof.jobs.js';
import './proof.messages.js';

/** Proofs; SlaModule provides and exports them. */
export const PROOF_PROVIDERS = [
  ProofContents,
  ProofKeys,
  ProofPolicy,
  ProofQueries,
  ProofSettling,
  ProofStore,
  RequestProof,
  MakeProofs,
];
