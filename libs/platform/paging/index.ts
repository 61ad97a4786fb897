export * from './paging.js';
export * from './lists.js';
export * from './lists.js';
