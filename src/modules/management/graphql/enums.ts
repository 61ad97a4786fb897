import { enumType } from '#platform/graphql';
import { DUTY_ORDER_FIELDS } from '../application/duty.queries.js';
import { ACTION_KINDS, REVIEW_STATUSES } from '../domain/review.js';
import { PERIODS } from '../domain/review-period.js';
import { LIGHTS, MEASURES } from '../domain/scorecard.js';
import { CATCH_UPS, DUTY_STATUSES, HOLIDAY_POLICIES, OUTCOMES, SKIP_REASONS } from '../domain/duty.js';

export const DutyStatusEnum = enumType<(typeof DUTY_STATUSES)[number]>('DutyStatus', 'How a recurring duty stands.', {
  ACTIVE: 'It opens a request whenever it comes up.',
  PAUSED: 'It opens nothing until it is resumed.',
  ENDED: 'Over: ended by somebody, or nothing more comes up.',
});

export const CatchUpEnum = enumType<(typeof CATCH_UPS)[number]>(
  'DutyCatchUp',
  'What happens to occurrences whose time passed while the background work stood still.',
  {
    ALL: 'A request is opened for every one.',
    LATEST: 'Only the latest gets a request; the others are noted as missed.',
  },
);

export const HolidayPolicyEnum = enumType<(typeof HOLIDAY_POLICIES)[number]>(
  'DutyHolidayPolicy',
  'What happens to an occurrence on a date on which the calendar has no open hours.',
  {
    IGNORE: 'It stays where it is.',
    NEXT_WORKING_DAY: 'It comes at the same time of the next working day, at most 31 days later.',
    PREVIOUS_WORKING_DAY: 'It comes at the same time of the working day before, at most 31 days earlier.',
    SKIP: 'It is left out.',
  },
);

export const SkipReasonEnum = enumType<(typeof SKIP_REASONS)[number]>(
  'DutySkipReason',
  'Why an occurrence gets no request.',
  {
    EXCEPTION: 'Somebody left it out.',
    HOLIDAY: 'Nobody works on that day, or in the month around it.',
    MISSED: 'A later one came up before it could be opened, and only the latest counts.',
    PAUSED: 'The duty was paused.',
    COINCIDES: 'Holidays brought it to the time of another one, which stands for both.',
  },
);

export const OutcomeEnum = enumType<(typeof OUTCOMES)[number]>(
  'DutyOutcome',
  'How an occurrence went: by the SLA clock of its request’s completion; without one it is to be completed by the end of its day.',
  {
    OPEN: 'To be done; not late yet.',
    KEPT: 'Completed in time.',
    LATE: 'Completed late.',
    MISSED: 'Not completed, and late.',
    CANCELLED: 'Its request was cancelled.',
    SKIPPED: 'No request was opened.',
  },
);

export const DutyOrderFieldEnum = enumType<(typeof DUTY_ORDER_FIELDS)[number]>(
  'DutyOrderField',
  'By what duties are ordered.',
  {
    CREATED_AT: 'When they were taken down.',
    NEXT_AT: 'When they open their next request; those that open none come last when ascending.',
  },
);

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

export const PlanStatusEnum = enumType('ServiceReviewPlanStatus', 'How a plan of service reviews stands.', {
  ACTIVE: 'It prepares reviews.',
  ENDED: 'Over: ended by somebody, or nothing more comes up.',
});

export const ReviewActionKindEnum = enumType<(typeof ACTION_KINDS)[number]>(
  'ServiceReviewActionKind',
  'What a service review decided.',
  {
    DECISION: 'Something that stands; nothing is to be done.',
    ACTION: 'Something that somebody has to do; comes up again in the next review until it is done.',
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
