/** Use cases for example data, tests, benches and the command line. Modules use the Api. */
export { Actors } from './application/actors.js';
export { ManageEmployees, type RoleCommand } from './application/manage-employees.js';
export { ManageOffices } from './application/manage-offices.js';
export { ManageTeams } from './application/manage-teams.js';
export { PasswordPolicy } from './application/password-policy.js';
export { SecondFactor } from './application/second-factor.js';
export { SignIn } from './application/sign-in.js';
