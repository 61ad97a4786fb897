export * from './addresses.js';
export * from './origin.js';
export * from './security-headers.js';
