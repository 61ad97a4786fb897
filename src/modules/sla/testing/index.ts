export * from './sla-world.js';
