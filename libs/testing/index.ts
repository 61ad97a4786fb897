export { atEndOfFile } from './cleanup.js';
export * from './database.js';
export * from './graphql-client.js';
export * from './probe.js';
export * from './statements.js';
export { databaseUrl } from './template.js';
