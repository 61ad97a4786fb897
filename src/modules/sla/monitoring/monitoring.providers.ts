import { ClockStore } from './application/clock-store.js';
import { JudgeBacklog } from './application/evaluate-backlog.js';
import { JudgeRequests } from './application/evaluate-requests.js';
import { LedgerQueries } from './application/ledger.queries.js';
import { RequestCases } from './application/load-request-histories.js';
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
  JudgeBacklog,
  JudgeRequests,
  LedgerQueries,
  ReadClocks,
  RecordBreaches,
  ReplayClocks,
  ReplayTargets,
  RequestCases,
];
