export { AssetType } from '../assets/graphql/asset.types.js';
export * from './maintenance-graphql.module.js';
export { WorkOrderType } from '../work/graphql/work.types.js';
