export * from './contact-world.js';
