import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Currency,
  Decimal,
  LocalDate,
  Node,
  TimeZone,
  enumType,
  payloadOf,
  Reference,
  VisibleWith,
} from '#platform/graphql';
import { ServiceLineEnum, CustomerType } from '#modules/customers/graphql';
import { PriorityEnum, ServiceRequestType } from '#modules/services/graphql';
import { type WhatIfStatus } from '../application/what-if-queries.js';
import { type CreditPeriod } from '../../terms/domain/terms-content.js';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { SlaMetricEnum, SlaClockStatusEnum } from '../../engine/graphql/clock.enums.js';
import { SlaCreditPeriodEnum } from '../../terms/graphql/terms.enums.js';
import { EmployeeType } from '#modules/identity/graphql';
import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { SlaTermsType } from '../../terms/graphql/terms.types.js';

export const SlaWhatIfStatusEnum = enumType<WhatIfStatus>('SlaWhatIfStatus', 'How far a what-if has got.', {
  QUEUED: 'Waits for those before it.',
  RUNNING: 'History is being replayed.',
  DONE: 'The answer is there.',
  FAILED: 'It could not be answered: work on it stopped again and again. Operators can see why.',
  CANCELLED: 'It was cancelled by a user.',
});

@ObjectType('SlaClockCounts', { description: 'Numbers of SLA clocks by status.' })
export class SlaClockCountsType {
  @Field(() => Int, { description: 'Stopped in time.' })
  met!: number;
  @Field(() => Int, { description: 'Stopped late.' })
  missed!: number;
  @Field(() => Int, { description: 'Overdue and still open.' })
  breached!: number;
  @Field(() => Int, { description: 'Running, not due yet.' })
  running!: number;
  @Field(() => Int, { description: 'Standing still.' })
  paused!: number;
  @Field(() => Int, { description: 'Of cancelled requests.' })
  cancelled!: number;
  @Field(() => Decimal, {
    nullable: true,
    description: 'met ÷ (met + missed + breached), from 0 to 1, six digits; null when nothing is decided.',
  })
  attainment!: string | null;
}

@ObjectType('SlaWhatIfCreditSum', {
  description: 'Service credits in one currency, as they are and as they would have been.',
})
export class SlaWhatIfCreditSumType {
  @Field(() => Currency, { description: 'Of which currency.' })
  currency!: string;
  @Field(() => Decimal, { description: 'As they are, before caps.' })
  uncappedBefore!: string;
  @Field(() => Decimal, { description: 'As they would have been, before caps.' })
  uncappedAfter!: string;
  @Field(() => Decimal, {
    nullable: true,
    description: 'As they are, after caps; null where a part of a customer is counted, since caps hold for the whole.',
  })
  creditBefore!: string | null;
  @Field(() => Decimal, { nullable: true, description: 'As they would have been, after caps; null likewise.' })
  creditAfter!: string | null;
}

@ObjectType('SlaWhatIfFigures', { description: 'How clocks went, and how they would have gone.' })
export class SlaWhatIfFiguresType {
  @Field(() => SlaClockCountsType, { description: 'As they were evaluated.' })
  before!: SlaClockCountsType;
  @Field(() => SlaClockCountsType, { description: 'As they would have been.' })
  after!: SlaClockCountsType;
  @Field(() => Int, { description: 'Clocks whose verdict differs, those that exist on one side only included.' })
  changedVerdicts!: number;
  @Field(() => Int, { description: 'Clocks whose due time differs, those that exist on one side only included.' })
  movedDueTimes!: number;
  @Field(() => [SlaWhatIfCreditSumType], {
    description: 'Service credits for the breaches of the replayed requests, by currency.',
  })
  credits!: SlaWhatIfCreditSumType[];
  @Field(() => PriorityEnum, { nullable: true, description: 'By priority: which; else null.' })
  priority!: Priority | null;
  @Field(() => SlaMetricEnum, { nullable: true, description: 'By metric: which; else null.' })
  metric!: SlaMetric | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'By month: first day of the month in which the requests were created; else null.',
  })
  month!: string | null;
  customerId!: string | null;
}

@ObjectType({ description: 'Figures of a what-if.' })
export class SlaWhatIfFiguresConnection extends ConnectionOf(SlaWhatIfFiguresType, 'SlaWhatIfFigures') {}

