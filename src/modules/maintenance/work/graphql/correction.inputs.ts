import { Field, InputType, Int } from '@nestjs/graphql';
import { ANY_NODE, Decimal, IdField, Limited, MutationInput } from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { CorrectionInput } from '../../basics/graphql/correction.types.js';

export const CONFIRM_LONG = {
  nullable: true,
  description: 'Whether a visit of more than a day is right: the answer to VISIT_TOO_LONG.',
};

@InputType({ description: 'When an engineer really was on site; what is left out stays.' })
export class CorrectVisitInput extends CorrectionInput {
  @IdField('WorkOrderVisit', { description: 'Which visit; the engineer has arrived.' })
  id!: string;
  @Field(() => Date, { nullable: true, description: 'When the engineer came.' })
  arrivedAt?: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the engineer left; null when still there.' })
  departedAt?: Date | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark, {limits}; null empties it.' })
  note?: string | null;
  @Field(() => Boolean, CONFIRM_LONG)
  confirmImplausible?: boolean | null;
}

@InputType({ description: 'What time was really spent; what is left out stays.' })
export class CorrectLabourInput extends CorrectionInput {
  @IdField('WorkOrderLabour', { description: 'Which entry.' })
  id!: string;
  @IdField('Employee', { nullable: true, description: 'Who spent it.' })
  employeeId?: string | null;
  @Field(() => Date, { nullable: true, description: 'When it began.' })
  startedAt?: Date | null;
  @Limited(LIMITS.minutes)
  @Field(() => Int, { nullable: true, description: 'How long, in minutes.' })
  minutes?: number | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark, {limits}; null empties it.' })
  note?: string | null;
}

@InputType({ description: 'How much of a part was really used; what is left out stays, the price too.' })
export class CorrectPartUseInput extends CorrectionInput {
  @IdField('WorkOrderPart', { description: 'Which entry.' })
  id!: string;
  @Field(() => Decimal, {
    nullable: true,
    description: 'How much, in units of the part: above 0, at most three digits after the point.',
  })
  quantity?: string | null;
  @Field(() => Date, { nullable: true, description: 'When it was used.' })
  usedAt?: Date | null;
}

@InputType({ description: 'Which entry of a work order counts for nothing.' })
export class WithdrawWorkOrderEntryInput extends MutationInput {
  @IdField(ANY_NODE, {
    description: 'A WorkOrderVisit, WorkOrderLabour, WorkOrderPart, or a WorkOrderFinding without follow-up.',
  })
  id!: string;
  @Limited(LIMITS.correctionReason)
  @Field({ description: 'Why; kept in its history.' })
  reason!: string;
}
