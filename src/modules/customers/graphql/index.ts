export * from './customers-graphql.module.js';
export * from './loaders.js';
export { RecordWarningType, ReferenceWarnings } from './reference-warnings.js';
export { JobStatusEnum, ServiceLineEnum, StageEnum } from './enums.js';
export {
  BranchConnection,
  BranchType,
  CustomerConnection,
  CustomerType,
  JobConnection,
  JobType,
  PersonConnection,
  PersonType,
  SectorType,
  ViewerCanUpdate,
} from './types.js';
// For the extensions of other modules: BranchFields.resolvedFromId('contacts').
export {
  BRANCH as BranchFields,
  CUSTOMER as CustomerFields,
  JOB as JobFields,
  PERSON as PersonFields,
} from '../application/columns.js';
