import { Field, InputType, Int, OmitType } from '@nestjs/graphql';
import { Country, Currency, MutationInput, TimeZone, IdField, Limited, UpdateOf, Verbatim } from '#platform/graphql';
import { LIMITS, TOKEN_DAYS } from '../domain/limits.js';
import { PermissionScope } from './types.js';

@InputType({ description: 'Who signs in.' })
export class SignInInput extends MutationInput {
  @Field({ description: 'E-mail address of the employee.' })
  email!: string;
  @Verbatim()
  @Field({ description: 'Password.' })
  password!: string;
  @Verbatim()
  @Field(() => String, {
    nullable: true,
    description: 'The deviceToken of an earlier sign-in on this device: failed attempts of others do not lock it out.',
  })
  deviceToken?: string | null;
}

@InputType({ description: 'Which session.' })
export class RefreshTokenInput extends MutationInput {
  @Verbatim()
  @Field({ description: 'The refresh token of the last signIn or refreshSession.' })
  refreshToken!: string;
}

@InputType({ description: 'One permission of an API token.' })
export class ApiTokenGrantInput {
  @Field({ description: 'Permission that you hold; the query viewer lists them.' })
  permission!: string;
  @Field(() => PermissionScope, { nullable: true, description: 'How far it reaches; defaults to as far as yours.' })
  scope?: PermissionScope | null;
}

@InputType({ description: 'A new personal API token.' })
export class CreateApiTokenInput extends MutationInput {
  @Limited(LIMITS.tokenName)
  @Field({ description: 'What it is for.' })
  name!: string;
  @Field(() => Date, {
    nullable: true,
    description: `When it expires; defaults to ${TOKEN_DAYS.default} days from now, at most ${TOKEN_DAYS.longest} days.`,
  })
  expiresAt?: Date | null;
  @Limited(LIMITS.grants)
  @Field(() => [ApiTokenGrantInput], {
    nullable: true,
    description: 'What it may do, within what you may do; defaults to your permissions to read.',
  })
  grants?: ApiTokenGrantInput[] | null;
}

@InputType({ description: 'Which token.' })
export class RevokeApiTokenInput extends MutationInput {
  @IdField('ApiToken', { description: 'Id of one of your own tokens, or of one that employeeApiTokens lists.' })
  id!: string;
}

@InputType({ description: 'A new region.' })
export class CreateRegionInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits, hyphens; {limits}.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in its own script.' })
  nameNative?: string | null;
  @IdField('Office', { nullable: true, description: 'Lead office.' })
  leadOfficeId?: string | null;
}

@InputType({ description: 'Changes to a region; what is left out stays.' })
export class UpdateRegionInput extends UpdateOf('Region', CreateRegionInput) {}

@InputType({ description: 'A new office.' })
export class CreateOfficeInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits, hyphens; {limits}.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in the local script.' })
  nameNative?: string | null;
  @IdField('Region', { description: 'Region it belongs to.' })
  regionId!: string;
  @Field(() => Country, { description: 'Country it is in.' })
  country!: string;
  @Limited(LIMITS.subdivision)
  @Field(() => String, {
    nullable: true,
    description:
      'Part of the country whose public holidays it keeps: ISO 3166-2 without the country, such as `NSW`, in capital letters and digits; {limits}. Null: those of the country. A change of the country without it makes it null.',
  })
  subdivision?: string | null;
  @Limited(LIMITS.city)
  @Field({ description: 'City it is in.' })
  city!: string;
  @Field(() => TimeZone, { description: 'Zone of its wall clock.' })
  timeZone!: string;
  @Field(() => Currency, { description: 'Currency of its books.' })
  currency!: string;
  @Limited(LIMITS.languages)
  @Field(() => [String], { description: 'Languages spoken, BCP 47 tags.' })
  languages!: string[];
}

@InputType({ description: 'Changes to an office; what is left out stays.' })
export class UpdateOfficeInput extends UpdateOf('Office', CreateOfficeInput) {
  @Field(() => Boolean, { nullable: true, description: 'Whether it is open for business.' })
  active?: boolean;
}

@InputType({ description: 'A new employee.' })
export class CreateEmployeeInput extends MutationInput {
  @Field({ description: 'E-mail address, unique whatever its case.' })
  email!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in Latin script.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in its own script.' })
  nameNative?: string | null;
  @Limited(LIMITS.title)
  @Field(() => String, { nullable: true, description: 'Job title.' })
  title?: string | null;
  @IdField('Office', { description: 'Office the employee belongs to.' })
  officeId!: string;
  @Limited(LIMITS.password)
  @Field(() => String, {
    nullable: true,
    description:
      'Temporary password of {limits}, which the employee has to change after signing in; without one the employee cannot sign in by password.',
  })
  password?: string | null;
  @Limited(LIMITS.roles)
  @Field(() => [String], {
    nullable: true,
    description: 'Keys of the roles, {limits}; replaces those the employee has.',
  })
  roleKeys?: string[];
}

@InputType({ description: 'Changes to an employee; what is left out stays.' })
export class UpdateEmployeeInput extends UpdateOf('Employee', CreateEmployeeInput) {
  @Field(() => Boolean, { nullable: true, description: 'Whether the employee can sign in.' })
  active?: boolean;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'With `active: false`: deactivate although the employee has open work, which counts as unassigned from then on. The query employeeOpenWork shows it.',
  })
  acceptOpenWork?: boolean | null;
}

@InputType({ description: 'One thing a role allows.' })
export class RoleGrantInput {
  @Field({ description: 'Permission; the query permissions lists them.' })
  permission!: string;
  @Field(() => PermissionScope, { description: 'How far it reaches; the query permissions lists what is possible.' })
  scope!: PermissionScope;
}

@InputType({ description: 'A new role.' })
export class CreateRoleInput extends MutationInput {
  @Limited(LIMITS.roleKey)
  @Field({ description: 'Unique key: lower-case letters, digits, hyphens; {limits}.' })
  key!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => [RoleGrantInput], { description: 'All that it allows.' })
  grants!: RoleGrantInput[];
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether its holders must sign in with a second factor; those without one can only enrol one. Defaults to no for a new role, and to what it was for another.',
  })
  requiresSecondFactor?: boolean | null;
}

@InputType({ description: 'A role as it shall be; replaces what it was.' })
export class UpdateRoleInput extends OmitType(CreateRoleInput, []) {
  @IdField('Role', { description: 'Which role.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
}
