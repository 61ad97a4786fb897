import { GraphQLError } from 'graphql';
import { ForbiddenError, RateLimitedError, UnauthenticatedError } from '#platform/access';
import { type Ctx, type Language } from '#platform/context';
import { isStatementTimeout } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { categoryOf, messageOf } from '#platform/messages';

export type ErrorCode =
  'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_USER_INPUT' | 'CONFLICT' | 'RATE_LIMITED' | 'TIMEOUT' | 'INTERNAL';

/**
 * The error as the client may see it: our own kinds with their code, mistakes in the document as BAD_USER_INPUT, and
 * everything else as INTERNAL with nothing but the request id. `report` gets what is hidden, and refused access.
 */
export function presentError(
  error: unknown,
  ctx: Pick<Ctx, 'requestId' | 'locale' | 'language'> | undefined,
  report: (cause: unknown) => void,
): GraphQLError {
  const graphql = error instanceof GraphQLError || isGraphQLErrorLike(error) ? (error as GraphQLError) : undefined;
  const cause = graphql?.originalError ?? (graphql ? undefined : error);
  const language: Language = ctx?.language ?? ctx?.locale ?? 'en';
  const make = (message: string, code: ErrorCode, extensions: Record<string, unknown> = {}): GraphQLError =>
    new GraphQLError(message, {
      nodes: graphql?.nodes,
      source: graphql?.source,
      positions: graphql?.positions,
      path: graphql?.path,
      extensions: { code, ...extensions },
    });

  if (cause === undefined && graphql) return make(graphql.message, 'BAD_USER_INPUT', limitOf(graphql));
  if (cause instanceof GraphQLError) return presentError(cause, ctx, report);
  if (cause instanceof UnauthenticatedError || cause instanceof ForbiddenError) report(cause);
  if (cause instanceof UnauthenticatedError) return make(cause.message, 'UNAUTHENTICATED');
  if (cause instanceof ForbiddenError)
    return make(cause.message, 'FORBIDDEN', cause.reason ? { reason: cause.reason } : {});
  if (cause instanceof RateLimitedError)
    return make(cause.message, 'RATE_LIMITED', { retryAfterSeconds: cause.retryAfterSeconds });
  if (cause instanceof InvalidInputError)
    return make(
      cause.failures.map((f) => `${f.field ? `${f.field}: ` : ''}${messageOf(f, language)}`).join(' '),
      'BAD_USER_INPUT',
      {
        failures: cause.failures.map((f) => ({ code: f.code, category: categoryOf(f.code), field: f.field })),
      },
    );
  if (isStatementTimeout(cause))
    return make(
      'This took too long and was cancelled. Ask for less: fewer rows by a filter, a shorter period or a smaller page.',
      'TIMEOUT',
    );
  report(cause);
  return make(
    `Something went wrong on our side. When you report it, give the request id ${ctx?.requestId ?? 'unknown'}.`,
    'INTERNAL',
    {
      requestId: ctx?.requestId,
    },
  );
}

/** Errors of graphql-jit may have no extensions at all. */
const limitOf = ({ extensions }: Partial<GraphQLError>): Record<string, unknown> =>
  extensions && 'limit' in extensions ? { limit: extensions['limit'] } : {};

/** graphql-jit makes errors of its own class with the same shape. */
function isGraphQLErrorLike(error: unknown): boolean {
  return error instanceof Error && 'locations' in error && 'path' in error;
}
