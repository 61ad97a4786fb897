import { type Weekday } from '#kernel/calendar';
import { enumType } from '#platform/graphql';

export const WeekdayEnum = enumType<Weekday>('Weekday', 'A day of the week.', {
  MON: 'Monday.',
  TUE: 'Tuesday.',
  WED: 'Wednesday.',
  THU: 'Thursday.',
  FRI: 'Friday.',
  SAT: 'Saturday.',
  SUN: 'Sunday.',
});