@ObjectType('SlaWhatIfChange', {
  description: 'A clock whose verdict would have differed, or that would have been late by more or less.',
})
export class SlaWhatIfChangeType {
  @Field({ description: 'Number of the service request.' })
  requestNumber!: string;
  @Field(() => SlaMetricEnum, { description: 'What the clock measures.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Which repeat of the metric, from 1.' })
  cycle!: number;
  @Field(() => PriorityEnum, { description: 'Priority of the request.' })
  priority!: Priority;
  @Field(() => SlaClockStatusEnum, {
    nullable: true,
    description: 'Its state as evaluated; null when the clock does not exist.',
  })
  stateBefore!: SlaClockStatus | null;
  @Field(() => SlaClockStatusEnum, {
    nullable: true,
    description: 'The state it would have had; null when there would have been no such clock.',
  })
  stateAfter!: SlaClockStatus | null;
  @Field(() => Boolean, { description: 'Whether the two states differ.' })
  verdictDiffers!: boolean;
  @Field(() => Date, { nullable: true, description: 'When it was due; null when it had no due time.' })
  dueBefore!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it would have been due; null when at no time.' })
  dueAfter!: Date | null;
  @Field(() => Int, { nullable: true, description: 'Open seconds beyond the target, 0 in time; null without a clock.' })
  lateSecondsBefore!: number | null;
  @Field(() => Int, { nullable: true, description: 'The same as it would have been; null without a clock.' })
  lateSecondsAfter!: number | null;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when it may not be seen.',
  })
  requestId!: string;
  @Reference('customer', () => CustomerType, { nullable: true, description: 'The customer who asked.' })
  customerId!: string;
}

@ObjectType({ description: 'Clocks that would have differed.' })
export class SlaWhatIfChangeConnection extends ConnectionOf(SlaWhatIfChangeType, 'SlaWhatIfChange') {}

@ObjectType('SlaWhatIfCreditSide', { description: 'Service credit of a period.' })
export class SlaWhatIfCreditSideType {
  @Field(() => Int, { description: 'Breaches that give something back.' })
  breaches!: number;
  @Field(() => Decimal, { description: 'Before the cap.' })
  uncapped!: string;
  @Field(() => Decimal, { nullable: true, description: 'The cap; null when there is none.' })
  cap!: string | null;
  @Field(() => Decimal, { description: 'After the cap.' })
  credit!: string;
}

@ObjectType('SlaWhatIfCredit', {
  description:
    'Service credits of one customer for one period, counted from the breaches of the replayed requests alone: a period at the edge of the simulation may have others.',
})
export class SlaWhatIfCreditType {
  @Field(() => SlaCreditPeriodEnum, { description: 'For how long credits are counted together.' })
  period!: CreditPeriod;
  @Field(() => LocalDate, { description: "First day of the period, in the zone of the customer's responsible office." })
  periodStart!: string;
  @Field(() => Currency, { description: 'Currency of all amounts.' })
  currency!: string;
  @Field(() => SlaWhatIfCreditSideType, { description: 'As it is.' })
  before!: SlaWhatIfCreditSideType;
  @Field(() => SlaWhatIfCreditSideType, { description: 'As it would have been.' })
  after!: SlaWhatIfCreditSideType;
  @Reference('customer', () => CustomerType, { nullable: true, description: 'Who gets it.' })
  customerId!: string;
  @Reference('terms', () => SlaTermsType, {
    nullable: true,
    description: 'Under which terms; null for terms that exist in the simulation only.',
  })
  termsId!: string | null;
}

@ObjectType({ description: 'Service credits of a what-if.' })
export class SlaWhatIfCreditConnection extends ConnectionOf(SlaWhatIfCreditType, 'SlaWhatIfCredit') {}

@VisibleWith('sla.what-if')
@ObjectType('SlaWhatIf', {
  implements: () => [Node],
  description: 'What past service requests would have come to under draft SLA terms, on a draft calendar, or both.',
})
export class SlaWhatIfType extends Node {
  @Field(() => SlaWhatIfStatusEnum, { description: 'How far it has got.' })
  status!: WhatIfStatus;
  @Field(() => Int, { description: 'How much of it is done, 0 to 100.' })
  percent!: number;
  @Field(() => Int, { description: 'Requests of the period and scope when it was asked, of whatever tier.' })
  total!: number;
  @Field(() => Int, { description: 'Of them, how many are done.' })
  done!: number;
  @Field(() => Int, {
    description: 'Of those done, how many were replayed: of the tier, and with instants that calendars know.',
  })
  replayed!: number;
  @Field({ description: 'When it was asked; verdicts are as of then.' })
  askedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When work on it began; null before.' })
  startedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it ended, in whatever way; null before.' })
  finishedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it will be deleted, a week after its end; null before.' })
  expiresAt!: Date | null;
  @Field({ description: 'Requests created from then on …' })
  from!: Date;
  @Field({ description: '… to before then.' })
  to!: Date;
  @Field(() => TimeZone, { description: 'In which months begin.' })
  timeZone!: string;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Only requests of this service line; null for all.' })
  serviceLine!: ServiceLine | null;
  @Field(() => String, { nullable: true, description: 'Only requests of customers of this tier then; null for all.' })
  tier!: string | null;
  @Reference('askedBy', () => EmployeeType, { nullable: true, description: 'Who asked; null for the system.' })
  askedById!: string | null;
}

@ObjectType({ description: 'What-ifs.' })
export class SlaWhatIfConnection extends ConnectionOf(SlaWhatIfType, 'SlaWhatIf') {}

export const SlaWhatIfPayload = payloadOf(
  'SlaWhatIfPayload',
  'whatIf',
  SlaWhatIfType,
  'The what-if; null when nothing was changed.',
  'runSlaWhatIf and cancelSlaWhatIf',
);
