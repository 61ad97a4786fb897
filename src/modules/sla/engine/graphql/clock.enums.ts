import { type SlaMetric, type SlaClockStatus, type SlaClockEventKind } from '../domain/clock-types.js';
import { enumType } from '#platform/graphql';

export const SlaMetricEnum = enumType<SlaMetric>('SlaMetric', 'What an SLA clock measures.', {
  FIRST_RESPONSE: 'From the creation to the first public reply by staff.',
  NEXT_RESPONSE:
    'From the first customer message not yet answered to the next public reply; once per question, on completed requests too.',
  UPDATE: 'From the creation, then from each public reply, to the next one; until completion.',
  COMPLETION: 'From creation to completion; a reopened request continues with the remaining time.',
});

export const SlaClockStatusEnum = enumType<SlaClockStatus>('SlaClockStatus', 'Status of an SLA clock.', {
  RUNNING: 'It runs and is not due yet.',
  PAUSED: 'It is paused: the request waits for the customer or a third party.',
  MET: 'Stopped in time; at the due instant is in time.',
  BREACHED: 'Overdue and still open.',
  MISSED: 'Stopped late; also when it was overdue as the request was cancelled or the terms dropped its target.',
  CANCELLED: 'The request was cancelled before the clock was due, or was merged into one that carries the clock on.',
});

export const SlaClockEventKindEnum = enumType<SlaClockEventKind>(
  'SlaClockEventKind',
  'Something that can happen to a request and move its SLA clocks.',
  {
    CREATED: 'It was created; comes first and once.',
    CUSTOMER_MESSAGE: 'The customer wrote or said something.',
    STAFF_REPLY: 'One of us answered the customer, who can see it.',
    INTERNAL_NOTE: 'A remark the customer cannot see; stops nothing.',
    PAUSED: 'It began to wait for the customer or a third party.',
    RESUMED: 'The waiting ended.',
    COMPLETED: 'It was completed; stops every clock that still runs.',
    REOPENED: 'It was completed and is not any more.',
    CANCELLED: 'It was cancelled; final.',
    TERMS_CHANGED: 'Other terms apply from now on; open clocks are replayed from their start.',
  },
);
