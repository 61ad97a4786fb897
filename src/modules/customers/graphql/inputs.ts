import { Field, InputType, Int, OmitType } from '@nestjs/graphql';
import { Country, LocalDate, MutationInput, TimeZone, IdField, IdsField, Limited, UpdateOf } from '#platform/graphql';
import { type ServiceLine } from '#modules/vocabulary';
import { type JobStatus, type Stage } from '../domain/values.js';
import { LIMITS } from '../domain/checks.js';
import { JobStatusEnum, ServiceLineEnum, StageEnum } from './enums.js';

const WHICH_VERSION = { description: 'The version that was read.' };
const NAME = { description: 'Name in Latin script.' };
const NATIVE = { nullable: true, description: 'Name in its own script.' };
const ACTIVE = { nullable: true, description: 'Whether it is in use; defaults to true.' };
const CODE = {
  nullable: true,
  description: 'Unique code: capital letters, digits and . _ / -, {limits}; made when not given, and kept for ever.',
};

@InputType({ description: 'A new sector.' })
export class CreateSectorInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits and hyphens; {limits}.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @IdField('Sector', { nullable: true, description: 'Sector above; none makes it a root.' })
  parentId?: string | null;
  @Field(() => Boolean, ACTIVE)
  active?: boolean;
}

@InputType({ description: 'Changes to a sector; what is left out stays. A new parent moves it with all below it.' })
export class UpdateSectorInput extends UpdateOf('Sector', CreateSectorInput) {}

@InputType({ description: 'A new customer.' })
export class CreateCustomerInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field(() => String, CODE)
  code?: string | null;
  @Limited(LIMITS.name)
  @Field(NAME)
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, NATIVE)
  nameNative?: string | null;
  @IdField('Customer', { nullable: true, description: 'Customer above it, such as its group; none makes it a root.' })
  parentId?: string | null;
  @IdField('Sector', { nullable: true, description: 'Sector; it must be active.' })
  sectorId?: string | null;
  @Field(() => StageEnum, {
    nullable: true,
    description: 'Its stage; defaults to ATTRACTED.',
  })
  stage?: Stage;
  @IdField('Office', { description: 'Responsible office.' })
  officeId!: string;
  @IdField('Employee', { nullable: true, description: 'Employee who is its account manager.' })
  accountManagerId?: string | null;
  @Limited(LIMITS.website)
  @Field(() => String, { nullable: true, description: 'Address on the web, with http:// or https://.' })
  website?: string | null;
  @Field(() => Boolean, ACTIVE)
  active?: boolean;
}

@InputType({ description: 'Changes to a customer; what is left out stays. moveCustomer changes its parent.' })
export class UpdateCustomerInput extends UpdateOf('Customer', OmitType(CreateCustomerInput, ['code', 'parentId'])) {}

@InputType({ description: 'A new place in the tree of customers.' })
export class MoveCustomerInput extends MutationInput {
  @IdField('Customer', { description: 'Which customer; everybody below it moves along.' })
  id!: string;
  @Field(() => Int, WHICH_VERSION)
  version!: number;
  @IdField('Customer', { nullable: true, description: 'Customer to put it below; none makes it a root.' })
  parentId?: string | null;
}

@InputType({ description: 'A new branch.' })
export class CreateBranchInput extends MutationInput {
  @IdField('Customer', { description: 'Customer it belongs to.' })
  customerId!: string;
  @Limited(LIMITS.code)
  @Field(() => String, CODE)
  code?: string | null;
  @Limited(LIMITS.name)
  @Field(NAME)
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, NATIVE)
  nameNative?: string | null;
  @Field(() => Country, { description: 'Country it is in.' })
  country!: string;
  @Limited(LIMITS.city)
  @Field(() => String, { nullable: true, description: 'City it is in.' })
  city?: string | null;
  @Limited(LIMITS.address)
  @Field(() => String, { nullable: true, description: 'Postal address.' })
  address?: string | null;
  @Field(() => TimeZone, { description: 'Zone of its wall clock.' })
  timeZone!: string;
  @IdField('Office', { nullable: true, description: 'Our office that serves it; not together with incumbent.' })
  officeId?: string | null;
  @Limited(LIMITS.incumbent)
  @Field(() => String, {
    nullable: true,
    description: 'Name of the competitor that serves it, {limits}; not together with officeId.',
  })
  incumbent?: string | null;
  @Field(() => Boolean, ACTIVE)
  active?: boolean;
}

