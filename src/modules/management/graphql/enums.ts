import { registerEnumType } from '@nestjs/graphql';
import { DUTY_ORDER_FIELDS } from '../application/duty.queries.js';
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
