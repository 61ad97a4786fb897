export * from './addresses.js';
export * from './origin.js';
