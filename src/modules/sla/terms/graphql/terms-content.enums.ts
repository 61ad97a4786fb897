import { type RoleReach, type Recipient } from '../terms.types.js';
import { type CalendarCombination, type CalendarSource } from '../../calendars/domain/calendar-basis.js';
import { enumType } from '#platform/graphql';

export const SlaCalendarCombinationEnum = enumType<CalendarCombination>(
  'SlaCalendarCombination',
  'How the calendars that terms name make one.',
  {
    ONE: 'There is only one.',
    INTERSECTION: 'Open only while all of them are: two sides that must both be there.',
    UNION: 'Open while any of them is: follow the sun over several offices.',
  },
);

export const SlaCalendarSourceKindEnum = enumType<CalendarSource['kind']>(
  'SlaCalendarSourceKind',
  'Whose calendar it is.',
  {
    CALENDAR: "A calendar of the terms' own.",
    OFFICE: 'That of a named office, or of the one that serves the request.',
    BRANCH:
      "That of the request's branch; where the request has none or the branch has no calendar, that of the office that serves the request.",
  },
);

export const SlaRecipientKindEnum = enumType<Recipient['kind']>(
  'SlaRecipientKind',
  'Recipients of a warning or an escalation.',
  {
    ASSIGNEE: 'The assignee of the request.',
    TEAM: 'Everybody in the team of the request.',
    WATCHERS: 'Everybody who watches the request.',
    ACCOUNT_MANAGER: 'The account manager of the customer.',
    ROLE: 'Everybody who has a role, in the reach that is given.',
    EMPLOYEE: 'One employee.',
  },
);

export const SlaRoleReachEnum = enumType<RoleReach>('SlaRoleReach', 'Where recipients by role work.', {
  OFFICE: 'In the office that serves the request.',
  LEAD_OFFICE: 'In the lead office of its region.',
  FIRM: 'Anywhere.',
});
