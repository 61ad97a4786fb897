/** The door for whoever sets a scene: the demo firm and tests, besides the command line. Modules use the Api. */
export { ReferenceSectors } from './application/reference-sectors.js';
export { UpdateBranch } from './application/update-branch.js';
