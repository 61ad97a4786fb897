export * from './result.js';
export * from './clock.js';
export * from './ids.js';
