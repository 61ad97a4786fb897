import { type AttainmentDimension } from '../report.types.js';
import { enumType } from '#platform/graphql';

export const SlaDimensionEnum = enumType<AttainmentDimension>(
  'SlaDimension',
  'By what SLA attainment can be grouped.',
  {
    PRIORITY: 'Priority of the request now.',
    CHANNEL: 'Channel by which the request came.',
    DAY: 'Day on which the request was created.',
    WEEK: 'Week in which the request was created, from Monday.',
    MONTH: 'Month in which the request was created.',
    QUARTER: 'Quarter in which the request was created.',
    YEAR: 'Year in which the request was created.',
    METRIC: 'What was measured.',
    OFFICE: 'Responsible office.',
    REGION: 'Region of the responsible office.',
    SERVICE_LINE: 'Service line.',
    CONTACT_TYPE: 'Contact type of the request, each by itself.',
    CUSTOMER: 'Customer, each by itself.',
    CUSTOMER_GROUP: 'The top of the tree of customers, as it was when the clocks began.',
    TIER: 'Tier that the customer had when the clocks began.',
    TERMS: 'Terms that apply to the clock, in any version.',
  },
);
