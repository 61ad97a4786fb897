import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Currency,
  Decimal,
  LocalDate,
  MutationInput,
  Node,
  TimeZone,
  IdField,
  payloadOf,
  Reference,
  VisibleWith,
} from '#platform/graphql';
import { PriorityEnum, ServiceRequestType } from '#modules/services/graphql';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type CreditPeriod } from '../../terms/domain/terms-content.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaCreditPeriodEnum } from '../../terms/graphql/terms.enums.js';
import { CustomerType } from '#modules/customers/graphql';
import { EmployeeType } from '#modules/identity/graphql';
import { type Priority } from '#modules/vocabulary';
import { SlaTermsType, SlaTermsVersionType } from '../../terms/graphql/terms.types.js';

const AMOUNT = { description: 'Its service credit, in the currency of the credits.' };

@ObjectType({ isAbstract: true })
abstract class CreditedBreachType {
  @Field(() => SlaMetricEnum, { description: 'What was measured.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Which repeat of the metric, from 1.' })
  cycle!: number;
  @Field(() => PriorityEnum, {
    description: 'By which it was priced: that of the request when the clock ended, its present one while it runs.',
  })
  priority!: Priority;
  @Field({ description: 'When it was due, which is when it was breached.' })
  breachedAt!: Date;
  @Field(() => Decimal, AMOUNT)
  amount!: string;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when it may not be seen.',
  })
  requestId!: string;
  termsVersionId!: string;
}

@ObjectType('SlaCreditBreach', { description: 'A breach that gives something back.' })
export class SlaCreditBreachType extends CreditedBreachType {}

@ObjectType({ description: 'Breaches that give something back.' })
export class SlaCreditBreachConnection extends ConnectionOf(SlaCreditBreachType, 'SlaCreditBreach') {}

@ObjectType('SlaCreditStatementLine', { description: 'A breach that a statement counts or reverses.' })
export class SlaCreditStatementLineType extends CreditedBreachType {
  @Field(() => Boolean, {
    description:
      'Whether the statement takes it back: an earlier one counted it, and it proved wrong or stood otherwise.',
  })
  takenBack!: boolean;
}

@ObjectType({ description: 'Lines of a statement.' })
export class SlaCreditStatementLineConnection extends ConnectionOf(
  SlaCreditStatementLineType,
  'SlaCreditStatementLine',
) {}

@VisibleWith('sla.read-credits')
@ObjectType('SlaCreditStatement', {
  implements: () => [Node],
  description: 'Approved service credit of a customer for a period; never changed.',
})
export class SlaCreditStatementType extends Node {
  @Field(() => Int, { description: 'Number within the period, from 1; later ones contain the changes since.' })
  number!: number;
  @Field(() => SlaCreditPeriodEnum, { description: 'For how long credits are counted together.' })
  period!: CreditPeriod;
  @Field(() => LocalDate, { description: 'First day of the period.' })
  periodStart!: string;
  @Field(() => TimeZone, { description: 'In which the period began and ended.' })
  timeZone!: string;
  @Field({ description: 'When the period began.' })
  from!: Date;
  @Field({ description: 'When the period ended; not part of it.' })
  to!: Date;
  @Field(() => Currency, { description: 'Currency of all amounts.' })
  currency!: string;
  @Field(() => Int, { description: 'Breaches of the whole period that give something back.' })
  breaches!: number;
  @Field(() => Decimal, { description: 'What they come to before the cap.' })
  uncapped!: string;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Cap of the period; null when none was agreed.',
  })
  cap!: string | null;
  @Field(() => Decimal, { description: 'Service credit of the whole period.' })
  credit!: string;
  @Field(() => Decimal, { description: 'What this statement adds to those before it; negative when it reduces them.' })
  difference!: string;
  @Field({ description: 'When it was approved.' })
  approvedAt!: Date;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'Who gets it; null when it may not be seen.',
  })
  customerId!: string;
  @Reference('terms', () => SlaTermsType, { nullable: true, description: 'Under which terms.' })
  termsId!: string;
  @Reference('approvedBy', () => EmployeeType, { nullable: true, description: 'Who approved it; null for the system.' })
  approvedById!: string | null;
  @Reference('termsVersion', () => SlaTermsVersionType, {
    nullable: true,
    description: 'The version whose fee and cap counted.',
  })
  termsVersionId!: string;
}

