import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../../engine/graphql/clock.enums.js';
import { CREDIT_PERIODS, TERMS_LEVELS, TERMS_STATUSES } from '../terms.types.js';

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
