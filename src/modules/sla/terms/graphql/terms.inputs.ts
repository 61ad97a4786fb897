import { Field, InputType, Int } from '@nestjs/graphql';
import { MutationInput, IdField, Limited } from '#platform/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { CONTENT_LIMITS, TERMS_LIMITS } from '../domain/check-terms.js';
import { type TermsLevel } from '../terms.types.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaTermsLevelEnum } from './terms.enums.js';
import {
  SlaCalendarBasisInput,
  SlaCreditTermsInput,
  SlaEscalationInput,
  SlaWarningInput,
} from './terms-content.inputs.js';

export const VERSION = { description: 'The version that was read.' };

@InputType('SlaTermsTargetInput', { description: 'How long a metric may take.' })
export class TermsTargetInput {
  @Field(() => SlaMetricEnum, { description: 'What is measured.' })
  metric!: SlaMetric;
  @Field(() => PriorityEnum, {
    nullable: true,
    description: 'For which priority; left out: for every priority that has no target of its own.',
  })
  priority?: Priority | null;
  @Limited(CONTENT_LIMITS.seconds)
  @Field(() => Int, { description: 'Open seconds.' })
  seconds!: number;
}

@InputType({ isAbstract: true })
abstract class TermsContentInput extends MutationInput {
  @Field(() => SlaCalendarBasisInput, {
    nullable: true,
    description: 'Calendars to run on; left out: that of the serving office, or the one of `calendarId`.',
  })
  basis?: SlaCalendarBasisInput | null;
  @IdField('SlaCalendar', {
    nullable: true,
    description: 'Short for a basis of one calendar of their own; not together with `basis`.',
  })
  calendarId?: string | null;
  @Limited(CONTENT_LIMITS.targets)
  @Field(() => [TermsTargetInput], { description: 'At least one, {limits}; a metric without a target has no clock.' })
  targets!: TermsTargetInput[];
  @Field(() => [SlaMetricEnum], {
    nullable: true,
    description: 'Metrics whose clocks stop while a request is paused; defaults to UPDATE and COMPLETION.',
  })
  pausingMetrics?: SlaMetric[] | null;
  @Limited(CONTENT_LIMITS.steps)
  @Field(() => [SlaWarningInput], { nullable: true, description: 'Warnings before a clock is due; {limits}.' })
  warnings?: SlaWarningInput[] | null;
  @Limited(CONTENT_LIMITS.steps)
  @Field(() => [SlaEscalationInput], { nullable: true, description: 'Escalations after a breach; {limits}.' })
  escalations?: SlaEscalationInput[] | null;
  @Field(() => SlaCreditTermsInput, {
    nullable: true,
    description: 'What the customer gets back for breaches; defaults to nothing.',
  })
  credits?: SlaCreditTermsInput | null;
}

@InputType({ description: 'New SLA terms, as a draft. Name whom they are agreed with as the level demands.' })
export class CreateSlaTermsInput extends TermsContentInput {
  @Limited(TERMS_LIMITS.code)
  @Field({ description: 'Unique code: capital letters, digits, dots and hyphens; {limits}.' })
  code!: string;
  @Limited(TERMS_LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(TERMS_LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => SlaTermsLevelEnum, { description: 'Who they are agreed with.' })
  level!: TermsLevel;
  @IdField('Customer', { nullable: true, description: 'With CUSTOMER: the customer (or group).' })
  customerId?: string | null;
  @IdField('Branch', { nullable: true, description: 'With BRANCH: the branch.' })
  branchId?: string | null;
  @IdField('Job', { nullable: true, description: 'With JOB: the job.' })
  jobId?: string | null;
  @Limited(TERMS_LIMITS.tier)
  @Field(() => String, { nullable: true, description: 'With TIER: key of the tier, such as TOP.' })
  tier?: string | null;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Only for this service line.' })
  serviceLine?: ServiceLine | null;
  @IdField('ContactType', { nullable: true, description: 'Only for this contact type and those below it.' })
  contactTypeId?: string | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'Only for this priority.' })
  priority?: Priority | null;
}

@InputType({ description: 'Content of the next version of terms; replaces their draft, if there is one.' })
export class DraftSlaTermsInput extends TermsContentInput {
  @IdField('SlaTerms', { description: 'Which terms.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
}

@InputType({ description: 'Which draft to put into force, and when.' })
export class PublishSlaTermsInput extends MutationInput {
  @IdField('SlaTerms', { description: 'Which terms.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Field({
    description:
      'Requests created from then on come under it; in the past, requests created since are evaluated again. From 1990 to ten years ahead.',
  })
  effectiveFrom!: Date;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether requests that are open then and were created before come under it too; defaults to false.',
  })
  moveOpenRequests?: boolean | null;
}

@InputType({ description: 'Which terms to take out of force.' })
export class WithdrawSlaTermsInput extends MutationInput {
  @IdField('SlaTerms', { description: 'Which terms.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Field(() => Date, {
    nullable: true,
    description:
      'Requests created from then on are not under them; defaults to now, at most ten years ahead. A past instant counts as now.',
  })
  from?: Date | null;
}

@InputType({ description: 'The terms whose scheduled version is to be cancelled.' })
export class CancelScheduledSlaTermsInput extends MutationInput {
  @IdField('SlaTerms', { description: 'Which terms.' })
  id!: string;
  @Field(() => Int, VERSION)
  version!: number;
}
