import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Decimal, LocalDate, enumType, Reference } from '#platform/graphql';
import { ServiceLineEnum, CustomerType } from '#modules/customers/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { OfficeType, RegionType } from '#modules/identity/graphql';
import { ContactTypeType } from '#modules/contacts/graphql';
import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { SlaTermsType } from '../../terms/graphql/terms.types.js';

export type SlaCsvReport = 'ATTAINMENT' | 'TIME_DISTRIBUTION' | 'CLOCKS';

export const SlaCsvReportEnum = enumType<SlaCsvReport>('SlaCsvReport', 'A report that can be had as CSV.', {
  ATTAINMENT: 'As slaAttainment.',
  TIME_DISTRIBUTION: 'As slaTimeDistribution.',
  CLOCKS: 'The single clocks behind a report, soonest due first; at most 10,000.',
});

@ObjectType({ isAbstract: true })
abstract class ReportRowType {
  @Field(() => PriorityEnum, { nullable: true, description: 'With PRIORITY: the priority.' })
  priority!: Priority | null;
  @Field(() => String, { nullable: true, description: 'With CHANNEL: the channel.' })
  channel!: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'With DAY, WEEK (from Monday), MONTH, QUARTER or YEAR: its first day.',
  })
  period!: string | null;
  @Field(() => SlaMetricEnum, { nullable: true, description: 'With METRIC: the metric.' })
  metric!: SlaMetric | null;
  @Field(() => ServiceLineEnum, { nullable: true, description: 'With SERVICE_LINE: the service line.' })
  serviceLine!: ServiceLine | null;
  @Field(() => String, {
    nullable: true,
    description: 'With TIER: key of the tier that the customer had when the clocks of its request began.',
  })
  tier!: string | null;
  @Field(() => String, {
    description:
      'Names this row: as `row` of a filter, beside the filter of this report, it makes slaClocks list exactly the clocks that are counted here.',
  })
  row!: string;
  @Reference('office', () => OfficeType, { nullable: true, description: 'With OFFICE: the responsible office.' })
  officeId!: string | null;
  @Reference('region', () => RegionType, { nullable: true, description: 'With REGION: the region of that office.' })
  regionId!: string | null;
  @Reference('contactType', () => ContactTypeType, {
    nullable: true,
    description: 'With CONTACT_TYPE: the contact type.',
  })
  contactTypeId!: string | null;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'With CUSTOMER: the customer; with CUSTOMER_GROUP: the top of its tree.',
  })
  customerId!: string | null;
  @Reference('terms', () => SlaTermsType, { nullable: true, description: 'With TERMS: the terms.' })
  termsId!: string | null;
}

@ObjectType('SlaAttainmentRow', {
  description: 'How clocks went. Values of dimensions that were not asked for are null.',
})
export class SlaAttainmentRowType extends ReportRowType {
  @Field(() => LocalDate, { nullable: true, description: 'With MONTH: first day of the month.' })
  month!: string | null;
  @Field(() => Int, { description: 'Clocks stopped in time.' })
  met!: number;
  @Field(() => Int, { description: 'Clocks stopped late.' })
  missed!: number;
  @Field(() => Int, { description: 'Clocks overdue and still open.' })
  breached!: number;
  @Field(() => Int, { description: 'Clocks running, not due yet.' })
  running!: number;
  @Field(() => Int, { description: 'Clocks standing still.' })
  paused!: number;
  @Field(() => Int, {
    description:
      'Clocks of requests that were cancelled before they were due, or that continue in the request they were merged into. Cancelled when overdue they are missed.',
  })
  cancelled!: number;
  @Field(() => Decimal, {
    nullable: true,
    description: 'met ÷ (met + missed + breached), from 0 to 1, six digits; null while nothing is decided.',
  })
  attainment!: string | null;
}

@ObjectType('SlaShareBucket', { description: 'Clocks that took a certain share of their target.' })
export class SlaShareBucketType {
  @Field(() => Int, { description: 'More than so much, in percent of the target; the first bucket includes its 0.' })
  above!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Up to so much, in percent; null in the last. Up to 100 is in time.',
  })
  upTo!: number | null;
  @Field(() => Int, { description: 'How many clocks.' })
  clocks!: number;
}

@ObjectType('SlaTimeDistributionRow', {
  description:
    'How much of their targets clocks took that have stopped. Seconds are open seconds. Values of dimensions that were not asked for are null.',
})
export class SlaTimeDistributionRowType extends ReportRowType {
  @Field(() => Int, { description: 'Clocks that have stopped, in time or late.' })
  stopped!: number;
  @Field(() => Int, { description: 'Clocks overdue and still open: their total time is not known yet.' })
  overdue!: number;
  @Field(() => Int, { description: 'Of those that have stopped: how many were late.' })
  late!: number;
  @Field(() => [SlaShareBucketType], { description: 'The stopped ones by the share of the target that they took.' })
  shares!: readonly SlaShareBucketType[];
  @Field(() => Int, { nullable: true, description: 'Half took at most so long.' })
  medianSeconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'Nine of ten took at most so long.' })
  p90Seconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'Nineteen of twenty took at most so long.' })
  p95Seconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'Half of the late ones were at most so long beyond their target.' })
  medianLateSeconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'Nine of ten late ones were at most so long beyond it.' })
  p90LateSeconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'How long the latest one was beyond it.' })
  longestLateSeconds!: number | null;
}

@ObjectType('SlaCsv', {
  description:
    'A report as CSV (RFC 4180), with a line of titles and a byte order mark, ready for spreadsheets: what one would take for a formula has an apostrophe before it. Names and codes instead of ids; instants in ISO 8601 and UTC.',
})
export class SlaCsvType {
  @Field({ description: 'A name for the file.' })
  fileName!: string;
  @Field({ description: 'The CSV, beginning with U+FEFF; write it as UTF-8.' })
  text!: string;
  @Field(() => Int, { description: 'Lines below the titles.' })
  rows!: number;
  @Field({ description: 'Whether there were more clocks than a file can contain; use a more restrictive filter then.' })
  truncated!: boolean;
}
