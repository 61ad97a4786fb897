import { type Database } from '#platform/database';

/** Kinds of work that an employee may leave behind. */
export const OPEN_WORK_KINDS = [
  'SERVICE_REQUESTS',
  'WORK_ORDERS',
  'VISITS',
  'MAINTENANCE_PLANS',
  'DUTIES',
  'REVIEW_ACTIONS',
  'ENGAGEMENTS',
  'DELIVERABLES',
  'FOLLOW_UPS',
  'CUSTOMERS',
] as const;
export type OpenWorkKind = (typeof OPEN_WORK_KINDS)[number];

/** How much work of a kind an employee has that is not done. */
export interface OpenWorkCount {
  readonly kind: OpenWorkKind;
  readonly count: number;
}

type CountOpenWork = (db: Database, employeeId: string) => Promise<{ readonly count: number }>;
const counts = new Map<OpenWorkKind, CountOpenWork>();

/**
 * Declares, once and in the module that owns it, how open work of a kind is counted. It is shown before somebody is
 * deactivated.
 */
export function defineOpenWork(kind: OpenWorkKind, count: CountOpenWork): void {
  if (counts.has(kind)) throw new Error(`open work ${kind} is defined twice`);
  counts.set(kind, count);
}

/** The kinds that the modules of this process have declared, in their order. */
export function declaredOpenWork(): readonly (readonly [OpenWorkKind, CountOpenWork])[] {
  return OPEN_WORK_KINDS.flatMap((kind) => {
    const count = counts.get(kind);
    return count ? [[kind, count] as const] : [];
  });
}
