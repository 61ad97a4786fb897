import { atMostItems, Checks, proseOf, textOf } from '#kernel';

export const ENGAGEMENT_STATUSES = ['PLANNED', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED'] as const;
export type EngagementStatus = (typeof ENGAGEMENT_STATUSES)[number];

export const DELIVERABLE_STATUSES = ['DRAFT', 'SUBMITTED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN'] as const;
export type DeliverableStatus = (typeof DELIVERABLE_STATUSES)[number];

export const PRODUCT_KINDS = ['PRODUCT', 'SYSTEM', 'SERVICE'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** What the customer made of advice. */
export const ADVICE_DECISIONS = ['FOLLOWED', 'DECLINED', 'CHOSE_OTHER'] as const;
export type AdviceDecision = (typeof ADVICE_DECISIONS)[number];

/** How what followed speaks for the advice. */
export const ASSESSMENTS = ['GOOD', 'MIXED', 'WRONG_RECOMMENDATION', 'UNRELATED'] as const;
export type Assessment = (typeof ASSESSMENTS)[number];

export const LIMITS = {
  name: textOf(200),
  text: proseOf(10_000),
  reason: proseOf(2_000),
  productCode: textOf(40),
  people: atMostItems(50),
} as const;
const [FIRST_DAY, LAST_DAY] = ['1990-01-01', '2199-12-31'];

export interface EngagementValues {
  readonly customerId: string;
  readonly jobId: string | null;
  readonly officeId: string;
  readonly leadId: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly objective: string | null;
  readonly status: EngagementStatus;
  /** YYYY-MM-DD. */
  readonly startsOn: string;
  readonly endsOn: string | null;
}

export interface Member {
  readonly employeeId: string;
  /** What they do in it, such as "acoustics". */
  readonly role?: string | null;
}

export function checkEngagement(values: Partial<EngagementValues>, checks = new Checks()): Checks {
  if (values.name !== undefined) checks.text('name', values.name, LIMITS.name);
  if (values.startsOn !== undefined)
    checks.required('startsOn', values.startsOn).date('startsOn', values.startsOn, { from: FIRST_DAY, to: LAST_DAY });
  return checks
    .text('nameNative', values.nameNative, { ...LIMITS.name, optional: true })
    .text('objective', values.objective, { ...LIMITS.text, optional: true })
    .date('endsOn', values.endsOn, { from: FIRST_DAY, to: LAST_DAY })
    .oneOf('status', values.status, ENGAGEMENT_STATUSES);
}

export function checkMembers(members: readonly Member[] | null | undefined, checks: Checks): Checks {
  checks.atMost('members', members, LIMITS.people);
  members?.slice(0, LIMITS.people.maxItems).forEach(({ role }, i) => {
    checks.text(`members.${i}.role`, role, { ...LIMITS.name, optional: true });
  });
  return checks;
}

export interface DeliverableValues {
  readonly name: string;
  readonly nameNative: string | null;
  readonly description: string | null;
  readonly ownerId: string;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
}

export function checkDeliverable(values: Partial<DeliverableValues>, checks = new Checks()): Checks {
  if (values.name !== undefined) checks.text('name', values.name, LIMITS.name);
  if (values.dueOn !== undefined)
    checks.required('dueOn', values.dueOn).date('dueOn', values.dueOn, { from: FIRST_DAY, to: LAST_DAY });
  return checks
    .text('nameNative', values.nameNative, { ...LIMITS.name, optional: true })
    .text('description', values.description, { ...LIMITS.text, optional: true });
}

/** What of advice is said once and stays; a correction says all of it again. */
export interface AdviceText {
  readonly productId: string | null;
  readonly recommendation: string;
  readonly reasons: string;
  /** What else was considered, and why it was not recommended. */
  readonly alternatives: string | null;
  readonly assumptions: string | null;
}

export function checkAdvice(text: AdviceText, checks = new Checks()): Checks {
  return checks
    .text('recommendation', text.recommendation, LIMITS.text)
    .text('reasons', text.reasons, LIMITS.text)
    .text('alternatives', text.alternatives, { ...LIMITS.text, optional: true })
    .text('assumptions', text.assumptions, { ...LIMITS.text, optional: true });
}

/** Days before (negative: after) the due date on which the owner of an unsubmitted deliverable is reminded. */
export const REMIND_DAYS_BEFORE = [7, 0, -7] as const;

/** Which reminders are due on a day, the latest last; of several that were missed only the latest is told. */
export function reminderDue(dueOn: string, today: string): (typeof REMIND_DAYS_BEFORE)[number] | undefined {
  const left = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
  return [...REMIND_DAYS_BEFORE].reverse().find((before) => left <= before);
}
