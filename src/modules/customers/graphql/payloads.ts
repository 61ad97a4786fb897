import { payloadOf } from '#platform/graphql';
import { BranchType, CustomerType, JobType, PersonType, SectorType } from './types.js';

export const SectorPayload = payloadOf(
  'SectorPayload',
  'sector',
  SectorType,
  'The sector; null when it was not saved.',
  'createSector and updateSector',
);

export const CustomerPayload = payloadOf(
  'CustomerPayload',
  'customer',
  CustomerType,
  'The customer; null when it was not saved.',
  'createCustomer, updateCustomer and moveCustomer',
);

export const BranchPayload = payloadOf(
  'BranchPayload',
  'branch',
  BranchType,
  'The branch; null when it was not saved.',
  'createBranch and updateBranch',
);

export const PersonPayload = payloadOf(
  'PersonPayload',
  'person',
  PersonType,
  'The person; null when it was not saved.',
  'createPerson, updatePerson, movePerson, linkPersonToBranch and unlinkPersonFromBranch',
);

export const JobPayload = payloadOf(
  'JobPayload',
  'job',
  JobType,
  'The job; null when it was not saved.',
  'createJob and updateJob',
);
