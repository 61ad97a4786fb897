export * from './service-world.js';
