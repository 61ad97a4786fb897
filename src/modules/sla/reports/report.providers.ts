import { AtRiskQueries } from './application/at-risk.queries.js';
import { ClockQueries } from './application/clock.queries.js';
import { ReportConditions } from './application/report-conditions.js';
import { ReportCsv } from './application/report-csv.js';
import { ReportNames } from './application/report-names.js';
import { ReportQueries } from './application/report.queries.js';

/** Attainment, lists of clocks and what is at risk; SlaModule provides and exports them. */
export const REPORT_PROVIDERS = [AtRiskQueries, ClockQueries, ReportConditions, ReportCsv, ReportNames, ReportQueries];
