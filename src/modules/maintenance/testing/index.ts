export * from './maintenance-world.js';
