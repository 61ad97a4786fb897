export * from './management-world.js';
