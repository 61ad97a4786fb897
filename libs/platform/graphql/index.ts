export * from './connection.js';
export * from './current-ctx.js';
export * from './errors.js';
export * from './graphql.module.js';
export * from './ids.js';
export * from './invalid-input.js';
export * from './limits.js';
export * from './loaders.js';
export * from './locale.js';
export * from './money.js';
export * from './node.js';
export * from './payload.js';
export * from './report.js';
export * from './scalars.js';
export * from './selection.js';
// Kept here too, for modules' graphql folders.
export { InvalidInputError, messageOf } from '#platform/messages';
export { type Connection, type Edge, type Order } from '#platform/paging';
