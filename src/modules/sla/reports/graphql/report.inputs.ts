import { Field, InputType, Int } from '@nestjs/graphql';
import { TimeZone, IdField, IdsField, Limited } from '#platform/graphql';
import { ServiceLineEnum } from '#modules/customers/graphql';
import { ContactChannel } from '#modules/contacts/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { SlaMetricEnum, SlaClockStatusEnum } from '../../engine/graphql/clock.enums.js';
import { REPORT_LIMITS } from '../domain/report-limits.js';

/** What all reports and lists of clocks can be filtered by. */
@InputType({ isAbstract: true })
abstract class ClockScopeInput {
  @Field(() => Date, { nullable: true, description: 'Only requests created from then on.' })
  from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Only requests created before.' })
  to?: Date | null;
  @IdField('Customer', { nullable: true, description: 'Only requests of this customer and those below it.' })
  customerId?: string | null;
  @Limited(REPORT_LIMITS.offices)
  @IdsField('Office', { nullable: true, description: 'Only requests of these offices; {limits}.' })
  officeIds?: string[] | null;
  @IdField('Region', { nullable: true, description: 'Only requests of offices of this region.' })
  regionId?: string | null;
  @Field(() => [SlaMetricEnum], { nullable: true, description: 'Only of these metrics.' })
  metrics?: SlaMetric[] | null;
  @Field(() => [PriorityEnum], { nullable: true, description: 'Only requests of these priorities.' })
  priorities?: Priority[] | null;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'Only requests of this service line.' })
  serviceLine?: ServiceLine | null;
  @IdField('ContactType', { nullable: true, description: 'Only requests of this contact type and those below it.' })
  contactTypeId?: string | null;
  @Field(() => [ContactChannel], { nullable: true, description: 'Only requests that came by these channels.' })
  channels?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'Only requests of customers that were in this tier when their clocks began, such as TOP.',
  })
  tier?: string | null;
  @IdField('SlaTerms', { nullable: true, description: 'Only clocks under these terms, in any version.' })
  termsId?: string | null;
  @Field(() => [SlaClockStatusEnum], { nullable: true, description: 'Only in one of these states, as last recorded.' })
  states?: SlaClockStatus[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Only what a row of slaAttainment or slaTimeDistribution counts: its field `row`. The other filters of the report are to be given beside it.',
  })
  row?: string | null;
}

@InputType({ description: 'Which clocks to count; omitted filters do not apply.' })
export class SlaAttainmentFilterInput extends ClockScopeInput {
  @Field(() => TimeZone, { nullable: true, description: 'Zone in which days and months begin; defaults to UTC.' })
  timeZone?: string | null;
}

@InputType({
  description:
    'Which clocks to list; omitted filters do not apply. With `row` and the filter of a report it lists what is behind a row of it.',
})
export class SlaClockFilterInput extends ClockScopeInput {
  @Field(() => Date, { nullable: true, description: 'Only those due before.' })
  dueBefore?: Date | null;
  @IdField('Office', { nullable: true, description: 'Only requests of this office.' })
  officeId?: string | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'Only requests of this priority.' })
  priority?: Priority | null;
}

@InputType({ description: 'Which clocks may be at risk; omitted filters do not apply.' })
export class SlaAtRiskFilterInput extends ClockScopeInput {
  @Field(() => Int, { nullable: true, description: 'Only clocks with at most so many open seconds left.' })
  withinSeconds?: number | null;
  @Limited(REPORT_LIMITS.usedPercent)
  @Field(() => Int, {
    nullable: true,
    description: 'Only clocks that have used at least so much of their target, in percent.',
  })
  usedPercent?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'With those that are overdue already; defaults to false.' })
  overdue?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Includes paused ones; defaults to false.' })
  paused?: boolean | null;
}
