export * from './result.js';
export * from './clock.js';
