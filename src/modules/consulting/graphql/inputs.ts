import { Field, InputType, Int } from '@nestjs/graphql';
import { LocalDate, MutationInput, IdField, Limited } from '#platform/graphql';
import { LIMITS, type DeliverableStatus, type EngagementStatus, type ProductKind } from '../domain/consulting.js';
import { DeliverableStatusEnum, EngagementStatusEnum, ProductKindEnum } from './enums.js';

@InputType({ description: 'A member of the team of an engagement.' })
export class EngagementMemberInput {
  @IdField('Employee', { description: 'Who.' })
  employeeId!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'What they do in it.' })
  role?: string | null;
}

@InputType({ description: 'A new engagement.' })
export class CreateEngagementInput extends MutationInput {
  @IdField('Customer', { description: 'With whom.' })
  customerId!: string;
  @IdField('Job', {
    nullable: true,
    description: 'Job it belongs to; of the customer or its group, of the service line consulting.',
  })
  jobId?: string | null;
  @IdField('Office', {
    nullable: true,
    description: 'Responsible office; defaults to that of the job or of the customer.',
  })
  officeId?: string;
  @IdField('Employee', { nullable: true, description: 'Employee who leads it; defaults to oneself.' })
  leadId?: string | null;
  @Limited(LIMITS.name)
  @Field(() => String, { description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What is to be reached.' })
  objective?: string | null;
  @Field(() => EngagementStatusEnum, { nullable: true, description: 'Defaults to PLANNED.' })
  status?: EngagementStatus;
  @Field(() => LocalDate, { description: 'First day.' })
  startsOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Last day.' })
  endsOn?: string | null;
  @Limited(LIMITS.people)
  @Field(() => [EngagementMemberInput], {
    nullable: true,
    description: 'The team, all of it, {limits}; the lead need not be among them.',
  })
  members?: EngagementMemberInput[] | null;
}

@InputType({ description: 'Changes to an engagement; what is left out stays.' })
export class UpdateEngagementInput extends MutationInput {
  @IdField('Engagement', { description: 'Which one.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @IdField('Job', { nullable: true, description: 'Job it belongs to; null for none.' })
  jobId?: string | null;
  @IdField('Office', { nullable: true, description: 'Responsible office.' })
  officeId?: string;
  @IdField('Employee', { nullable: true, description: 'Who leads it.' })
  leadId?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese, {limits}; null clears it.' })
  nameNative?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What is to be reached, {limits}; null clears it.' })
  objective?: string | null;
  @Field(() => EngagementStatusEnum, {
    nullable: true,
    description: 'Status; COMPLETED only when everything is accepted or withdrawn.',
  })
  status?: EngagementStatus;
  @Field(() => LocalDate, { nullable: true, description: 'First day.' })
  startsOn?: string;
  @Field(() => LocalDate, { nullable: true, description: 'Last day; null clears it.' })
  endsOn?: string | null;
  @Limited(LIMITS.people)
  @Field(() => [EngagementMemberInput], {
    nullable: true,
    description: 'The team, all of it, {limits}; the lead need not be among them.',
  })
  members?: EngagementMemberInput[] | null;
}

@InputType({ description: 'A new deliverable.' })
export class AddDeliverableInput extends MutationInput {
  @IdField('Engagement', { description: 'Of which engagement.' })
  engagementId!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What it is.' })
  description?: string | null;
  @IdField('Employee', { nullable: true, description: 'Employee who answers for it; defaults to the lead.' })
  ownerId?: string | null;
  @Field(() => LocalDate, { description: 'Day by which the customer shall have it.' })
  dueOn!: string;
}

@InputType({ description: 'Changes to a deliverable that is not accepted; what is left out stays.' })
export class UpdateDeliverableInput extends MutationInput {
  @IdField('Deliverable', { description: 'Which one.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese, {limits}; null clears it.' })
  nameNative?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What it is, {limits}; null clears it.' })
  description?: string | null;
  @IdField('Employee', { nullable: true, description: 'Who answers for it.' })
  ownerId?: string;
  @Field(() => LocalDate, { nullable: true, description: 'Day by which the customer shall have it.' })
  dueOn?: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: it will not be delivered. False: a withdrawn one is taken up again.',
  })
  withdraw?: boolean | null;
}

@InputType({ description: 'A deliverable that is handed to the customer.' })
export class SubmitDeliverableInput extends MutationInput {
  @IdField('Deliverable', { description: 'Which one.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Limited(LIMITS.reason)
  @Field(() => String, { nullable: true, description: 'What is said with it.' })
  note?: string | null;
}

@InputType({ description: 'What the customer said to a deliverable.' })
export class DecideDeliverableInput extends MutationInput {
  @IdField('Deliverable', { description: 'Which one.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Field(() => Boolean, { description: 'Whether it is accepted.' })
  accepted!: boolean;
  @IdField('Person', { nullable: true, description: 'Who of the customer decided.' })
  personId?: string | null;
  @Limited(LIMITS.reason)
  @Field(() => String, {
    nullable: true,
    description: 'Why, {limits}; needed when it is not accepted.',
  })
  reason?: string | null;
}

@InputType({ description: 'A product or system that can be recommended.' })
export class CreateProductInput extends MutationInput {
  @Limited(LIMITS.productCode)
  @Field(() => String, {
    description: 'Unique code: capital letters, digits, dots and hyphens; {limits}.',
  })
  code!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => ProductKindEnum, { description: 'What it is.' })
  kind!: ProductKind;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Whose it is, {limits}; defaults to our own.' })
  supplier?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it may be recommended; defaults to true.' })
  active?: boolean;
}

@InputType({ description: 'Changes to a product; what is left out stays.' })
export class UpdateProductInput extends MutationInput {
  @IdField('Product', { description: 'Which one.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Limited(LIMITS.productCode)
  @Field(() => String, { nullable: true, description: 'Unique code.' })
  code?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese, {limits}; null clears it.' })
  nameNative?: string | null;
  @Field(() => ProductKindEnum, { nullable: true, description: 'What it is.' })
  kind?: ProductKind;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Whose it is, {limits}; null for our own.' })
  supplier?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it may be recommended.' })
  active?: boolean;
}

@InputType({ description: 'Which engagements; omitted filters do not apply.' })
export class EngagementFilterInput {
  @IdField('Customer', { nullable: true, description: 'Only of this customer and those below it.' })
  customerId?: string | null;
  @IdField('Office', { nullable: true, description: 'Only of this office.' })
  officeId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Only those this employee leads or works in.' })
  employeeId?: string | null;
  @Field(() => [EngagementStatusEnum], { nullable: true, description: 'Only in one of these.' })
  statuses?: EngagementStatus[] | null;
  @Field(() => String, { nullable: true, description: 'Part of number, name or objective.' })
  text?: string | null;
}

@InputType({ description: 'Which deliverables; omitted filters do not apply.' })
export class DeliverableFilterInput {
  @IdField('Employee', { nullable: true, description: 'Only of this employee.' })
  ownerId?: string | null;
  @Field(() => [DeliverableStatusEnum], { nullable: true, description: 'Only in one of these.' })
  statuses?: DeliverableStatus[] | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Only those due before that day and not submitted, or sent back.',
  })
  overdueOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only those due on that day or later.' })
  dueFrom?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Only those due on that day or earlier.' })
  dueTo?: string | null;
}

@InputType({ description: 'Which products; omitted filters do not apply.' })
export class ProductFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of code, name or supplier.' })
  text?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that may be recommended (true), or only the others.',
  })
  active?: boolean | null;
}
