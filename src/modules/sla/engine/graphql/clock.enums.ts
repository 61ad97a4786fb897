import { registerEnumType } from '@nestjs/graphql';
import { WEEKDAYS } from '#kernel/calendar';
import { SLA_EVENT_KINDS, SLA_METRICS, SLA_STATES } from '../domain/clock-types.js';
import { ATTAINMENT_DIMENSIONS, CREDIT_PERIODS, TERMS_LEVELS, TERMS_STATUSES } from '../../terms/terms.types.js';

/** What code-first GraphQL takes for an enum: every value under its own name. */
function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
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

export const WeekdayEnum = enumOf(WEEKDAYS);
registerEnumType(WeekdayEnum, {
  name: 'Weekday',
  description: 'A day of the week.',
  valuesMap: {
    MON: { description: 'Monday.' },
    TUE: { description: 'Tuesday.' },
    WED: { description: 'Wednesday.' },
    THU: { description: 'Thursday.' },
    FRI: { description: 'Friday.' },
    SAT: { description: 'Saturday.' },
    SUN: { description: 'Sunday.' },
  },
});

export const SlaTermsLevelEnum = enumOf(TERMS_LEVELS);
registerEnumType(SlaTermsLevelEnum, {
  name: 'SlaTermsLevel',
  description: 'Who terms are agreed with. Of those that match a request the most specific applies.',
  valuesMap: {
    JOB: { description: 'One job.' },
    BRANCH: { description: 'One branch.' },
    CUSTOMER: { description: 'One customer and, unless they have their own, all customers below it.' },
    TIER: { description: 'The customers of a tier of the pyramid.' },
    FIRM: { description: 'Everybody.' },
  },
});

export const SlaTermsStatusEnum = enumOf(TERMS_STATUSES);
registerEnumType(SlaTermsStatusEnum, {
  name: 'SlaTermsStatus',
  description: 'How far a version of terms has got.',
  valuesMap: {
    DRAFT: { description: 'Applies to nothing yet.' },
    PUBLISHED: { description: 'Applies, or will or did, in its period.' },
    WITHDRAWN: { description: 'Taken out of force; requests that came under it stay under it.' },
  },
});

export const SlaDimensionEnum = enumOf(ATTAINMENT_DIMENSIONS);
registerEnumType(SlaDimensionEnum, {
  name: 'SlaDimension',
  description: 'By what SLA attainment can be grouped.',
  valuesMap: {
    PRIORITY: { description: 'Priority of the request now.' },
    CHANNEL: { description: 'Channel by which the request came.' },
    DAY: { description: 'Day on which the request was created.' },
    WEEK: { description: 'Week in which the request was created, from Monday.' },
    MONTH: { description: 'Month in which the request was created.' },
    QUARTER: { description: 'Quarter in which the request was created.' },
    YEAR: { description: 'Year in which the request was created.' },
    METRIC: { description: 'What was measured.' },
    OFFICE: { description: 'Responsible office.' },
    REGION: { description: 'Region of the responsible office.' },
    SERVICE_LINE: { description: 'Service line.' },
    CONTACT_TYPE: { description: 'Contact type of the request, each by itself.' },
    CUSTOMER: { description: 'Customer, each by itself.' },
    CUSTOMER_GROUP: { description: 'The top of the tree of customers, as it was when the clocks began.' },
    TIER: { description: 'Tier that the customer had when the clocks began.' },
    TERMS: { description: 'Terms that the clock stands on, whichever version of them.' },
  },
});

const LEDGER_KINDS = [
  'STARTED',
  'PAUSED',
  'RESUMED',
  'WARNED',
  'BREACHED',
  'ESCALATED',
  'WITHDRAWN',
  'STOPPED',
  'REPLAYED',
] as const;
export const SlaLedgerKindEnum = enumOf(LEDGER_KINDS);
registerEnumType(SlaLedgerKindEnum, {
  name: 'SlaLedgerKind',
  description: 'What the ledger says about a clock.',
  valuesMap: {
    STARTED: { description: 'It began to run.' },
    PAUSED: { description: 'It began to stand still.' },
    RESUMED: { description: 'It went on, after a pause or a reopening.' },
    WARNED: { description: 'Close to its due time, it came to a step at which people are warned.' },
    BREACHED: { description: 'It fell due without being stopped.' },
    ESCALATED: { description: 'Overdue, it came to a step at which people are told.' },
    WITHDRAWN: { description: 'A replay proved a breach wrong.' },
    STOPPED: { description: 'It ended: in time, late or cancelled, as the state says.' },
    REPLAYED: { description: 'Its terms, its calendar or its past changed; the details say what moved.' },
  },
});

export const SlaCreditPeriodEnum = enumOf(CREDIT_PERIODS);
registerEnumType(SlaCreditPeriodEnum, {
  name: 'SlaCreditPeriod',
  description: 'For how long service credits are counted together.',
  valuesMap: {
    MONTH: { description: 'A calendar month.' },
    QUARTER: { description: 'Three months from January, April, July or October on.' },
    YEAR: { description: 'A calendar year.' },
  },
});
