import { DutyChangesResolver } from './duty-changes.resolver.js';
import { DutyLoaders } from './duty-loaders.js';
import { DutyOccurrenceResolver } from './duty-relations.resolver.js';
import {
  BranchDutiesResolver,
  CustomerDutiesResolver,
  JobDutiesResolver,
  RequestDutyResolver,
} from './duty.extensions.js';
import { DutyResolver } from './duty.resolver.js';

/** Recurring duties in GraphQL; ManagementGraphqlModule provides them. */
export const DUTY_RESOLVERS = [
  DutyLoaders,
  DutyResolver,
  DutyOccurrenceResolver,
  DutyChangesResolver,
  CustomerDutiesResolver,
  BranchDutiesResolver,
  JobDutiesResolver,
  RequestDutyResolver,
];
