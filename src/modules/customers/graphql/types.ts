import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf, Country, LocalDate, Node, TimeZone, Reference, VisibleWith } from '#platform/graphql';
import { type Branch, type Customer, type Job, type Person, type PersonMove, type Sector } from '../domain/facts.js';
import { type JobStatus, type Stage } from '../domain/values.js';
import { JobStatusEnum, ServiceLineEnum, StageEnum } from './enums.js';
import { OfficeType, EmployeeType } from '#modules/identity/graphql';
import { type ServiceLine } from '#modules/vocabulary';

const VERSION = { description: 'Grows with every change; updates send it back.' };
const NATIVE = { nullable: true, description: 'Name in its own script; null when that is Latin or not known.' };
const EXTERNAL_REF = {
  nullable: true,
  description: 'Where it was taken over from, `source:key`; null when it was entered here.',
};
const CREATED = { description: 'When it was entered.' };

@ObjectType('ViewerCanUpdate', {
  description: 'What the one who asks may do with it, so that front ends offer no more.',
})
export class ViewerCanUpdate {
  @Field({ description: 'Whether it may be changed.' })
  update!: boolean;
}

@VisibleWith('customers.read')
@ObjectType('Sector', { implements: () => [Node], description: 'A branch of industry; sectors form a tree.' })
export class SectorType extends Node implements Sector {
  @Field({ description: 'Unique code, such as REAL-ESTATE.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field({ description: 'Whether customers may be put into it; those that are in it stay.' })
  active!: boolean;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('parent', () => SectorType, { nullable: true, description: 'Sector above it; null when it is a root.' })
  parentId!: string | null;
  path!: readonly string[];
}

@VisibleWith('customers.read')
@ObjectType('Customer', {
  implements: () => [Node],
  description: 'A company that buys from us, or might. Customers form a tree: group, customer, and so on.',
})
export class CustomerType extends Node implements Customer {
  @Field({ description: 'Unique customer code, such as C-000123; identifies the customer in all its jobs.' })
  code!: string;
  @Field({ description: 'Name in Latin script.' })
  name!: string;
  @Field(() => String, NATIVE)
  nameNative!: string | null;
  @Field(() => StageEnum, { description: 'Its stage.' })
  stage!: Stage;
  @Field(() => String, { nullable: true, description: 'Address on the web; null when not known.' })
  website!: string | null;
  @Field({ description: 'False when we no longer deal with it.' })
  active!: boolean;
  @Field(() => String, EXTERNAL_REF)
  externalRef!: string | null;
  @Field(() => Date, CREATED)
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('parent', () => CustomerType, {
    nullable: true,
    description: 'Customer above it; null when it is a root.',
  })
  parentId!: string | null;
  @Reference('sector', () => SectorType, { nullable: true, description: 'Its sector; null when not known.' })
  sectorId!: string | null;
  @Reference('responsibleOffice', () => OfficeType, { description: 'The responsible office.' })
  officeId!: string;
  @Reference('accountManager', () => EmployeeType, {
    nullable: true,
    description: 'Its account manager; null when it has none.',
  })
  accountManagerId!: string | null;
  sortName!: string;
}

@VisibleWith('customers.read')
@ObjectType('Branch', {
  implements: () => [Node],
  description: "A customer's site in a country and city; served by one of our offices, by a competitor, or not at all.",
})
export class BranchType extends Node implements Branch {
  @Field({ description: 'Unique code, such as C-000123/HK1.' })
  code!: string;
  @Field({ description: 'Name in Latin script.' })
  name!: string;
  @Field(() => String, NATIVE)
  nameNative!: string | null;
  @Field(() => Country, { description: 'Country it is in.' })
  country!: string;
  @Field(() => String, { nullable: true, description: 'City it is in; null when not known.' })
  city!: string | null;
  @Field(() => String, { nullable: true, description: 'Postal address; null when not known.' })
  address!: string | null;
  @Field(() => TimeZone, { description: 'Zone of its wall clock.' })
  timeZone!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Name of the competitor that serves it; null when none does.',
  })
  incumbent!: string | null;
  @Field({ description: 'False when it was closed.' })
  active!: boolean;
  @Field(() => String, EXTERNAL_REF)
  externalRef!: string | null;
  @Field(() => Date, CREATED)
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('customer', () => CustomerType, { description: 'Customer it belongs to.' })
  customerId!: string;
  @Reference('office', () => OfficeType, {
    nullable: true,
    description: 'Our office that serves it; null when none does.',
  })
  officeId!: string | null;
  sortName!: string;
}

