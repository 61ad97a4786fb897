export * from './files-graphql.module.js';
