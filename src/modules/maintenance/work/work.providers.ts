import { AnswerChecklist } from './application/answer-checklist.js';
import { ChangeWorkOrder } from './application/change-work-order.js';
import { CorrectEntries } from './application/correct-entries.js';
import { CreateWorkOrder } from './application/create-work-order.js';
import { ManageVisits } from './application/manage-visits.js';
import { MoveWorkOrder } from './application/move-work-order.js';
import { OpenFollowUp } from './application/open-follow-up.js';
import { PersonTimes } from './application/person-times.js';
import { RecordEntries } from './application/record-entries.js';
import { WorkQueries } from './application/work.queries.js';
import { WorkStore } from './application/work-store.js';

/** Work orders and what is recorded on them; MaintenanceModule provides and exports them. */
export const WORK = [
  AnswerChecklist,
  ChangeWorkOrder,
  CorrectEntries,
  CreateWorkOrder,
  ManageVisits,
  MoveWorkOrder,
  OpenFollowUp,
  RecordEntries,
  WorkQueries,
];

/** What they need and nobody else does. */
export const WORK_INTERNALS = [PersonTimes, WorkStore];