@VisibleWith('customers.read')
@ObjectType('Person', { implements: () => [Node], description: 'A person at a customer.' })
export class PersonType extends Node implements Person {
  @Field({ description: 'Name in Latin script.' })
  name!: string;
  @Field(() => String, NATIVE)
  nameNative!: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address; null when not known.' })
  email!: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number as it was typed; null when not known.' })
  phone!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The same as E.164 has it, such as `+85223456789`, without extension; null when it is no possible number of its country.',
  })
  phoneE164!: string | null;
  @Field(() => String, { nullable: true, description: 'Preferred language, a BCP 47 tag; null when not known.' })
  language!: string | null;
  @Field(() => String, { nullable: true, description: 'What the person does there; null when not known.' })
  roleTitle!: string | null;
  @Field({ description: 'False when the person has left.' })
  active!: boolean;
  @Field(() => String, EXTERNAL_REF)
  externalRef!: string | null;
  @Field(() => Date, CREATED)
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('customer', () => CustomerType, { description: 'Customer the person belongs to.' })
  customerId!: string;
  sortName!: string;
}

@VisibleWith('customers.read')
@ObjectType('PersonMove', { description: 'That a person went from one customer to another.' })
export class PersonMoveType implements PersonMove {
  id!: string;
  personId!: string;
  @Reference('fromCustomer', () => CustomerType, { description: 'Customer the person belonged to until then.' })
  fromCustomerId!: string;
  @Reference('toCustomer', () => CustomerType, { description: 'Customer the person belonged to from then on.' })
  toCustomerId!: string;
  @Field({ description: 'When it was entered.' })
  movedAt!: Date;
  @Reference('movedBy', () => EmployeeType, { nullable: true, description: 'Who entered it; null for the system.' })
  movedById!: string | null;
}

@VisibleWith('customers.read')
@ObjectType('Job', { implements: () => [Node], description: 'A piece of work for one customer.' })
export class JobType extends Node implements Job {
  @Field({ description: 'Unique job code, such as J-000123.' })
  code!: string;
  @Field({ description: 'What it is about.' })
  name!: string;
  @Field(() => ServiceLineEnum, { description: 'Service line it belongs to.' })
  serviceLine!: ServiceLine;
  @Field(() => Country, { description: 'Country of the project location.' })
  country!: string;
  @Field(() => String, { nullable: true, description: 'City of the project location; null when not known.' })
  city!: string | null;
  @Field(() => String, { nullable: true, description: 'Site of the project location; null when not known.' })
  site!: string | null;
  @Field(() => JobStatusEnum, { description: 'Whether it is worked on.' })
  status!: JobStatus;
  @Field(() => LocalDate, { nullable: true, description: 'First day; null when not known.' })
  startsOn!: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Last day; null when not known.' })
  endsOn!: string | null;
  @Field(() => String, EXTERNAL_REF)
  externalRef!: string | null;
  @Field(() => Date, CREATED)
  createdAt!: Date;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('customer', () => CustomerType, { description: 'Customer it is done for.' })
  customerId!: string;
  @Reference('branch', () => BranchType, {
    nullable: true,
    description: 'Branch it is done for; null when for none in particular.',
  })
  branchId!: string | null;
  @Reference('responsibleOffice', () => OfficeType, { description: 'The responsible office.' })
  officeId!: string;
}

@ObjectType('CustomerConnection', { description: 'A page of customers.' })
export class CustomerConnection extends ConnectionOf(CustomerType, 'Customer') {}

@ObjectType('BranchConnection', { description: 'A page of branches.' })
export class BranchConnection extends ConnectionOf(BranchType, 'Branch') {}

@ObjectType('PersonConnection', { description: 'A page of persons.' })
export class PersonConnection extends ConnectionOf(PersonType, 'Person') {}

@ObjectType('JobConnection', { description: 'A page of jobs.' })
export class JobConnection extends ConnectionOf(JobType, 'Job') {}

const SCORE = { description: 'How alike they are, from 0 to 1; 1 when the e-mail address or the name is the same.' };

@ObjectType({ description: 'A customer that may be the one about to be entered.' })
export class PossibleCustomer {
  @Field(() => CustomerType, { description: 'The customer that is there already.' })
  customer!: CustomerType;
  @Field(() => Float, SCORE)
  score!: number;
}

@ObjectType({ description: 'A person who may be the one about to be entered.' })
export class PossiblePerson {
  @Field(() => PersonType, { description: 'The person who is there already.' })
  person!: PersonType;
  @Field(() => Float, SCORE)
  score!: number;
}
