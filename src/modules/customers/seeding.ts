/** Use cases for example data, tests, benches and the command line. Modules use the Api. */
export { ReferenceSectors } from './application/reference-sectors.js';
export { UpdateBranch } from './application/update-branch.js';