@ObjectType('SlaCredit', {
  description:
    'Service credit due to one customer under one set of terms for one period, computed from the present breaches.',
})
export class SlaCreditType {
  @Field(() => SlaCreditPeriodEnum, { description: 'For how long credits are counted together.' })
  period!: CreditPeriod;
  @Field(() => LocalDate, { description: 'First day of the period.' })
  periodStart!: string;
  @Field(() => TimeZone, {
    description:
      'In which the period begins and ends: that of the office responsible for the customer, or that it was approved by.',
  })
  timeZone!: string;
  @Field({ description: 'When the period begins.' })
  from!: Date;
  @Field({ description: 'When the period ends; not part of it.' })
  to!: Date;
  @Field(() => Currency, { description: 'Currency of all amounts.' })
  currency!: string;
  @Field(() => Int, {
    description:
      'Breaches that give something back. Withdrawn ones, those of cancelled clocks (of requests that were cancelled or merged into others) and those that no rule prices are not counted.',
  })
  breaches!: number;
  @Field(() => Decimal, { description: 'What they come to before the cap.' })
  uncapped!: string;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Cap of the period; null when none was agreed.',
  })
  cap!: string | null;
  @Field(() => Decimal, { description: 'Service credit due for the period.' })
  credit!: string;
  @Field(() => Decimal, { nullable: true, description: 'What was approved so far; null when nothing was.' })
  approved!: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'What has come (or, negative, gone) since it was approved; null when nothing was approved.',
  })
  difference!: string | null;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'Who gets it; null when it may not be seen.',
  })
  customerId!: string;
  @Reference('terms', () => SlaTermsType, { nullable: true, description: 'Under which terms.' })
  termsId!: string;
}

@ObjectType({ description: 'Service credits.' })
export class SlaCreditConnection extends ConnectionOf(SlaCreditType, 'SlaCredit') {}

@InputType({ description: 'Which service credits.' })
export class SlaCreditFilterInput {
  @Field(() => LocalDate, { description: 'Periods that this day or a later one belongs to.' })
  from!: string;
  @Field(() => LocalDate, { description: 'Periods that a day before this one belongs to; each is counted whole.' })
  to!: string;
  @IdField('Customer', { nullable: true, description: 'Only of this customer and those below it.' })
  customerId?: string | null;
  @IdField('SlaTerms', { nullable: true, description: 'Only under these terms.' })
  termsId?: string | null;
}

@InputType({ description: 'Which credits to approve, as they were read.' })
export class ApproveSlaCreditStatementInput extends MutationInput {
  @IdField('Customer', { description: 'Whose credits.' })
  customerId!: string;
  @IdField('SlaTerms', { description: 'Under which terms.' })
  termsId!: string;
  @Field(() => SlaCreditPeriodEnum, { description: 'For how long they are counted together.' })
  period!: CreditPeriod;
  @Field(() => LocalDate, { description: 'First day of the period, which must be over.' })
  periodStart!: string;
  @Field(() => Currency, { description: 'In which currency.' })
  currency!: string;
  @Field(() => Decimal, { description: 'The credit that was read: when it is another by now, nothing is approved.' })
  credit!: string;
}

export const SlaCreditStatementPayload = payloadOf(
  'SlaCreditStatementPayload',
  'statement',
  SlaCreditStatementType,
  'The statement; null when nothing was approved.',
  'approveSlaCreditStatement',
);
