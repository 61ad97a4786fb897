import { registerEnumType } from '@nestjs/graphql';
import { SLA_EVENT_KINDS, SLA_METRICS, SLA_STATES } from '../domain/clock-types.js';

/** What code-first GraphQL takes for an enum: every value under its own name. */
export function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const SlaMetricEnum = enumOf(SLA_METRICS);
registerEnumType(SlaMetricEnum, {
  name: 'SlaMetric',
  description: 'What an SLA clock measures.',
  valuesMap: {
    FIRST_RESPONSE: { description: 'From the creation to the first public reply by staff.' },
    NEXT_RESPONSE: {
      description: 'From the first customer message not yet answered to the next public reply; once per question.',
    },
    UPDATE: { description: 'From the creation, then from each public reply, to the next one; until completion.' },
    COMPLETION: { description: 'From the creation to the completion; a reopened request goes on with what was left.' },
  },
});

export const SlaStateEnum = enumOf(SLA_STATES);
registerEnumType(SlaStateEnum, {
  name: 'SlaState',
  description: 'How an SLA clock stands.',
  valuesMap: {
    RUNNING: { description: 'It runs and is not due yet.' },
    PAUSED: { description: 'It stands still: the request waits for the customer or a third party.' },
    MET: { description: 'Stopped in time; at the due instant is in time.' },
    BREACHED: { description: 'Overdue and still open.' },
    MISSED: { description: 'Stopped late.' },
    CANCELLED: { description: 'The request was cancelled.' },
  },
});

export const SlaEventKindEnum = enumOf(SLA_EVENT_KINDS);
registerEnumType(SlaEventKindEnum, {
  name: 'SlaEventKind',
  description: 'Something that can happen to a request and move its SLA clocks.',
  valuesMap: {
    CREATED: { description: 'It was created; comes first and once.' },
    CUSTOMER_MESSAGE: { description: 'The customer wrote or said something.' },
    STAFF_REPLY: { description: 'One of us answered the customer, who can see it.' },
    INTERNAL_NOTE: { description: 'A remark the customer cannot see; stops nothing.' },
    PAUSED: { description: 'It began to wait for the customer or a third party.' },
    RESUMED: { description: 'The waiting ended.' },
    COMPLETED: { description: 'It was completed; stops every clock that still runs.' },
    REOPENED: { description: 'It was completed and is not any more.' },
    CANCELLED: { description: 'It was given up; final.' },
    TERMS_CHANGED: { description: 'Other terms apply from now on; open clocks are replayed from their start.' },
  },
});
