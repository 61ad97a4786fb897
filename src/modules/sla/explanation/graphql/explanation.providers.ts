import {
  ClockExplanationResolver,
  ExplanationResolver,
  ApplicableTermsResolver,
  TimeSegmentResolver,
  ClockAdjustmentResolver,
} from './explanation.resolver.js';

/** Explanations over GraphQL. */
export const EXPLANATION_RESOLVERS = [
  ExplanationResolver,
  ApplicableTermsResolver,
  ClockExplanationResolver,
  TimeSegmentResolver,
  ClockAdjustmentResolver,
];
