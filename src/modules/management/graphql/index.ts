export * from './management-graphql.module.js';
