export * from './identity.api.js';
export * from './identity.events.js';
export * from './identity.module.js';
export * from './identity.permissions.js';
export * from './offices.api.js';
export { OfficeReach } from './office-reach.js';
export { defineOpenWork } from './open-work.js';
export { assertFirm, holdsForFirm, outOfReach, type Reach } from './reach.js';
