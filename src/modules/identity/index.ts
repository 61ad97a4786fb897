export * from './identity.api.js';
export * from './identity.module.js';
export * from './identity.permissions.js';
export { Actors } from './application/actors.js';
export { ManageEmployees, type EmployeeCommand, type RoleCommand } from './application/manage-employees.js';
export { ManageOffices, type OfficeCommand, type RegionCommand } from './application/manage-offices.js';
export { ManageTeams, type TeamCommand } from './application/manage-teams.js';
export { OfficeReach } from './application/office-reach.js';
export { SignIn, type SignedIn } from './application/sign-in.js';
