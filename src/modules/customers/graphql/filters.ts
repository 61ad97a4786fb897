import { Field, InputType } from '@nestjs/graphql';
import { Country, IdField, OrderBy, Limited } from '#platform/graphql';
import { type CustomerOrderField } from '../application/customers.queries.js';
import { type ServiceLine } from '#modules/vocabulary';
import { type JobStatus, type Stage } from '../domain/values.js';
import { JobStatusEnum, ServedByEnum, ServiceLineEnum, StageEnum } from './enums.js';
import { LIMITS } from '../domain/checks.js';

const TREE = { nullable: true, description: 'Only those of this customer and of all below it, such as a whole group.' };

@InputType({ description: 'Which customers; all conditions that are given must hold.' })
export class CustomersFilter {
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name in any script or of the code, whatever case and accents; {limits}.',
  })
  text?: string | null;
  @Limited(LIMITS.codes)
  @Field(() => [String], { nullable: true, description: 'Only those with these codes.' })
  codes?: string[] | null;
  @IdField('Sector', { nullable: true, description: 'Only those of this sector or one below it.' })
  sectorId?: string | null;
  @Field(() => [StageEnum], { nullable: true, description: 'Only those at one of these stages.' })
  stages?: Stage[] | null;
  @IdField('Office', { nullable: true, description: 'Only those this office is responsible for.' })
  officeId?: string | null;
  @IdField('Region', { nullable: true, description: 'Only those an office of this region is responsible for.' })
  regionId?: string | null;
  @Field(() => Country, { nullable: true, description: 'Only those with an active branch in this country.' })
  branchCountry?: string | null;
  @IdField('Employee', { nullable: true, description: 'Only those of this account manager.' })
  accountManagerId?: string | null;
  @IdField('Customer', { nullable: true, description: 'Only those directly below this customer.' })
  parentId?: string | null;
  @IdField('Customer', { nullable: true, description: 'Only this customer and all below it, such as a whole group.' })
  groupId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only active (true) or inactive (false) ones.' })
  active?: boolean | null;
}

export const CustomersOrder = OrderBy<CustomerOrderField>(
  'Customer',
  {
    name: 'CustomersOrder',
    input: 'How customers are ordered.',
    fields: 'By what customers are ordered.',
    direction: 'Which end comes first.',
    defaultDirection: 'ASC',
  },
  {
    NAME: 'By name, without regard to case and accents.',
    CODE: 'By customer code.',
    CREATED_AT: 'By when the customer was entered.',
  },
);

@InputType({ description: 'Which branches; all conditions that are given must hold.' })
export class BranchesFilter {
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name in any script, of the code or of the city; {limits}.',
  })
  text?: string | null;
  @IdField('Customer', { nullable: true, description: 'Only those of this customer.' })
  customerId?: string | null;
  @IdField('Customer', TREE)
  groupId?: string | null;
  @Field(() => Country, { nullable: true, description: 'Only those in this country.' })
  country?: string | null;
  @IdField('Office', { nullable: true, description: 'Only those this office serves.' })
  officeId?: string | null;
  @Field(() => ServedByEnum, {
    nullable: true,
    description: 'Only those served by us, by a competitor, or not at all.',
  })
  servedBy?: 'OUR_OFFICE' | 'COMPETITOR' | 'UNSERVED' | null;
  @Field(() => Boolean, { nullable: true, description: 'Only active (true) or closed (false) ones.' })
  active?: boolean | null;
}

@InputType({ description: 'Which persons; all conditions that are given must hold.' })
export class PersonsFilter {
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name in any script or of the e-mail address; {limits}.',
  })
  text?: string | null;
  @IdField('Customer', { nullable: true, description: 'Only those of this customer.' })
  customerId?: string | null;
  @IdField('Customer', TREE)
  groupId?: string | null;
  @IdField('Branch', { nullable: true, description: 'Only those met at this branch.' })
  branchId?: string | null;
  @Field(() => String, { nullable: true, description: 'Only those with this e-mail address, whatever its case.' })
  email?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only those still there (true) or gone (false).' })
  active?: boolean | null;
}

@InputType({ description: 'Which jobs; all conditions that are given must hold.' })
export class JobsFilter {
  @Limited(LIMITS.search)
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name, of the code or of the project location; {limits}.',
  })
  text?: string | null;
  @Limited(LIMITS.codes)
  @Field(() => [String], { nullable: true, description: 'Only those with these codes.' })
  codes?: string[] | null;
  @IdField('Customer', { nullable: true, description: 'Only those of this customer.' })
  customerId?: string | null;
  @IdField('Customer', TREE)
  groupId?: string | null;
  @IdField('Branch', { nullable: true, description: 'Only those for this branch.' })
  branchId?: string | null;
  @Field(() => [ServiceLineEnum], { nullable: true, description: 'Only those of one of these service lines.' })
  serviceLines?: ServiceLine[] | null;
  @Field(() => Country, { nullable: true, description: 'Only those whose project location is in this country.' })
  country?: string | null;
  @IdField('Office', { nullable: true, description: 'Only those this office is responsible for.' })
  officeId?: string | null;
  @Field(() => [JobStatusEnum], { nullable: true, description: 'Only those in one of these states.' })
  statuses?: JobStatus[] | null;
}