@InputType({ description: 'Changes to a branch; what is left out stays.' })
export class UpdateBranchInput extends UpdateOf('Branch', OmitType(CreateBranchInput, ['code', 'customerId'])) {}

@InputType({ description: 'A new person.' })
export class CreatePersonInput extends MutationInput {
  @IdField('Customer', { description: 'Customer the person belongs to.' })
  customerId!: string;
  @Limited(LIMITS.name)
  @Field(NAME)
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, NATIVE)
  nameNative?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Telephone number, such as +852 2345 6789 ext 12; without a country code, one of the country of the first branch or of the responsible office.',
  })
  phone?: string | null;
  @Limited(LIMITS.language)
  @Field(() => String, { nullable: true, description: 'Preferred language, a BCP 47 tag such as en or zh-Hant.' })
  language?: string | null;
  @Limited(LIMITS.roleTitle)
  @Field(() => String, { nullable: true, description: 'What the person does there.' })
  roleTitle?: string | null;
  @Field(() => Boolean, ACTIVE)
  active?: boolean;
  @Limited(LIMITS.branches)
  @IdsField('Branch', { nullable: true, description: 'Branches of the same customer.' })
  branchIds?: string[] | null;
}

@InputType({
  description: 'Changes to a person; what is left out stays. linkPersonToBranch and its opposite change branches.',
})
export class UpdatePersonInput extends UpdateOf('Person', OmitType(CreatePersonInput, ['customerId', 'branchIds'])) {}

@InputType({ description: 'A person who belongs to another customer from now on.' })
export class MovePersonInput extends MutationInput {
  @IdField('Person', { description: 'Which person.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @IdField('Customer', { description: 'Customer that the person belongs to from now on.' })
  customerId!: string;
  @Limited(LIMITS.branches)
  @IdsField('Branch', { nullable: true, description: 'Branches of that customer where the person is met.' })
  branchIds?: string[] | null;
}

@InputType({ description: 'A person and a branch of the same customer.' })
export class PersonBranchInput extends MutationInput {
  @IdField('Person', { description: 'The person.' })
  personId!: string;
  @IdField('Branch', { description: 'The branch.' })
  branchId!: string;
}

@InputType({ description: 'A new job.' })
export class CreateJobInput extends MutationInput {
  @IdField('Customer', { description: 'Customer it is done for.' })
  customerId!: string;
  @Limited(LIMITS.code)
  @Field(() => String, CODE)
  code?: string | null;
  @Limited(LIMITS.name)
  @Field({ description: 'What it is about.' })
  name!: string;
  @IdField('Branch', { nullable: true, description: 'Branch of the same customer.' })
  branchId?: string | null;
  @Field(() => ServiceLineEnum, { description: 'Service line it belongs to.' })
  serviceLine!: ServiceLine;
  @Field(() => Country, { description: 'Country of the project location.' })
  country!: string;
  @Limited(LIMITS.city)
  @Field(() => String, { nullable: true, description: 'City of the project location.' })
  city?: string | null;
  @Limited(LIMITS.site)
  @Field(() => String, { nullable: true, description: 'Site of the project location.' })
  site?: string | null;
  @IdField('Office', { description: 'Responsible office.' })
  officeId!: string;
  @Field(() => JobStatusEnum, { nullable: true, description: 'Whether it is worked on; defaults to OPEN.' })
  status?: JobStatus;
  @Field(() => LocalDate, { nullable: true, description: 'First day, from 1950 to 2100.' })
  startsOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Last day, not before the first.' })
  endsOn?: string | null;
}

@InputType({ description: 'Changes to a job; what is left out stays.' })
export class UpdateJobInput extends UpdateOf('Job', OmitType(CreateJobInput, ['code', 'customerId'])) {}
