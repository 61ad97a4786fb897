export * from './identity-graphql.module.js';
export { IdentityLoaders } from './loaders.js';
export { EmployeeType, OfficeType, RegionType } from './types.js';
export { TeamType } from './team.types.js';
