import { type Ctx } from '#platform/context';

/** Told of every error whose cause the client must not see. */
export type ReportError = (cause: unknown, ctx: Pick<Ctx, 'requestId'> | undefined) => void;

/** Injection token of the ReportError. */
export const GRAPHQL_REPORT = Symbol('graphql-report');
