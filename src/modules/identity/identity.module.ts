import { Global, Module } from '@nestjs/common';
import { AUTHENTICATOR, PermissionReach } from '#platform/access';
import { AccessChanges } from './application/access-changes.js';
import { Actors } from './application/actors.js';
import { ApiTokens } from './application/api-tokens.js';
import { Authenticate } from './application/authenticate.js';
import { IdentityPolicy } from './application/identity.policy.js';
import { IdentityQueries } from './application/identity.queries.js';
import { ManageEmployees } from './application/manage-employees.js';
import { ManageOffices } from './application/manage-offices.js';
import { ManageTeams } from './application/manage-teams.js';
import { OfficeReach } from './office-reach.js';
import { OpenWork } from './application/open-work.js';
import { ChangePassword } from './application/change-password.js';
import { OneTimeCodes } from './application/totp.js';
import { PasswordPolicy } from './application/password-policy.js';
import { SecondFactor } from './application/second-factor.js';
import { Sessions } from './application/sessions.js';
import { SignIn } from './application/sign-in.js';
import { TeamQueries } from './application/team.queries.js';
import { Throttle } from './application/throttle.js';
import { Tokens } from './application/tokens.js';
import { IdentityApi } from './identity.api.js';
import { OfficesApi } from './offices.api.js';
import './identity.messages.js';
import './identity.permissions.js';

/** Global because it provides the Authenticator, which the gateway needs for every request. */
@Global()
@Module({
  providers: [
    AccessChanges,
    Actors,
    ApiTokens,
    Authenticate,
    IdentityApi,
    IdentityPolicy,
    IdentityQueries,
    ManageEmployees,
    ManageOffices,
    ManageTeams,
    OfficeReach,
    OfficesApi,
    OpenWork,
    ChangePassword,
    OneTimeCodes,
    PasswordPolicy,
    SecondFactor,
    Sessions,
    SignIn,
    TeamQueries,
    Throttle,
    Tokens,
    { provide: AUTHENTICATOR, useExisting: Authenticate },
    { provide: PermissionReach, useExisting: OfficeReach },
  ],
  exports: [
    AUTHENTICATOR,
    AccessChanges,
    Actors,
    ApiTokens,
    Authenticate,
    IdentityApi,
    IdentityQueries,
    ManageEmployees,
    ManageOffices,
    ManageTeams,
    OfficeReach,
    OfficesApi,
    OpenWork,
    PermissionReach,
    ChangePassword,
    SecondFactor,
    PasswordPolicy,
    Sessions,
    SignIn,
    TeamQueries,
  ],
})
export class IdentityModule {}
