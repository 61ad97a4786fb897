import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MutationInput, UserError, Reference, payloadsOf, Limited } from '#platform/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { STATUS_LIMITS } from '../domain/check-life-cycle.js';
import { type StatusCategory } from '../domain/life-cycle.js';
import { LevelEnum, PriorityEnum, StatusCategoryEnum } from './enums.js';
import { ServiceLifeCycleType } from './types.js';
import { EmployeeType } from '#modules/identity/graphql';
import { type Level, type Priority, type ServiceLine } from '#modules/vocabulary';

@InputType({ description: 'A status as it is to be.' })
export class ServiceStatusInput {
  @Limited(STATUS_LIMITS.key)
  @Field({
    description:
      'Key: capital letters, digits and underlines, {limits}; it stays for ever, because histories name it. One that was retired comes back.',
  })
  key!: string;
  @Limited(STATUS_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(STATUS_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => StatusCategoryEnum, {
    description: 'Its meaning; fixed while requests have it. What was recorded before does not change.',
  })
  category!: StatusCategory;
  @Field(() => Boolean, { nullable: true, description: 'Whether new requests begin here: exactly one, an OPEN one.' })
  initial?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a message of the customer moves a request on from here, to the first OPEN status that may follow.',
  })
  resumesOnCustomerMessage?: boolean | null;
  @Limited(STATUS_LIMITS.statuses)
  @Field(() => [String], { description: 'Keys of the statuses that may follow.' })
  movesTo!: string[];
}

@InputType({ description: 'Where the requests of a status go that is not used any more.' })
export class MoveRequestsToInput {
  @Field({ description: 'Key of the status that goes.' })
  from!: string;
  @Field({ description: 'Key of a status of the new life cycle.' })
  to!: string;
}

@InputType({ description: 'A whole life cycle as it is to be; statuses that are left out are retired.' })
export class ChangeLifeCycleInput extends MutationInput {
  @Field(() => ServiceLineEnum, { description: 'Whose requests go through it.' })
  serviceLine!: ServiceLine;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read; null when the service line has no life cycle yet.',
  })
  version?: number | null;
  @Limited(STATUS_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(STATUS_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Limited(STATUS_LIMITS.statuses)
  @Field(() => [ServiceStatusInput], { description: 'All statuses in their order.' })
  statuses!: ServiceStatusInput[];
  @Limited(STATUS_LIMITS.statuses)
  @Field(() => [MoveRequestsToInput], {
    nullable: true,
    description:
      'For every status that goes and has requests, {limits}: where they go. They are moved in the background, each with an event of its time line, and their SLA clocks follow.',
  })
  moveRequestsTo?: MoveRequestsToInput[] | null;
}

@ObjectType('ServiceStatusRetirement', { description: 'A status that would not be used any more.' })
export class ServiceStatusRetirementType {
  @Field({ description: 'Key of the status.' })
  from!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Key of the status its requests go to; null when there is none.',
  })
  to!: string | null;
  @Field(() => Int, { description: 'How many requests have it now.' })
  requests!: number;
}

@ObjectType('LifeCycleCheck', { description: 'What a life cycle would come to.' })
export class LifeCycleCheckType {
  @Field(() => [UserError], { description: 'All problems; empty when it can be saved.' })
  problems!: UserError[];
  @Field(() => [ServiceStatusRetirementType], { description: 'The statuses that would go.' })
  retirements!: ServiceStatusRetirementType[];
}

export const { ChangeLifeCyclePayload } = payloadsOf(
  'lifeCycle',
  ServiceLifeCycleType,
  'The life cycle as it is now; null when the change was not made.',
  'changeLifeCycle',
);

@ObjectType('PriorityMatrixCell', { description: 'What an impact and an urgency amount to.' })
export class PriorityMatrixCellType {
  @Field(() => LevelEnum, { description: 'How much is affected.' })
  impact!: Level;
  @Field(() => LevelEnum, { description: 'How soon it hurts.' })
  urgency!: Level;
  @Field(() => PriorityEnum, { description: 'What both amount to.' })
  priority!: Priority;
}

@ObjectType('PriorityMatrix', { description: 'What impact and urgency of service requests amount to.' })
export class PriorityMatrixType {
  @Field({ description: 'Since when.' })
  recordedAt!: Date;
  @Field({ description: 'Whether open requests were to be weighed again when it came.' })
  appliesToOpen!: boolean;
  @Field(() => Date, {
    nullable: true,
    description: 'When that was done; null while it is under way, and where it was not asked for.',
  })
  appliedAt!: Date | null;
  @Field(() => Int, { description: 'How many open requests got another priority by it so far.' })
  changedRequests!: number;
  @Reference('recordedBy', () => EmployeeType, {
    nullable: true,
    description: 'Who changed it; null for the first one.',
  })
  recordedById!: string | null;
}

@InputType({ description: 'What an impact and an urgency are to amount to.' })
export class PriorityMatrixCellInput {
  @Field(() => LevelEnum, { description: 'How much is affected.' })
  impact!: Level;
  @Field(() => LevelEnum, { description: 'How soon it hurts.' })
  urgency!: Level;
  @Field(() => PriorityEnum, { description: 'What both amount to.' })
  priority!: Priority;
}

@InputType({ description: 'A whole matrix of priorities as it is to be.' })
export class ChangePriorityMatrixInput extends MutationInput {
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Field(() => [PriorityMatrixCellInput], { description: 'Every impact with every urgency, once each: nine.' })
  cells!: PriorityMatrixCellInput[];
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether open requests whose priority was not given by hand are weighed again, in the background; defaults to false. Requests keep their priority otherwise.',
  })
  applyToOpen?: boolean | null;
}

export const { ChangePriorityMatrixPayload } = payloadsOf(
  'priorityMatrix',
  PriorityMatrixType,
  'The matrix as it is now; null when the change was not made.',
  'changePriorityMatrix',
);
