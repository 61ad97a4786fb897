import { Field, InputType, Int } from '@nestjs/graphql';
import { Decimal, LocalDate, MutationInput, IdField, Limited } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { SlaMetricEnum } from '#modules/sla/graphql';
import { REVIEW_LIMITS, type ActionKind, type KpiValues } from '../domain/review.js';
import { type Measure } from '../domain/scorecard.js';
import { MeasureEnum, ReviewActionKindEnum } from './review.enums.js';

const VERSION = { description: 'The version that was read.' };
const PERSON = 'Person of the customer, or of its group, who has to do it; not beside an employee.';

@InputType({ isAbstract: true })
abstract class ActionValuesInput extends MutationInput {
  @IdField('Employee', { nullable: true, description: 'Employee who has to do it.' })
  ownerId?: string | null;
  @IdField('Person', { nullable: true, description: PERSON })
  ownerPersonId?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'By when; only actions have it.' })
  dueOn?: string | null;
}

@InputType({ description: 'What a service review decided.' })
export class AddServiceReviewActionInput extends ActionValuesInput {
  @IdField('ServiceReview', { description: 'In which review; one that is not closed.' })
  reviewId!: string;
  @Field(() => ReviewActionKindEnum, { description: 'Decision or action.' })
  kind!: ActionKind;
  @Limited(REVIEW_LIMITS.text)
  @Field({ description: 'What.' })
  text!: string;
}

@InputType({
  description: 'Changes to what was decided; what is left out stays. Handing it to one takes it from the other.',
})
export class UpdateServiceReviewActionInput extends ActionValuesInput {
  @IdField('ServiceReviewAction', { description: 'Which decision or action.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Field(() => ReviewActionKindEnum, { nullable: true, description: 'Decision or action.' })
  kind?: ActionKind;
  @Limited(REVIEW_LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What.' })
  text?: string;
}

@InputType({ description: 'Which action is done.' })
export class CompleteServiceReviewActionInput extends MutationInput {
  @IdField('ServiceReviewAction', { description: 'Which action.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Limited(REVIEW_LIMITS.text)
  @Field(() => String, { nullable: true, description: 'What came of it.' })
  note?: string | null;
}

@InputType({ isAbstract: true })
abstract class KpiValuesInput extends MutationInput {
  @Limited(REVIEW_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => SlaMetricEnum, { nullable: true, description: 'With ATTAINMENT and BREACHES: of this metric only.' })
  metric?: KpiValues['metric'];
  @Field(() => PriorityEnum, { nullable: true, description: 'With ATTAINMENT and BREACHES: of this priority only.' })
  priority?: KpiValues['priority'];
  @Limited(REVIEW_LIMITS.weight)
  @Field(() => Int, { nullable: true, description: 'Weight in the score, {limits}; defaults to 1.' })
  weight?: number;
  @Limited(REVIEW_LIMITS.sort)
  @Field(() => Int, { nullable: true, description: 'Place among the others, {limits}; defaults to 0.' })
  sort?: number;
}

@InputType({
  description: 'A new KPI. The first one of a customer makes those above it count no more for that customer.',
})
export class CreateServiceReviewKpiInput extends KpiValuesInput {
  @IdField('Customer', {
    nullable: true,
    description: 'For which customer, and those below without their own; left out: the firm’s.',
  })
  customerId?: string | null;
  @Limited(REVIEW_LIMITS.kpiCode)
  @Field({ description: 'Code, unique for its customer: capital letters, digits, dots and hyphens; {limits}.' })
  code!: string;
  @Limited(REVIEW_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => MeasureEnum, { description: 'What it measures.' })
  measure!: Measure;
  @Field(() => Decimal, {
    description: 'Up to where it is green, in the unit of the measure; at most 4 digits after the point.',
  })
  green!: string;
  @Field(() => Decimal, { description: 'Up to where it is amber: not better than green.' })
  amber!: string;
}

@InputType({ description: 'Changes to a KPI; what is left out stays. Frozen scorecards stay as they are.' })
export class UpdateServiceReviewKpiInput extends KpiValuesInput {
  @IdField('ServiceReviewKpi', { description: 'Which KPI.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Limited(REVIEW_LIMITS.kpiCode)
  @Field(() => String, { nullable: true, description: 'Code.' })
  code?: string;
  @Limited(REVIEW_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string;
  @Field(() => MeasureEnum, { nullable: true, description: 'What it measures.' })
  measure?: Measure;
  @Field(() => Decimal, { nullable: true, description: 'Up to where it is green.' })
  green?: string;
  @Field(() => Decimal, { nullable: true, description: 'Up to where it is amber.' })
  amber?: string;
}

@InputType({ description: 'Which KPI to delete.' })
export class DeleteServiceReviewKpiInput extends MutationInput {
  @IdField('ServiceReviewKpi', { description: 'Which KPI.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
}
