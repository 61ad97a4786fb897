import { enumType } from '#platform/graphql';
import {
  ADVICE_DECISIONS,
  DELIVERABLE_STATUSES,
  ENGAGEMENT_STATUSES,
  ASSESSMENTS,
  PRODUCT_KINDS,
} from '../domain/consulting.js';

export const EngagementStatusEnum = enumType<(typeof ENGAGEMENT_STATUSES)[number]>(
  'EngagementStatus',
  'Status of an engagement.',
  {
    PLANNED: 'It has not begun.',
    ACTIVE: 'It is worked on.',
    ON_HOLD: 'It rests.',
    COMPLETED: 'Everything it was to deliver is accepted or was withdrawn.',
    CANCELLED: 'It was cancelled.',
  },
);

export const DeliverableStatusEnum = enumType<(typeof DELIVERABLE_STATUSES)[number]>(
  'DeliverableStatus',
  'Status of a deliverable.',
  {
    DRAFT: 'It is worked on.',
    SUBMITTED: 'The customer has it and has not decided.',
    ACCEPTED: 'The customer has accepted it.',
    REJECTED: 'The customer has sent it back, with a reason.',
    WITHDRAWN: 'It will not be delivered.',
  },
);

export const RoundDecisionEnum = enumType('DeliverableDecision', 'What the customer said to what was handed over.', {
  ACCEPTED: 'It is accepted.',
  REJECTED: 'It is sent back.',
});

export const ProductKindEnum = enumType<(typeof PRODUCT_KINDS)[number]>('ProductKind', 'What can be recommended.', {
  PRODUCT: 'Something to buy.',
  SYSTEM: 'Something that is put together of many parts, such as a building management system.',
  SERVICE: 'Something that is done.',
});

export const AdviceDecisionEnum = enumType<(typeof ADVICE_DECISIONS)[number]>(
  'AdviceDecision',
  'What the customer made of advice.',
  { FOLLOWED: 'It did as advised.', DECLINED: 'It did nothing of the kind.', CHOSE_OTHER: 'It chose something else.' },
);

export const AdviceAssessmentEnum = enumType<(typeof ASSESSMENTS)[number]>(
  'AdviceAssessment',
  'How what followed speaks for the advice.',
  {
    GOOD: 'It proved right.',
    MIXED: 'It proved right in part.',
    WRONG_RECOMMENDATION: 'The wrong thing was recommended.',
    UNRELATED: 'It has nothing to do with the advice, on a closer look.',
  },
);
