import { type Ctx } from '#platform/context';

/** What is known of whoever caused an error. */
export type ReportContext = Pick<Ctx, 'requestId'> & Partial<Pick<Ctx, 'actor' | 'ip'>>;

/** Hears of every refused access, and of every error whose cause the client must not see. */
export type ReportError = (cause: unknown, ctx: ReportContext | undefined) => void;

/** Injection token of the ReportError. */
export const GRAPHQL_REPORT = Symbol('graphql-report');
