import { Checks, err, errs, type CheckCode, type Err, type Failure } from '#kernel';

export const ENGAGEMENT_STATUSES = ['PROPOSED', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED'] as const;
export type EngagementStatus = (typeof ENGAGEMENT_STATUSES)[number];

/** What may follow what. A completed engagement can be taken up again; a cancelled one is over. */
export const ENGAGEMENT_MOVES: Readonly<Record<EngagementStatus, readonly EngagementStatus[]>> = {
  PROPOSED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['ON_HOLD', 'COMPLETED', 'CANCELLED'],
  ON_HOLD: ['ACTIVE', 'CANCELLED'],
  COMPLETED: ['ACTIVE'],
  CANCELLED: [],
};

export const DELIVERABLE_STATUSES = ['DRAFT', 'SUBMITTED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN'] as const;
export type DeliverableStatus = (typeof DELIVERABLE_STATUSES)[number];

export const LIMITS = {
  code: 40,
  name: 200,
  phase: 120,
  role: 120,
  text: 5_000,
  long: 10_000,
  note: 2_000,
  remark: 500,
  members: 100,
  phases: 50,
  remindDays: 90,
  products: 20,
  people: 50,
} as const;

export const EARLIEST = '1990-01-01';
export const LATEST = '2199-12-31';
const DATES = { from: EARLIEST, to: LATEST };

export interface EngagementValues {
  readonly code: string | null;
  readonly jobId: string | null;
  readonly officeId: string;
  readonly name: string;
  readonly objective: string | null;
  readonly leadId: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

export interface Member {
  readonly employeeId: string;
  readonly role?: string | null;
}

export interface Phase {
  readonly name: string;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
  readonly completedOn?: string | null;
}

export interface DeliverableValues {
  readonly phaseId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly dueOn: string;
  readonly ownerId: string | null;
  readonly remindDays: number;
}

export type EngagementCheckCode = CheckCode | 'ENDS_BEFORE_BEGIN' | 'MEMBER_TWICE' | 'PHASE_TWICE';

export function checkEngagement(
  v: EngagementValues,
  members: readonly Member[] | undefined,
  phases: readonly Phase[] | undefined,
): Err<EngagementCheckCode> | undefined {
  const checks = new Checks()
    .text('code', v.code, { max: LIMITS.code, optional: true })
    .pattern('code', v.code?.trim() || null, /^[A-Z0-9][A-Z0-9._/-]*$/, 'A-Z, 0-9, . _ / -')
    .text('name', v.name, { max: LIMITS.name })
    .text('objective', v.objective, { max: LIMITS.text, optional: true })
    .date('startsOn', v.startsOn, DATES)
    .date('endsOn', v.endsOn, DATES)
    .atMost('members', members, LIMITS.members)
    .atMost('phases', phases, LIMITS.phases);
  members?.forEach((m, i) => void checks.text(`members.${i}.role`, m.role, { max: LIMITS.role, optional: true }));
  phases?.forEach((p, i) => {
    checks.text(`phases.${i}.name`, p.name, { max: LIMITS.phase });
    for (const field of ['startsOn', 'endsOn', 'completedOn'] as const)
      checks.date(`phases.${i}.${field}`, p[field], DATES);
  });
  const wrong = checks.err();
  if (wrong) return wrong;
  const failures: Failure<EngagementCheckCode>[] = [];
  const reversed = (from: string | null | undefined, to: string | null | undefined, field: string): void => {
    if (from != null && to != null && to < from) failures.push({ code: 'ENDS_BEFORE_BEGIN', field });
  };
  reversed(v.startsOn, v.endsOn, 'endsOn');
  phases?.forEach((p, i) => reversed(p.startsOn, p.endsOn, `phases.${i}.endsOn`));
  const names = phases?.map((p) => p.name.trim()) ?? [];
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) failures.push({ code: 'PHASE_TWICE', field: `phases.${i}.name`, params: { name } });
  });
  const who = members?.map((m) => m.employeeId) ?? [];
  who.forEach((id, i) => {
    if (who.indexOf(id) < i) failures.push({ code: 'MEMBER_TWICE', field: `members.${i}.employeeId` });
  });
  return failures.length > 0 ? errs(failures) : undefined;
}

export function checkDeliverable(v: DeliverableValues): Err<CheckCode> | undefined {
  return new Checks()
    .text('title', v.title, { max: LIMITS.name })
    .text('description', v.description, { max: LIMITS.text, optional: true })
    .required('dueOn', v.dueOn)
    .date('dueOn', v.dueOn, DATES)
    .integer('remindDays', v.remindDays, { min: 0, max: LIMITS.remindDays })
    .err();
}

/** Whether an engagement may go from one status to another. */
export function checkMove(from: EngagementStatus, to: EngagementStatus): Err<'ENGAGEMENT_MOVE'> | undefined {
  const allowed = ENGAGEMENT_MOVES[from];
  return allowed.includes(to)
    ? undefined
    : err('ENGAGEMENT_MOVE', 'status', { from, to, allowed: allowed.join(', ') || '–' });
}

/** Whether somebody has to see to a deliverable: it has not been handed in, or was sent back. */
export const isOwed = (status: DeliverableStatus): boolean => status === 'DRAFT' || status === 'REJECTED';

/** Optional text as it is kept: trimmed, and null instead of empty. */
export function tidy(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
