import { Checks, err, ok, type Result } from '#kernel';
import { CRITICALITIES, type Criticality } from '../../assets/domain/asset-kinds.js';
import { type ChecklistItem } from '../../catalogue/domain/checklist.js';
import { type WorkOrder } from './facts.js';
import { LIMITS } from '../../basics/domain/values.js';
import { WORK_KINDS, type WorkKind, type WorkStatus, WORK_MOVES, OPEN_WORK } from './statuses.js';

/** What can be said of a work order. */
export interface WorkValues {
  readonly title: string;
  readonly description?: string | null;
  readonly priority?: Criticality | null;
  readonly jobId?: string | null;
  readonly plannedFrom?: Date | null;
  readonly plannedTo?: Date | null;
  readonly dueAt?: Date | null;
  readonly checklistId?: string | null;
}

export interface NewWork extends WorkValues {
  readonly kind?: WorkKind | null;
  readonly assetId?: string | null;
  readonly requestId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
  /** UUID made by the client: what is sent twice is made once. */
  readonly clientId?: string | null;
}

const EARLIEST = new Date('1950-01-01T00:00:00Z');
const LATEST = new Date('2199-12-31T23:59:59Z');
const SPAN = { from: EARLIEST, to: LATEST };

/** `whole`: what must be given is looked for too. */
export function checkWork(cmd: Partial<NewWork>, whole: boolean): Checks {
  const checks = new Checks()
    .text('description', cmd.description, { ...LIMITS.text, optional: true })
    .oneOf('kind', cmd.kind, WORK_KINDS)
    .oneOf('priority', cmd.priority, CRITICALITIES)
    .instant('plannedFrom', cmd.plannedFrom, SPAN)
    .instant('plannedTo', cmd.plannedTo, SPAN)
    .instant('dueAt', cmd.dueAt, SPAN);
  if (whole || cmd.title !== undefined) checks.text('title', cmd.title, LIMITS.name);
  return checks;
}

/** A planned time that ends after it begins, or is not given. */
export function checkPlanned(
  from: Date | null | undefined,
  to: Date | null | undefined,
): Result<void, 'END_NOT_AFTER_START'> {
  return from && to && to <= from
    ? err('END_NOT_AFTER_START', 'plannedTo', { start: from.toISOString(), end: to.toISOString() })
    : ok();
}

export const isOpen = (status: WorkStatus): boolean => OPEN_WORK.includes(status);

export type MoveCode =
  'INVALID_WORK_MOVE' | 'NOT_SCHEDULED' | 'WORK_OUTCOME_NEEDED' | 'CHECKLIST_INCOMPLETE' | 'VISIT_UNDER_WAY';

/** What must be known to judge a move. */
export interface MoveGround {
  readonly order: Pick<WorkOrder, 'status' | 'assigneeId' | 'teamId' | 'plannedFrom'>;
  readonly outcome: string | null;
  /** Mandatory items without an answer. */
  readonly unanswered: readonly ChecklistItem[];
  /** Visits with an arrival and no departure, and visits to come. */
  readonly visitsUnderWay: number;
  readonly visitsPlanned: number;
}

/** Whether work may be moved to a status, or why not. */
export function checkMove(
  to: WorkStatus,
  { order, outcome, unanswered, visitsUnderWay, visitsPlanned }: MoveGround,
): Result<void, MoveCode> {
  const allowed = WORK_MOVES[order.status];
  if (!allowed.includes(to))
    return err('INVALID_WORK_MOVE', 'status', { from: order.status, to, allowed: allowed.join(', ') || '–' });
  if (
    to === 'SCHEDULED' &&
    visitsPlanned === 0 &&
    (order.plannedFrom === null || (order.assigneeId ?? order.teamId) === null)
  )
    return err('NOT_SCHEDULED', 'status');
  if ((to === 'DONE' || to === 'CANCELLED') && visitsUnderWay > 0) return err('VISIT_UNDER_WAY', 'status');
  if (to === 'CANCELLED' && outcome === null) return err('WORK_OUTCOME_NEEDED', 'outcome');
  if (to === 'DONE' && unanswered.length > 0)
    return err('CHECKLIST_INCOMPLETE', 'status', {
      count: unanswered.length,
      items: unanswered
        .slice(0, 5)
        .map((i) => i.text)
        .join('; '),
    });
  return ok();
}
