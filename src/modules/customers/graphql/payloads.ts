import { Field, ObjectType } from '@nestjs/graphql';
import { MutationPayload } from '#platform/graphql';
import { BranchType, CustomerType, JobType, PersonType, SectorType } from './types.js';

@ObjectType({ description: 'Answer of createSector and updateSector.' })
export class SectorPayload extends MutationPayload {
  @Field(() => SectorType, { nullable: true, description: 'The sector; null when it was not saved.' })
  sector!: SectorType | null;
}

@ObjectType({ description: 'Answer of createCustomer, updateCustomer and moveCustomer.' })
export class CustomerPayload extends MutationPayload {
  @Field(() => CustomerType, { nullable: true, description: 'The customer; null when it was not saved.' })
  customer!: CustomerType | null;
}

@ObjectType({ description: 'Answer of createBranch and updateBranch.' })
export class BranchPayload extends MutationPayload {
  @Field(() => BranchType, { nullable: true, description: 'The branch; null when it was not saved.' })
  branch!: BranchType | null;
}

@ObjectType({ description: 'Answer of createPerson, updatePerson, linkPersonToBranch and unlinkPersonFromBranch.' })
export class PersonPayload extends MutationPayload {
  @Field(() => PersonType, { nullable: true, description: 'The person; null when it was not saved.' })
  person!: PersonType | null;
}

@ObjectType({ description: 'Answer of createJob and updateJob.' })
export class JobPayload extends MutationPayload {
  @Field(() => JobType, { nullable: true, description: 'The job; null when it was not saved.' })
  job!: JobType | null;
}
