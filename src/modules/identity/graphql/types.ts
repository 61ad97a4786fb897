import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Country,
  Currency,
  MutationPayload,
  Node,
  TimeZone,
  Reference,
  payloadOf,
  IdField,
  VisibleWith,
} from '#platform/graphql';

export enum PermissionScope {
  OFFICE = 'office',
  REGION = 'region',
  FIRM = 'firm',
}
registerEnumType(PermissionScope, {
  name: 'PermissionScope',
  description: 'How far a permission reaches.',
  valuesMap: {
    OFFICE: { description: "What belongs to the employee's own office." },
    REGION: { description: "What belongs to the offices of the employee's region." },
    FIRM: { description: 'Everything, in all offices.' },
  },
});

@VisibleWith('identity.read')
@ObjectType('Region', { implements: () => [Node], description: 'A group of offices, with a lead office.' })
export class RegionType extends Node {
  @Field({ description: 'Unique code, such as APAC.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: "Name in the region's own script; null when it has none." })
  nameNative!: string | null;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('leadOffice', () => OfficeType, { nullable: true, description: 'Lead office; null when none is named.' })
  leadOfficeId!: string | null;
}

@VisibleWith('identity.read', { shows: ['region'] })
@ObjectType('Office', { implements: () => [Node], description: 'One of our offices.' })
export class OfficeType extends Node {
  @Field({ description: 'Unique code, such as HKG.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in the local script; null when it has none.' })
  nameNative!: string | null;
  @Field(() => Country, { description: 'Country the office is in.' })
  country!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Part of the country whose public holidays the office keeps: ISO 3166-2 without the country, such as `NSW`; null: those of the country.',
  })
  subdivision!: string | null;
  @Field({ description: 'City the office is in.' })
  city!: string;
  @Field(() => TimeZone, { description: 'Zone of the office’s wall clock.' })
  timeZone!: string;
  @Field(() => Currency, { description: 'Currency the office keeps its books in.' })
  currency!: string;
  @Field(() => [String], { description: 'Languages spoken, BCP 47 tags, the first preferred.' })
  languages!: string[];
  @Field({ description: 'Whether the office is open for business.' })
  active!: boolean;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('region', () => RegionType, { description: 'Region the office belongs to.' })
  regionId!: string;
}

@ObjectType('RoleGrant', { description: 'One thing a role allows.' })
export class RoleGrantType {
  @Field({ description: 'Permission, such as contacts.record.' })
  permission!: string;
  @Field(() => PermissionScope, { description: 'How far it reaches.' })
  scope!: PermissionScope;
}

@VisibleWith('identity.read')
@ObjectType('Role', { implements: () => [Node], description: 'A set of permissions that employees can have.' })
export class RoleType extends Node {
  @Field({ description: 'Unique key, such as regional-manager.' })
  key!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field(() => [RoleGrantType], { description: 'What the role allows.' })
  grants!: RoleGrantType[];
  @Field({ description: 'Whether its holders must sign in with a second factor.' })
  requiresSecondFactor!: boolean;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
}

@VisibleWith('identity.read', { own: true })
@ObjectType('Employee', { implements: () => [Node], description: 'One of us.' })
export class EmployeeType extends Node {
  @Field({ description: 'E-mail address; also the name to sign in with.' })
  email!: string;
  @Field({ description: 'Name in Latin script.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in its own script; null when that is Latin.' })
  nameNative!: string | null;
  @Field(() => String, { nullable: true, description: 'Job title; null when not known.' })
  title!: string | null;
  @Field({ description: 'Whether the employee can sign in.' })
  active!: boolean;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('office', () => OfficeType, { description: 'Office the employee belongs to.' })
  officeId!: string;
}

@ObjectType('EmployeeConnection', { description: 'A page of employees.' })
export class EmployeeConnection extends ConnectionOf(EmployeeType, 'Employee') {}

@ObjectType('Permission', { description: 'Something that can be allowed.' })
export class PermissionType {
  @Field({ description: 'Name, such as contacts.record.' })
  name!: string;
  @Field({ description: 'What it allows.' })
  description!: string;
  @Field(() => [PermissionScope], {
    description: 'The scopes that a role can have it in; FIRM only for what belongs to no office.',
  })
  scopes!: PermissionScope[];
}

@ObjectType('Viewer', { description: 'Who is signed in.' })
export class ViewerType {
  @Field(() => EmployeeType, { description: 'The employee.' })
  employee!: EmployeeType;
  @Field(() => [RoleGrantType], { description: 'Everything the roles together allow, each in its widest scope.' })
  permissions!: RoleGrantType[];
}

@ObjectType('ApiToken', { description: 'A personal token for scripts; acts as its owner, within its grants.' })
export class ApiTokenType {
  @IdField('ApiToken', { description: 'Id, to revoke it by.' })
  id!: string;
  @Field({ description: 'What the owner calls it.' })
  name!: string;
  @Field({ description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it expires.' })
  expiresAt!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When it was last used, to the minute; null when it has not been used.',
  })
  lastUsedAt!: Date | null;
  @Field(() => [RoleGrantType], {
    description: 'What it may do, as far as its owner may. With permissions to read only, it runs no mutations.',
  })
  grants!: readonly RoleGrantType[];
  @Reference('owner', () => EmployeeType, { description: 'The employee it acts as.' })
  employeeId!: string;
}

@ObjectType('ApiTokenConnection', { description: 'A page of API tokens.' })
export class ApiTokenConnection extends ConnectionOf(ApiTokenType, 'ApiToken') {}

@ObjectType({ description: 'Answer of signIn, completeSignIn and refreshSession.' })
export class SignInPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description: 'Goes into the header `Authorization: Bearer …`; null when sign-in failed.',
  })
  accessToken!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the access token ends; refresh before.' })
  accessTokenExpiresAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Serves once, for refreshSession.' })
  refreshToken!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the refresh token ends; sign in again after.' })
  refreshTokenExpiresAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Keep it on the device, also after signing out, and send it with the next signIn; null from refreshSession. Serves for 180 days.',
  })
  deviceToken!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'When the account has a second factor: give it to completeSignIn with a code; accessToken is null until then.',
  })
  challenge!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the challenge expires; sign in again after.' })
  challengeExpiresAt!: Date | null;
  @Field(() => EmployeeType, { nullable: true, description: 'Who signed in.' })
  employee!: EmployeeType | null;
}

@ObjectType({ description: 'Answer of signOut.' })
export class SignOutPayload extends MutationPayload {}

@ObjectType({ description: 'Answer of createApiToken.' })
export class CreateApiTokenPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'The token; shown this once and kept nowhere.' })
  token!: string | null;
  @IdField('ApiToken', { nullable: true, description: 'Id, to revoke it by.' })
  id!: string | null;
}

@ObjectType({ description: 'Answer of revokeApiToken.' })
export class RevokeApiTokenPayload extends MutationPayload {
  @IdField('ApiToken', { nullable: true, description: 'Id of the revoked token.' })
  id!: string | null;
}

export const RegionPayload = payloadOf(
  'RegionPayload',
  'region',
  RegionType,
  'The region.',
  'createRegion and updateRegion',
);

export const OfficePayload = payloadOf(
  'OfficePayload',
  'office',
  OfficeType,
  'The office.',
  'createOffice and updateOffice',
);

export const EmployeePayload = payloadOf(
  'EmployeePayload',
  'employee',
  EmployeeType,
  'The employee.',
  'createEmployee and updateEmployee',
);

export const RolePayload = payloadOf('RolePayload', 'role', RoleType, 'The role.', 'createRole and updateRole');
