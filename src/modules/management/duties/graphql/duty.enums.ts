import { enumType } from '#platform/graphql';
import { CATCH_UPS, DUTY_STATUSES, HOLIDAY_POLICIES, OUTCOMES, SKIP_REASONS } from '../domain/duty.js';

export const DutyStatusEnum = enumType<(typeof DUTY_STATUSES)[number]>('DutyStatus', 'Status of a recurring duty.', {
  ACTIVE: 'It creates a request whenever it is due.',
  PAUSED: 'It opens nothing until it is resumed.',
  ENDED: 'Ended, by hand or because no occurrence remains.',
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
    EXCEPTION: 'It was skipped by hand.',
    HOLIDAY: 'There is no working day on that date, or in the month around it.',
    MISSED: 'A later occurrence became due before its request could be created; only the latest counts.',
    PAUSED: 'The duty was paused.',
    COINCIDES: 'Holidays moved it to the time of another occurrence, which covers both.',
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
