import { Field, InputType, Int } from '@nestjs/graphql';
import { LocalDate, MutationInput, IdField, IdsField, Limited } from '#platform/graphql';
import { LIMITS, type AdviceDecision, type Assessment } from '../domain/consulting.js';
import { AdviceDecisionEnum, AdviceAssessmentEnum } from './enums.js';

@InputType({ description: 'Advice that was given.' })
export class IssueAdviceInput extends MutationInput {
  @IdField('Customer', { description: 'To which customer.' })
  customerId!: string;
  @IdField('Office', { nullable: true, description: 'Responsible office; defaults to that of the customer.' })
  officeId?: string | null;
  @IdField('Engagement', { nullable: true, description: 'In which engagement; of the customer or its group.' })
  engagementId?: string | null;
  @IdField('Contact', { nullable: true, description: 'In which contact.' })
  contactId?: string | null;
  @IdField('ServiceRequest', { nullable: true, description: 'In answer to which service request.' })
  requestId?: string | null;
  @Limited(LIMITS.people)
  @IdsField('Person', { description: 'Persons to whom it was given.' })
  recipientIds!: string[];
  @Limited(LIMITS.people)
  @IdsField('Employee', { nullable: true, description: 'Employees who gave it, {limits}; defaults to oneself.' })
  adviserIds?: string[] | null;
  @Field(() => Date, { description: 'When it was given.' })
  advisedAt!: Date;
  @IdField('Product', {
    nullable: true,
    description: 'Product or system that is recommended; none when the advice is of another kind.',
  })
  productId?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { description: 'What is recommended.' })
  recommendation!: string;
  @Limited(LIMITS.text)
  @Field(() => String, { description: 'Why.' })
  reasons!: string;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What else was considered, and why it was not recommended.' })
  alternatives?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What is taken for granted, and risks.' })
  assumptions?: string | null;
}

@InputType({ description: 'Advice as it should have been said; all of it, and why.' })
export class CorrectAdviceInput extends MutationInput {
  @IdField('Advice', { description: 'Which advice.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @IdField('Product', {
    nullable: true,
    description: 'Product or system that is recommended; none when the advice is of another kind.',
  })
  productId?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { description: 'What is recommended.' })
  recommendation!: string;
  @Limited(LIMITS.text)
  @Field(() => String, { description: 'Why.' })
  reasons!: string;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What else was considered, and why it was not recommended.' })
  alternatives?: string | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What is taken for granted, and risks.' })
  assumptions?: string | null;
  @Limited(LIMITS.reason)
  @Field(() => String, { description: 'Why it is corrected.' })
  correctionReason!: string;
}

@InputType({ description: 'What the customer made of advice.' })
export class RecordAdviceDecisionInput extends MutationInput {
  @IdField('Advice', { description: 'Which advice.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Field(() => AdviceDecisionEnum, { description: 'What it decided.' })
  decision!: AdviceDecision;
  @Field(() => LocalDate, { description: 'When.' })
  decidedOn!: string;
  @Limited(LIMITS.reason)
  @Field(() => String, { nullable: true, description: 'What it said.' })
  note?: string | null;
  @IdField('Product', { nullable: true, description: 'With CHOSE_OTHER: what it chose.' })
  chosenProductId?: string | null;
}

@InputType({
  description: 'Something that became of advice; the same request or contact again changes its assessment.',
})
export class RecordAdviceOutcomeInput extends MutationInput {
  @IdField('Advice', { description: 'Of which advice.' })
  adviceId!: string;
  @IdField('ServiceRequest', { nullable: true, description: 'Service request in which it shows.' })
  requestId?: string | null;
  @IdField('Contact', { nullable: true, description: 'Contact in which it shows, such as a complaint.' })
  contactId?: string | null;
  @Field(() => AdviceAssessmentEnum, { description: 'How it speaks for the advice.' })
  assessment!: Assessment;
  @Limited(LIMITS.reason)
  @Field(() => String, { nullable: true, description: 'What was seen.' })
  note?: string | null;
  @Field(() => LocalDate, { description: 'When it was seen.' })
  observedOn!: string;
}

@InputType({ description: 'An outcome that has nothing to do with the advice after all.' })
export class RemoveAdviceOutcomeInput extends MutationInput {
  @IdField('AdviceOutcome', { description: 'Which outcome.' })
  id!: string;
}

@InputType({ description: 'Which advice; omitted filters do not apply.' })
export class AdviceFilterInput {
  @IdField('Customer', { nullable: true, description: 'Only to this customer and those below it.' })
  customerId?: string | null;
  @IdField('Product', { nullable: true, description: 'Only that recommends this product.' })
  productId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Only by this employee.' })
  adviserId?: string | null;
  @Field(() => [AdviceAssessmentEnum], { nullable: true, description: 'Only with an outcome of one of these.' })
  assessments?: Assessment[] | null;
  @Field(() => String, { nullable: true, description: 'Part of number, recommendation or reasons.' })
  text?: string | null;
}
