export * from './customers-graphql.module.js';
export * from './loaders.js';
export { JobStatusEnum, OrderDirectionEnum, ServiceLineEnum, StageEnum } from './enums.js';
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
