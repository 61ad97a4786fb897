import { enumType } from '#platform/graphql';
import { PERIODS } from '#modules/vocabulary';
import { REVIEW_STATUSES, ACTION_KINDS } from '../domain/review.js';
import { MEASURES, LIGHTS } from '../domain/scorecard.js';

export const ReviewStatusEnum = enumType<(typeof REVIEW_STATUSES)[number]>(
  'ServiceReviewStatus',
  'How far a service review has got.',
  {
    PREPARED: 'Its scorecard and agenda are there; it is to be held.',
    HELD: 'It was held; its scorecard is frozen.',
    CLOSED: 'Its minutes are written; nothing is added any more.',
  },
);

export const ReviewPeriodEnum = enumType<(typeof PERIODS)[number]>(
  'ServiceReviewPeriod',
  'What each review of a plan looks at: the last whole one that ended before it is held.',
  {
    MONTH: 'A calendar month.',
    QUARTER: 'January to March, April to June, July to September, October to December.',
    YEAR: 'A calendar year.',
  },
);

export const PlanStatusEnum = enumType('ServiceReviewPlanStatus', 'Status of a plan of service reviews.', {
  ACTIVE: 'It prepares reviews.',
  ENDED: 'Ended, by hand or because no occurrence remains.',
});

export const ReviewActionKindEnum = enumType<(typeof ACTION_KINDS)[number]>(
  'ServiceReviewActionKind',
  'What a service review decided.',
  {
    DECISION: 'A decision; nothing remains to be done.',
    ACTION: 'A task with an owner; listed again in the next review until it is done.',
  },
);

export const MeasureEnum = enumType<(typeof MEASURES)[number]>(
  'ScorecardMeasure',
  'What a KPI measures over a period.',
  {
    ATTAINMENT: 'SLA attainment in percent, of requests opened in the period; more is better.',
    BREACHES: 'SLA clocks that ran past their due time, of requests opened in the period; less is better.',
    COMPLETED: 'Requests completed in the period; more is better.',
    COMPLETED_SHARE: 'Completed in percent of opened; more is better.',
    BACKLOG: 'Requests open when the period ended; less is better.',
    REOPENED_SHARE: 'Reopenings in percent of completions; less is better.',
    OLDEST_OPEN_DAYS: 'Age of the oldest request open at the end, in whole days; 0 when none is. Less is better.',
    MEDIAN_FIRST_RESPONSE: 'Median time to the first response, open seconds; less is better.',
    P90_FIRST_RESPONSE: 'Nine of ten first responses took no longer, open seconds; less is better.',
    MEDIAN_COMPLETION: 'Median time to completion, open seconds; less is better.',
    P90_COMPLETION: 'Nine of ten completions took no longer, open seconds; less is better.',
  },
);

export const LightEnum = enumType<(typeof LIGHTS)[number]>('ScorecardLight', 'How a KPI did.', {
  GREEN: 'On target; counts 100.',
  AMBER: 'Below target, within what is tolerated; counts 50.',
  RED: 'Below what is tolerated; counts 0.',
  NONE: 'Nothing to measure; does not count.',
});
