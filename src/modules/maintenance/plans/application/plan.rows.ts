import { columnList } from '../../basics/application/columns.js';

export const PLAN_COLUMNS = columnList(
  'p',
  'id no number assetId covers title description kind priority checklistId assigneeId teamId rule startsOn localTime endsOn floating meterId meterEvery leadDays active nextDueAt nextTotal generateAt createdAt version',
);
