export * from './consulting-graphql.module.js';
