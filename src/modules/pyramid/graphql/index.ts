export { PyramidLoaders } from './loaders.js';
export * from './pyramid-graphql.module.js';
export { MoneyType, TierType } from './types.js';
