import { GraphQLError } from 'graphql';

export { costVaries, operationCost } from './operation-cost.js';

/** Limits of one operation. */
export const LIMITS = {
  /** Characters of the document, comments included. */
  length: 100_000,
  /** Lexical tokens of the document. */
  tokens: 4000,
  /** Fields of the document, each fragment counted as often as it is spread. */
  fields: 5000,
  /** Levels of nested fields. */
  depth: 14,
  aliases: 30,
  /** Pairs of fields of one name that have to be compared, because they would be merged in the answer. */
  comparisons: 10_000,
  /** Fields that may come back in the worst case, a page counting as many times as it may have nodes. */
  cost: 50_000,
  /** Bytes of the body of a request. */
  body: 2_000_000,
  /** Milliseconds until a request has arrived, body and files included. */
  requestMs: 300_000,
} as const;

/** The limits that are lower for whoever has not signed in. */
export const ANONYMOUS_LIMITS = { tokens: 1000, cost: 20_000 } as const;

type Limit = keyof typeof LIMITS;

/**
 * The error of an operation beyond a limit: `found` says what was found, `mend` what to do. Its extensions name the
 * limit, what is allowed and what was given.
 */
export function limitError(
  name: Limit,
  given: number,
  found: string,
  mend: string,
  allowed: number = LIMITS[name],
): GraphQLError {
  return new GraphQLError(`${found}; the limit is ${allowed}, it is ${given - allowed} over. ${mend}`, {
    extensions: { limit: { name, allowed, given } },
  });
}

/** The error of an operation that may cost more than allowed; says which limit and by how much. */
export function costError(cost: number, allowed: number = LIMITS.cost): GraphQLError | undefined {
  return cost > allowed
    ? limitError(
        'cost',
        cost,
        `The operation may cost ${cost}, each field counting as often as lists above it may bring it back`,
        'Ask for fewer fields or smaller pages (first, last), and for what has a price of its own in another request.',
        allowed,
      )
    : undefined;
}
