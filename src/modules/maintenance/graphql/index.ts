export { AssetType } from './asset.types.js';
export { MaintenanceLoaders } from './loaders.js';
export * from './maintenance-graphql.module.js';
export { WorkOrderType } from './work.types.js';
