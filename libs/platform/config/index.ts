import { type Config } from './config.js';

export * from './config.js';
export * from './settings.js';

/** Injection token of the validated configuration. */
export const CONFIG = Symbol('config');
export type { Config };
