import { Field, Int, ObjectType } from '@nestjs/graphql';
import { ConnectionOf, Json, MutationPayload, Node } from '#platform/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { type Priority, type ServiceLine } from '#modules/services';
import { PriorityEnum } from '#modules/services/graphql';
import { type LedgerKind } from '../../monitoring/application/clock-store.js';
import { type SlaMetric, type SlaState } from '../../engine/domain/clock-types.js';
import { type TermsLevel, type TermsStatus } from '../terms.types.js';
import { SlaLedgerKindEnum, SlaMetricEnum, SlaStateEnum, SlaTermsLevelEnum, SlaTermsStatusEnum } from '../../engine/graphql/clock.enums.js';
import { SlaCalendarBasisType, SlaCreditTermsType, SlaEscalationType, SlaWarningType } from './terms-content.types.js';

@ObjectType('SlaTarget', { description: 'How long a metric may take.' })
export class SlaTargetType {
  @Field(() => SlaMetricEnum, { description: 'What is measured.' })
  metric!: SlaMetric;
  @Field(() => PriorityEnum, {
    nullable: true,
    description: 'For which priority; null for every priority that has no target of its own.',
  })
  priority?: Priority | null;
  @Field(() => Int, { description: 'Open seconds.' })
  seconds!: number;
}

@ObjectType('SlaTermsVersion', { implements: () => [Node], description: 'What terms say, in a period.' })
export class SlaTermsVersionType extends Node {
  @Field(() => Int, { description: 'Number within the terms, from 1.' })
  number!: number;
  @Field(() => SlaTermsStatusEnum, { description: 'How far it has got.' })
  status!: TermsStatus;
  @Field(() => Date, { nullable: true, description: 'Requests created from then on are under it; null for a draft.' })
  effectiveFrom!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'Requests created from then on are not; null while it has no end.',
  })
  effectiveTo!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When requests that were open came under it too; null when they stay under what they were.',
  })
  movesOpenAt!: Date | null;
  @Field(() => [SlaTargetType], { description: 'How long what may take.' })
  targets!: readonly SlaTargetType[];
  @Field(() => [SlaMetricEnum], { description: 'Metrics that stand still while a request is paused.' })
  pausingMetrics!: readonly SlaMetric[];
  @Field(() => SlaCalendarBasisType, { description: 'Calendars that clocks run on.' })
  basis!: SlaCalendarBasisType;
  @Field(() => [SlaWarningType], { description: 'Who is told before a clock is due.' })
  warnings!: readonly SlaWarningType[];
  @Field(() => [SlaEscalationType], { description: 'Who is told after a breach.' })
  escalations!: readonly SlaEscalationType[];
  /** Resolved: not everybody who sees terms sees them. */
  credits!: SlaCreditTermsType | null;
  @Field({ description: 'When it was drafted last.' })
  draftedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was published; null when it was not.' })
  publishedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn; null when it was not.' })
  withdrawnAt!: Date | null;
  termsId!: string;
}

@ObjectType('SlaTerms', {
  implements: () => [Node],
  description: 'What was agreed about how long things may take: with whom, and for what.',
})
export class SlaTermsType extends Node {
  @Field({ description: 'Unique code.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when they have none.' })
  nameNative!: string | null;
  @Field(() => SlaTermsLevelEnum, { description: 'Who they are agreed with.' })
  level!: TermsLevel;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Only for this service line; null for all.' })
  serviceLine!: ServiceLine | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'Only for this priority; null for all.' })
  priority!: Priority | null;
  @Field(() => Int, { description: 'For optimistic concurrency: send it back with a change.' })
  version!: number;
  levelKey!: string;
  contactTypeId!: string | null;
}

@ObjectType('SlaTermsFor', { description: 'Which terms a request is under, and why.' })
export class SlaTermsForType {
  @Field({ description: 'Why these apply and no others, in a sentence.' })
  reason!: string;
  @Field(() => [SlaTargetType], { description: "Targets for the request's priority; none without terms." })
  targets!: readonly SlaTargetType[];
  requestId!: string;
  termsVersionId!: string | null;
  calendarVersionId!: string | null;
}

@ObjectType('SlaClock', {
  description:
    'One SLA clock of one service request, as of now. Seconds are open seconds of the calendar it runs on. For clocks open beyond 68 years they stop at the largest whole number of the API.',
})
export class SlaClockType {
  @Field(() => SlaMetricEnum, { description: 'What it measures.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Counts the repeats of the metric, from 1.' })
  cycle!: number;
  @Field(() => SlaStateEnum, { description: 'How it stands.' })
  state!: SlaState;
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
  requestId!: string;
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
  @Field(() => SlaStateEnum, { description: 'How the clock stood after it.' })
  state!: SlaState;
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
  @Field(() => Int, { description: "Version of the request's events it stood on." })
  requestClockVersion!: number;
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
  requestId!: string;
  customerId!: string;
  officeId!: string;
}

@ObjectType({ description: 'Answer of a change of SLA terms.' })
export class SlaTermsPayload extends MutationPayload {
  @Field(() => SlaTermsType, { nullable: true, description: 'The terms; null when nothing was changed.' })
  terms?: SlaTermsType | null;
}
