import { Json, ConnectionOf, Reference } from '#platform/graphql';
import { type LedgerKind } from '../application/clock-store.js';
import { SlaLedgerKindEnum } from './ledger.enums.js';
import { ObjectType, Field, Int } from '@nestjs/graphql';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { SlaMetricEnum, SlaClockStatusEnum } from '../../engine/graphql/clock.enums.js';
import { CustomerType } from '#modules/customers/graphql';
import { OfficeType } from '#modules/identity/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { SlaTermsVersionType } from '../../terms/graphql/terms.types.js';

@ObjectType('SlaClock', {
  description:
    'One SLA clock of one service request, as of now. Seconds are open seconds of the calendar it runs on. For clocks open beyond 68 years they stop at the largest whole number of the API.',
})
export class SlaClockType {
  @Field(() => SlaMetricEnum, { description: 'What it measures.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Counts the repeats of the metric, from 1.' })
  cycle!: number;
  @Field(() => SlaClockStatusEnum, { description: 'Status.' })
  state!: SlaClockStatus;
  @Field({ description: 'When it began.' })
  startedAt!: Date;
  @Field(() => Date, {
    nullable: true,
    description: 'When it is due; null once cancelled, or while it cannot be known.',
  })
  dueAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it ended; null while it is open.' })
  stoppedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'The due instant that passed; null when it was not late.' })
  breachedAt!: Date | null;
  @Field(() => Int, { description: 'Open seconds it may take.' })
  targetSeconds!: number;
  @Field(() => Int, { description: 'Open seconds it has run.' })
  elapsedSeconds!: number;
  @Field(() => Int, { description: 'Open seconds that are left; negative when late.' })
  remainingSeconds!: number;
  @Field(() => Int, { description: 'Open seconds it has stood still.' })
  pausedSeconds!: number;
  id!: string;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when it may not be seen.',
  })
  requestId!: string;
  @Reference('terms', () => SlaTermsVersionType, { nullable: true, description: 'The terms that apply to it.' })
  termsVersionId!: string | null;
  calendarVersionId!: string | null;
}

@ObjectType({ description: 'SLA clocks.' })
export class SlaClockConnection extends ConnectionOf(SlaClockType, 'SlaClock') {}

@ObjectType('SlaLedgerEntry', { description: 'Something that was decided about a clock; never changed or removed.' })
export class SlaLedgerEntryType {
  @Field(() => SlaMetricEnum, { description: 'What the clock measures.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Which repeat of the metric, from 1.' })
  cycle!: number;
  @Field(() => SlaLedgerKindEnum, { description: 'What was decided.' })
  kind!: LedgerKind;
  @Field({ description: 'When it happened.' })
  at!: Date;
  @Field({ description: 'When it was found.' })
  recordedAt!: Date;
  @Field(() => SlaClockStatusEnum, { description: 'How the clock stood after it.' })
  state!: SlaClockStatus;
  @Field(() => Date, { nullable: true, description: 'When the clock was due, as known when this was recorded.' })
  dueAt!: Date | null;
  @Field(() => Int, {
    nullable: true,
    description: 'With BREACHED, WITHDRAWN and ESCALATED: which breach of the clock, from 1; null otherwise.',
  })
  breach!: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      'With WARNED and ESCALATED: `75%` of the target used up, `-3600s` open seconds before it is due, `+3600s` after; null otherwise.',
  })
  step!: string | null;
  @Field(() => Json, { description: 'With REPLAYED: `cause`, and the figures `before` and `after`.' })
  details!: object;
  @Field(() => String, {
    nullable: true,
    description:
      'With STARTED, BREACHED, STOPPED and REPLAYED: the release of the time zone data by which wall-clock hours became instants, such as `2026a`; null otherwise, and where it was not recorded.',
  })
  zoneRules!: string | null;
  @Field(() => Int, { description: "Version of the request's events it stood on." })
  requestClockVersion!: number;
  @Reference('terms', () => SlaTermsVersionType, { nullable: true, description: 'The terms it stood on.' })
  termsVersionId!: string | null;
  calendarVersionId!: string | null;
}

@ObjectType('SlaBreach', { description: 'A clock that went past its due time without being stopped.' })
export class SlaBreachType {
  @Field(() => SlaMetricEnum, { description: 'What it measures.' })
  metric!: SlaMetric;
  @Field({ description: 'When it was due, which is when it was breached.' })
  dueAt!: Date;
  @Field({ description: 'When the breach was recorded.' })
  recordedAt!: Date;
  clockId!: string;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when it may not be seen.',
  })
  requestId!: string;
  @Reference('customer', () => CustomerType, { nullable: true, description: 'The customer who asked.' })
  customerId!: string;
  @Reference('office', () => OfficeType, { nullable: true, description: 'The responsible office.' })
  officeId!: string;
}
