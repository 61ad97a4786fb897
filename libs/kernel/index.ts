export * from './result.js';
export * from './clock.js';
export * from './ids.js';
export * from './checks.js';
export * from './limits.js';
export * from './iso.js';
export * from './local.js';
export * from './csv-line.js';
