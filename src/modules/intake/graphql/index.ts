export { IntakeGraphqlModule } from './intake-graphql.module.js';
export { ImportRunType } from './types.js';
