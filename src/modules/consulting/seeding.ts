/** Use cases for example data, tests, benches and the command line. Modules use the Api. */
export { Advice } from './application/advice.js';
export { Deliverables } from './application/deliverables.js';
export { Engagements } from './application/engagements.js';
export { Products, type ProductCommand } from './application/products.js';
