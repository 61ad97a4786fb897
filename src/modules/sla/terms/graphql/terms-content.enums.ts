import { registerEnumType } from '@nestjs/graphql';
import { RECIPIENT_KINDS, ROLE_REACHES } from '../terms.types.js';
import { CALENDAR_COMBINATIONS, CALENDAR_SOURCE_KINDS } from '../../calendars/domain/calendar-basis.js';

function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const SlaCalendarCombinationEnum = enumOf(CALENDAR_COMBINATIONS);
registerEnumType(SlaCalendarCombinationEnum, {
  name: 'SlaCalendarCombination',
  description: 'How the calendars that terms name make one.',
  valuesMap: {
    ONE: { description: 'There is only one.' },
    INTERSECTION: { description: 'Open only while all of them are: two sides that must both be there.' },
    UNION: { description: 'Open while any of them is: follow the sun over several offices.' },
  },
});

export const SlaCalendarSourceKindEnum = enumOf(CALENDAR_SOURCE_KINDS);
registerEnumType(SlaCalendarSourceKindEnum, {
  name: 'SlaCalendarSourceKind',
  description: 'Whose calendar it is.',
  valuesMap: {
    CALENDAR: { description: "A calendar of the terms' own." },
    OFFICE: { description: 'That of a named office, or of the one that serves the request.' },
    BRANCH: {
      description:
        "That of the request's branch; where the request has none or the branch has no calendar, that of the office that serves the request.",
    },
  },
});

export const SlaRecipientKindEnum = enumOf(RECIPIENT_KINDS);
registerEnumType(SlaRecipientKindEnum, {
  name: 'SlaRecipientKind',
  description: 'Who is told of a warning or an escalation.',
  valuesMap: {
    ASSIGNEE: { description: 'Whoever works on the request.' },
    TEAM: { description: 'Everybody in the team of the request.' },
    WATCHERS: { description: 'Everybody who watches the request.' },
    ACCOUNT_MANAGER: { description: 'The account manager of the customer.' },
    ROLE: { description: 'Everybody who has a role, in the reach that is given.' },
    EMPLOYEE: { description: 'One employee.' },
  },
});

export const SlaRoleReachEnum = enumOf(ROLE_REACHES);
registerEnumType(SlaRoleReachEnum, {
  name: 'SlaRoleReach',
  description: 'Where those work who are told because of their role.',
  valuesMap: {
    OFFICE: { description: 'In the office that serves the request.' },
    LEAD_OFFICE: { description: 'In the lead office of its region.' },
    FIRM: { description: 'Anywhere.' },
  },
});
