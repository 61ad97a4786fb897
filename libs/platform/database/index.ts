export * from './database.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './pool.js';
export * from './sql.js';
