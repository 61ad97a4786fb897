import {
  ClockExplanationResolver,
  ExplanationResolver,
  StandingResolver,
  TimeSegmentResolver,
  ClockAdjustmentResolver,
} from './explanation.resolver.js';

/** Explanations over GraphQL. */
export const EXPLANATION_RESOLVERS = [
  ExplanationResolver,
  StandingResolver,
  ClockExplanationResolver,
  TimeSegmentResolver,
  ClockAdjustmentResolver,
];
