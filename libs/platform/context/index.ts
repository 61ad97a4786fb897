export * from './ctx.js';
