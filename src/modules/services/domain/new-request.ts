import { oneLine, Checks, blankToNull } from '#kernel';
import { SERVICE_LINES, type Channel, type Level, type Priority, type ServiceLine } from '#modules/vocabulary';
import { type PriorityValues } from './priority.js';
import { checkValues, type RequestValues } from './request.js';

/** A request to be: what is left out is worked out. */
export interface NewRequest {
  readonly customerId: string;
  readonly branchId?: string | null;
  readonly jobId?: string | null;
  /** Who at the customer asked. */
  readonly requesterId?: string | null;
  /** The contact in which it was asked. */
  readonly contactId?: string | null;
  readonly contactTypeId?: string | null;
  /** That of the job when left out. */
  readonly serviceLine?: ServiceLine | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly description?: string | null;
  readonly impact?: Level | null;
  readonly urgency?: Level | null;
  /** Worked out from impact and urgency when left out. */
  readonly priority?: Priority | null;
  /** Why it is given although impact and urgency amount to another. */
  readonly priorityReason?: string | null;
  /** That of the job, the branch or the customer when left out. */
  readonly officeId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  /** The request of which it is to be a part. */
  readonly parentId?: string | null;
}

export function checkNewRequest(cmd: NewRequest, checks: Checks = new Checks()): Checks {
  const { subject, description, channel, impact, urgency, priorityReason } = cmd;
  const priority = cmd.priority ?? undefined;
  checkValues({ subject, description, channel, impact, urgency, priority, priorityReason }, checks);
  checks.required('channel', cmd.channel).oneOf('serviceLine', cmd.serviceLine, SERVICE_LINES);
  if (cmd.jobId == null) checks.required('serviceLine', cmd.serviceLine);
  return checks;
}

export function valuesOfNew(cmd: NewRequest, officeId: string, priority: PriorityValues): RequestValues {
  return {
    branchId: cmd.branchId ?? null,
    jobId: cmd.jobId ?? null,
    requesterId: cmd.requesterId ?? null,
    contactId: cmd.contactId ?? null,
    contactTypeId: cmd.contactTypeId ?? null,
    channel: cmd.channel,
    subject: oneLine(cmd.subject),
    description: blankToNull(cmd.description) ?? null,
    impact: cmd.impact ?? null,
    urgency: cmd.urgency ?? null,
    ...priority,
    officeId,
    assigneeId: cmd.assigneeId ?? null,
    teamId: cmd.teamId ?? null,
    parentId: cmd.parentId ?? null,
  };
}
