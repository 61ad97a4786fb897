import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Node, payloadOf, Reference, VisibleWith } from '#platform/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type TermsLevel, type TermsStatus } from '../terms.types.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaTermsStatusEnum, SlaTermsLevelEnum } from './terms.enums.js';
import { SlaCalendarBasisType, SlaCreditTermsType, SlaEscalationType, SlaWarningType } from './terms-content.types.js';
import { ContactTypeType } from '#modules/contacts/graphql';
import { type Priority, type ServiceLine } from '#modules/vocabulary';

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

@VisibleWith('sla.read')
@ObjectType('SlaTermsVersion', { implements: () => [Node], description: 'Content of terms in a period.' })
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
  @Field(() => [SlaMetricEnum], { description: 'Metrics whose clocks stop while a request is paused.' })
  pausingMetrics!: readonly SlaMetric[];
  @Field(() => SlaCalendarBasisType, { description: 'Calendars that clocks run on.' })
  basis!: SlaCalendarBasisType;
  @Field(() => [SlaWarningType], { description: 'Warnings before a clock is due.' })
  warnings!: readonly SlaWarningType[];
  @Field(() => [SlaEscalationType], { description: 'Escalations after a breach.' })
  escalations!: readonly SlaEscalationType[];
  /** Resolved: not everybody who sees terms sees them. */
  credits!: SlaCreditTermsType | null;
  @Field({ description: 'When it was drafted last.' })
  draftedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was published; null when it was not.' })
  publishedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn; null when it was not.' })
  withdrawnAt!: Date | null;
  @Reference('terms', () => SlaTermsType, { description: 'The terms.' })
  termsId!: string;
}

@VisibleWith('sla.read')
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
  @Reference('contactType', () => ContactTypeType, {
    nullable: true,
    description: 'Only for this contact type and those below it; null for all.',
  })
  contactTypeId!: string | null;
}

export const SlaTermsPayload = payloadOf(
  'SlaTermsPayload',
  'terms',
  SlaTermsType,
  'The terms; null when nothing was changed.',
  'createSlaTerms, draftSlaTerms, publishSlaTerms, withdrawSlaTerms and cancelScheduledSlaTerms',
);
