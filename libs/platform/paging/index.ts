export * from './paging.js';
export * from './lists.js';
