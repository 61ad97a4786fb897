import { registerEnumType } from '@nestjs/graphql';
import { DUTY_ORDER_FIELDS } from '../application/duty.queries.js';
import { ACTION_KINDS, REVIEW_STATUSES } from '../domain/review.js';
import { PERIODS } from '../domain/review-period.js';
import { LIGHTS, MEASURES } from '../domain/scorecard.js';
import { CATCH_UPS, DUTY_STATUSES, HOLIDAY_POLICIES, OUTCOMES, SKIP_REASONS } from '../domain/duty.js';

/** What code-first GraphQL takes for an enum: every value under its own name. */
export function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const DutyStatusEnum = enumOf(DUTY_STATUSES);
registerEnumType(DutyStatusEnum, {
  name: 'DutyStatus',
  description: 'How a recurring duty stands.',
  valuesMap: {
    ACTIVE: { description: 'It opens a request whenever it comes up.' },
    PAUSED: { description: 'It opens nothing until it is resumed.' },
    ENDED: { description: 'Over: ended by somebody, or nothing more comes up.' },
  },
});

export const CatchUpEnum = enumOf(CATCH_UPS);
registerEnumType(CatchUpEnum, {
  name: 'DutyCatchUp',
  description: 'What happens to occurrences whose time passed while the background work stood still.',
  valuesMap: {
    ALL: { description: 'A request is opened for every one.' },
    LATEST: { description: 'Only the latest gets a request; the others are noted as missed.' },
  },
});

export const HolidayPolicyEnum = enumOf(HOLIDAY_POLICIES);
registerEnumType(HolidayPolicyEnum, {
  name: 'DutyHolidayPolicy',
  description: 'What happens to an occurrence on a date on which the calendar has no open hours.',
  valuesMap: {
    IGNORE: { description: 'It stays where it is.' },
    NEXT_WORKING_DAY: { description: 'It comes at the same time of the next working day, at most 31 days later.' },
    PREVIOUS_WORKING_DAY: {
      description: 'It comes at the same time of the working day before, at most 31 days earlier.',
    },
    SKIP: { description: 'It is left out.' },
  },
});

export const SkipReasonEnum = enumOf(SKIP_REASONS);
registerEnumType(SkipReasonEnum, {
  name: 'DutySkipReason',
  description: 'Why an occurrence gets no request.',
  valuesMap: {
    EXCEPTION: { description: 'Somebody left it out.' },
    HOLIDAY: { description: 'Nobody works on that day, or in the month around it.' },
    MISSED: { description: 'A later one came up before it could be opened, and only the latest counts.' },
    PAUSED: { description: 'The duty was paused.' },
    COINCIDES: { description: 'Holidays brought it to the time of another one, which stands for both.' },
  },
});

export const OutcomeEnum = enumOf(OUTCOMES);
registerEnumType(OutcomeEnum, {
  name: 'DutyOutcome',
  description:
    'How an occurrence went: by the SLA clock of its request’s completion; without one it is to be completed by the end of its day.',
  valuesMap: {
    OPEN: { description: 'To be done; not late yet.' },
    KEPT: { description: 'Completed in time.' },
    LATE: { description: 'Completed late.' },
    MISSED: { description: 'Not completed, and late.' },
    CANCELLED: { description: 'Its request was cancelled.' },
    SKIPPED: { description: 'No request was opened.' },
  },
});

export const DutyOrderFieldEnum = enumOf(DUTY_ORDER_FIELDS);
registerEnumType(DutyOrderFieldEnum, {
  name: 'DutyOrderField',
  description: 'By what duties are ordered.',
  valuesMap: {
    CREATED_AT: { description: 'When they were taken down.' },
    NEXT_AT: { description: 'When they open their next request; those that open none come last when ascending.' },
  },
});

export const ReviewStatusEnum = enumOf(REVIEW_STATUSES);
registerEnumType(ReviewStatusEnum, {
  name: 'ServiceReviewStatus',
  description: 'How far a service review has got.',
  valuesMap: {
    PREPARED: { description: 'Its scorecard and agenda are there; it is to be held.' },
    HELD: { description: 'It was held; its scorecard is frozen.' },
    CLOSED: { description: 'Its minutes are written; nothing is added any more.' },
  },
});

export const ReviewPeriodEnum = enumOf(PERIODS);
registerEnumType(ReviewPeriodEnum, {
  name: 'ServiceReviewPeriod',
  description: 'What each review of a plan looks at: the last whole one that ended before it is held.',
  valuesMap: {
    MONTH: { description: 'A calendar month.' },
    QUARTER: { description: 'January to March, April to June, July to September, October to December.' },
    YEAR: { description: 'A calendar year.' },
  },
});

export const PlanStatusEnum = enumOf(['ACTIVE', 'ENDED'] as const);
registerEnumType(PlanStatusEnum, {
  name: 'ServiceReviewPlanStatus',
  description: 'How a plan of service reviews stands.',
  valuesMap: {
    ACTIVE: { description: 'It prepares reviews.' },
    ENDED: { description: 'Over: ended by somebody, or nothing more comes up.' },
  },
});

export const ReviewActionKindEnum = enumOf(ACTION_KINDS);
registerEnumType(ReviewActionKindEnum, {
  name: 'ServiceReviewActionKind',
  description: 'What a service review decided.',
  valuesMap: {
    DECISION: { description: 'Something that stands; nothing is to be done.' },
    ACTION: { description: 'Something that somebody has to do; comes up again in the next review until it is done.' },
  },
});

export const MeasureEnum = enumOf(MEASURES);
registerEnumType(MeasureEnum, {
  name: 'ScorecardMeasure',
  description: 'What a KPI measures over a period.',
  valuesMap: {
    ATTAINMENT: { description: 'SLA attainment in percent, of requests opened in the period; more is better.' },
    BREACHES: {
      description: 'SLA clocks that ran past their due time, of requests opened in the period; less is better.',
    },
    COMPLETED: { description: 'Requests completed in the period; more is better.' },
    COMPLETED_SHARE: { description: 'Completed in percent of opened; more is better.' },
    BACKLOG: { description: 'Requests open when the period ended; less is better.' },
    REOPENED_SHARE: { description: 'Reopenings in percent of completions; less is better.' },
    OLDEST_OPEN_DAYS: {
      description: 'Age of the oldest request open at the end, in whole days; 0 when none is. Less is better.',
    },
    MEDIAN_FIRST_RESPONSE: { description: 'Median time to the first response, open seconds; less is better.' },
    P90_FIRST_RESPONSE: { description: 'Nine of ten first responses took no longer, open seconds; less is better.' },
    MEDIAN_COMPLETION: { description: 'Median time to completion, open seconds; less is better.' },
    P90_COMPLETION: { description: 'Nine of ten completions took no longer, open seconds; less is better.' },
  },
});

export const LightEnum = enumOf(LIGHTS);
registerEnumType(LightEnum, {
  name: 'ScorecardLight',
  description: 'How a KPI did.',
  valuesMap: {
    GREEN: { description: 'On target; counts 100.' },
    AMBER: { description: 'Below target, within what is tolerated; counts 50.' },
    RED: { description: 'Below what is tolerated; counts 0.' },
    NONE: { description: 'Nothing to measure; does not count.' },
  },
});
