import {
  ClockExplanationResolver,
  ExplanationResolver,
  StandingResolver,
  StretchResolver,
  TurnResolver,
} from './explanation.resolver.js';

/** Explanations over GraphQL. */
export const EXPLANATION_RESOLVERS = [
  ExplanationResolver,
  StandingResolver,
  ClockExplanationResolver,
  StretchResolver,
  TurnResolver,
];
