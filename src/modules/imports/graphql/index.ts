export { ImportsGraphqlModule } from './imports-graphql.module.js';
export { ImportRunType } from './types.js';
