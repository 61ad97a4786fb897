/** The door for whoever sets a scene: the demo firm and tests, besides the command line. Modules use the Api. */
export { Actors } from './application/actors.js';
export { ManageEmployees, type RoleCommand } from './application/manage-employees.js';
export { ManageOffices } from './application/manage-offices.js';
export { ManageTeams } from './application/manage-teams.js';
export { SignIn } from './application/sign-in.js';
