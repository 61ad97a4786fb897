import { canonicalJson } from './proof-canonical.js';
import { type ProofFrame, type ProofRequest, type ProofSeal, type ProofTotals } from './proof-format.js';

/** The text of a proof in pieces, so that nobody has to hold all requests at once. */
export interface ProofText {
  /** Up to the first request. */
  readonly head: string;
  /** From the last request to the end of the body. */
  readonly tail: string;
}

const BEFORE_BODY = '{"body":';

/** What stands around the requests. */
export function textAround(frame: ProofFrame, totals: ProofTotals): ProofText {
  const all: Readonly<Record<string, unknown>> = { ...frame, totals };
  const names = Object.keys(all).sort();
  const part = (chosen: readonly string[]): string =>
    canonicalJson(Object.fromEntries(chosen.map((name) => [name, all[name]]))).slice(1, -1);
  return {
    head: `${BEFORE_BODY}{${part(names.filter((name) => name < 'requests'))},"requests":[`,
    tail: `],${part(names.filter((name) => name > 'requests'))}}`,
  };
}

/** Requests as they stand in the text; `first`: none stand before them. */
export function textOfRequests(requests: readonly ProofRequest[], first: boolean): string {
  const text = requests.map(canonicalJson).join(',');
  return first || text === '' ? text : `,${text}`;
}

/** The requests of such a piece. */
export function requestsOfText(text: string): ProofRequest[] {
  return JSON.parse(`[${text.startsWith(',') ? text.slice(1) : text}]`) as ProofRequest[];
}

/** What of the head is signed. */
export const bodyOfHead = (head: string): string => head.slice(BEFORE_BODY.length);

/** The end of the file, after the body. */
export const textOfSeal = (seal: ProofSeal): string => `,"seal":${canonicalJson(seal)}}`;
