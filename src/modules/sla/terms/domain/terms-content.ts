import { PERIODS, PRIORITIES, type Period, type Priority, type ServiceLine } from '#modules/vocabulary';
import { CalendarBasis } from '../../calendars/domain/calendar-basis.js';
import { type SlaMetric, type SlaTargets } from '../../engine/domain/clock-types.js';

export type TermsServiceLine = ServiceLine;
export const TERMS_PRIORITIES = PRIORITIES;
export type TermsPriority = Priority;

/** Who terms are agreed with, the most specific first. CUSTOMER also holds for the customers below it in the tree. */
export const TERMS_LEVELS = ['JOB', 'BRANCH', 'CUSTOMER', 'TIER', 'FIRM'] as const;
export type TermsLevel = (typeof TERMS_LEVELS)[number];

/** For whom and for what terms are. What is null does not narrow. */
export interface TermsScope {
  readonly level: TermsLevel;
  /** Id of the job, branch or customer, key of the tier, empty for the firm. */
  readonly levelKey: string;
  readonly serviceLine: TermsServiceLine | null;
  /** Holds for the types below it too. */
  readonly contactTypeId: string | null;
  readonly priority: TermsPriority | null;
}

/** Open seconds for a metric; a priority of null means every priority that has no target of its own. */
export interface TermsTarget {
  readonly metric: SlaMetric;
  readonly priority: TermsPriority | null;
  readonly seconds: number;
}

export const RECIPIENT_KINDS = ['ASSIGNEE', 'TEAM', 'WATCHERS', 'ACCOUNT_MANAGER', 'ROLE', 'EMPLOYEE'] as const;
/** OFFICE: the serving office. LEAD_OFFICE: the lead office of its region. FIRM: whoever has the role anywhere. */
export const ROLE_REACHES = ['OFFICE', 'LEAD_OFFICE', 'FIRM'] as const;
export type RoleReach = (typeof ROLE_REACHES)[number];

/** Who is told: of a warning or an escalation. */
export type Recipient =
  | { readonly kind: 'ASSIGNEE' }
  | { readonly kind: 'TEAM' }
  | { readonly kind: 'WATCHERS' }
  | { readonly kind: 'ACCOUNT_MANAGER' }
  | { readonly kind: 'ROLE'; readonly role: string; readonly of: RoleReach }
  | { readonly kind: 'EMPLOYEE'; readonly employeeId: string };

/** Told before a clock is due; exactly one of the two says when. */
export interface WarningStep {
  /** Null: every metric. */
  readonly metric: SlaMetric | null;
  /** When that share of the target is used up, 1 to 99. */
  readonly sharePercent: number | null;
  /** Open seconds before the due time. */
  readonly secondsBefore: number | null;
  readonly recipients: readonly Recipient[];
}

/** Told of a breach, at once (0) or when it has lasted that many open seconds. */
export interface EscalationStep {
  /** Null: every metric. */
  readonly metric: SlaMetric | null;
  readonly secondsAfter: number;
  readonly recipients: readonly Recipient[];
}

/** What one breach costs; exactly one of the two. Decimals as text. */
export interface CreditRule {
  /** Null: every metric. */
  readonly metric: SlaMetric | null;
  /** Null: every priority. */
  readonly priority: TermsPriority | null;
  /** Of the period's fee. */
  readonly percent: string | null;
  readonly amount: string | null;
}

export const CREDIT_PERIODS = PERIODS;
export type CreditPeriod = Period;

/** What the customer gets back for breaches. Decimals as text, amounts in `currency`. */
export interface CreditTerms {
  readonly currency: string;
  /** What the customer pays per period; needed where there are percents. */
  readonly fee: string | null;
  readonly period: CreditPeriod;
  /** The most that a period gives back, of its fee. */
  readonly capPercent: string | null;
  readonly capAmount: string | null;
  readonly rules: readonly CreditRule[];
}

/** What terms say. */
export interface TermsContent {
  readonly basis: CalendarBasis;
  readonly targets: readonly TermsTarget[];
  readonly pausingMetrics: readonly SlaMetric[];
  readonly warnings: readonly WarningStep[];
  readonly escalations: readonly EscalationStep[];
  /** Null: a breach costs nothing. */
  readonly credits: CreditTerms | null;
}

/** The targets of terms for a priority: those named for it, else those for every priority. */
export function targetsFor({ targets }: Pick<TermsContent, 'targets'>, priority: TermsPriority): SlaTargets {
  const found: Partial<Record<SlaMetric, number>> = {};
  for (const { metric, priority: named, seconds } of targets) if (named === null) found[metric] = seconds;
  for (const { metric, priority: named, seconds } of targets) if (named === priority) found[metric] = seconds;
  return found;
}
