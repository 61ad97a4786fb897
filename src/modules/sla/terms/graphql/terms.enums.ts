import { type TermsLevel, type TermsStatus, type CreditPeriod } from '../terms.types.js';
import { enumType } from '#platform/graphql';

export const SlaTermsLevelEnum = enumType<TermsLevel>(
  'SlaTermsLevel',
  'Who terms are agreed with. Of those that match a request the most specific applies.',
  {
    JOB: 'One job.',
    BRANCH: 'One branch.',
    CUSTOMER: 'One customer and, unless they have their own, all customers below it.',
    TIER: 'The customers of a tier of the pyramid.',
    FIRM: 'Everybody.',
  },
);
export const SlaTermsStatusEnum = enumType<TermsStatus>('SlaTermsStatus', 'How far a version of terms has got.', {
  DRAFT: 'Applies to nothing yet.',
  PUBLISHED: 'Applies, or will or did, in its period.',
  WITHDRAWN: 'Taken out of force; requests that came under it stay under it.',
});
export const SlaCreditPeriodEnum = enumType<CreditPeriod>(
  'SlaCreditPeriod',
  'For how long service credits are counted together.',
  {
    MONTH: 'A calendar month.',
    QUARTER: 'Three months from January, April, July or October on.',
    YEAR: 'A calendar year.',
  },
);
