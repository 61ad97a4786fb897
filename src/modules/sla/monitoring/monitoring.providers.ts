import { ClockStore } from './application/clock-store.js';
import { EvaluateBacklog } from './application/evaluate-backlog.js';
import { EvaluateSla } from './application/evaluate-requests.js';
import { LedgerQueries } from './application/ledger.queries.js';
import { SlaSubjects } from './application/sla-subjects.js';
import { ReadClocks } from './application/read-clocks.js';
import { RecordBreaches } from './application/record-breaches.js';
import { ReplayClocks } from './application/replay-clocks.js';
import { ReplayTargets } from './application/replay-targets.js';
import './sla.events.js';
import './sla.jobs.js';
import './sla.messages.js';

/** Evaluating requests, their stored clocks, the ledger and the sweep; SlaModule provides and exports them. */
export const MONITORING_PROVIDERS = [
  ClockStore,
  EvaluateBacklog,
  EvaluateSla,
  LedgerQueries,
  ReadClocks,
  RecordBreaches,
  ReplayClocks,
  ReplayTargets,
  SlaSubjects,
];
