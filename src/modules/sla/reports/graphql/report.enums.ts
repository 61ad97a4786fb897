import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../../engine/graphql/clock.enums.js';
import { ATTAINMENT_DIMENSIONS } from '../report.types.js';

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
