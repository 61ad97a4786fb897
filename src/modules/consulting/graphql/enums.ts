import { registerEnumType } from '@nestjs/graphql';
import {
  ADVICE_DECISIONS,
  DELIVERABLE_STATUSES,
  ENGAGEMENT_STATUSES,
  JUDGEMENTS,
  PRODUCT_KINDS,
} from '../domain/consulting.js';

/** What code-first GraphQL takes for an enum: every value under its own name. */
function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const EngagementStatusEnum = enumOf(ENGAGEMENT_STATUSES);
registerEnumType(EngagementStatusEnum, {
  name: 'EngagementStatus',
  description: 'Where an engagement stands.',
  valuesMap: {
    PLANNED: { description: 'It has not begun.' },
    ACTIVE: { description: 'It is worked on.' },
    ON_HOLD: { description: 'It rests.' },
    COMPLETED: { description: 'Everything it was to deliver is accepted or was withdrawn.' },
    CANCELLED: { description: 'It was given up.' },
  },
});

export const DeliverableStatusEnum = enumOf(DELIVERABLE_STATUSES);
registerEnumType(DeliverableStatusEnum, {
  name: 'DeliverableStatus',
  description: 'Where a deliverable stands.',
  valuesMap: {
    DRAFT: { description: 'It is worked on.' },
    SUBMITTED: { description: 'The customer has it and has not decided.' },
    ACCEPTED: { description: 'The customer has accepted it.' },
    REJECTED: { description: 'The customer has sent it back, with a reason.' },
    WITHDRAWN: { description: 'It will not be delivered.' },
  },
});

export const RoundDecisionEnum = enumOf(['ACCEPTED', 'REJECTED'] as const);
registerEnumType(RoundDecisionEnum, {
  name: 'DeliverableDecision',
  description: 'What the customer said to what was handed over.',
  valuesMap: { ACCEPTED: { description: 'It is accepted.' }, REJECTED: { description: 'It is sent back.' } },
});

export const ProductKindEnum = enumOf(PRODUCT_KINDS);
registerEnumType(ProductKindEnum, {
  name: 'ProductKind',
  description: 'What can be recommended.',
  valuesMap: {
    PRODUCT: { description: 'Something to buy.' },
    SYSTEM: { description: 'Something that is put together of many parts, such as a building management system.' },
    SERVICE: { description: 'Something that is done.' },
  },
});

export const AdviceDecisionEnum = enumOf(ADVICE_DECISIONS);
registerEnumType(AdviceDecisionEnum, {
  name: 'AdviceDecision',
  description: 'What the customer made of advice.',
  valuesMap: {
    FOLLOWED: { description: 'It did as advised.' },
    DECLINED: { description: 'It did nothing of the kind.' },
    CHOSE_OTHER: { description: 'It chose something else.' },
  },
});

export const JudgementEnum = enumOf(JUDGEMENTS);
registerEnumType(JudgementEnum, {
  name: 'AdviceJudgement',
  description: 'How what followed speaks for the advice.',
  valuesMap: {
    GOOD: { description: 'It proved right.' },
    MIXED: { description: 'It proved right in part.' },
    WRONG_RECOMMENDATION: { description: 'The wrong thing was recommended.' },
    UNRELATED: { description: 'It has nothing to do with the advice, on a closer look.' },
  },
});
