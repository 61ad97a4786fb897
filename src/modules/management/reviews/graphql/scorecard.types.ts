import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate, Reference } from '#platform/graphql';
import { PriorityEnum, ServiceRequestType } from '#modules/services/graphql';
import { SlaMetricEnum } from '#modules/sla/graphql';
import { type Attainment, type Durations } from '../domain/figures.js';
import { type KpiResult, type RagStatus, type Measure } from '../domain/scorecard.js';
import { ContactTypeType } from '#modules/contacts/graphql';
import { LightEnum, MeasureEnum } from './review.enums.js';

@ObjectType('ScorecardAttainment', { description: 'How SLA clocks of requests opened in a period went.' })
export class ScorecardAttainmentType {
  @Field(() => SlaMetricEnum, { nullable: true, description: 'Of this metric; null for all together.' })
  metric!: Attainment['metric'];
  @Field(() => PriorityEnum, { nullable: true, description: 'Of requests of this priority; null for all together.' })
  priority!: Attainment['priority'];
  @Field(() => Int, { description: 'Stopped in time.' })
  met!: number;
  @Field(() => Int, { description: 'Stopped late.' })
  missed!: number;
  @Field(() => Int, { description: 'Overdue and still open.' })
  breached!: number;
  @Field(() => Int, { description: 'Still running or paused, not late.' })
  running!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Met in percent of what is decided, two digits; null when nothing is.',
  })
  percent!: number | null;
}

@ObjectType('ScorecardDurations', { description: 'How long something took, in open seconds of the SLA calendar.' })
export class ScorecardDurationsType {
  @Field(() => Int, { description: 'How many were measured.' })
  count!: number;
  @Field(() => Int, { nullable: true, description: 'Half of them took no longer; null when none was measured.' })
  median!: number | null;
  @Field(() => Int, { nullable: true, description: 'Nine of ten took no longer; null when none was measured.' })
  p90!: number | null;
}

@ObjectType('ScorecardTypeCount', { description: 'How many requests of a contact type were opened.' })
export class ScorecardTypeCountType {
  @Field(() => Int, { description: 'Requests opened in the period.' })
  opened!: number;
  @Reference('contactType', () => ContactTypeType, {
    nullable: true,
    description: 'The contact type; null for requests without one.',
  })
  contactTypeId!: string | null;
}

@ObjectType('ScorecardOldest', { description: 'The oldest request that was open when a period ended.' })
export class ScorecardOldestType {
  @Field({ description: 'Its number.' })
  number!: string;
  @Field({ description: 'What it is about.' })
  subject!: string;
  @Field({ description: 'When it was opened.' })
  createdAt!: Date;
  @Field(() => Int, { description: 'Its age at the end of the period, whole days.' })
  days!: number;
  @Reference('serviceRequest', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when it may not be seen.',
  })
  requestId!: string | null;
}

@ObjectType('ScorecardFigures', { description: 'What the requests of a period came to.' })
export class ScorecardFiguresType {
  @Field(() => Int, { description: 'Requests opened.' })
  opened!: number;
  @Field(() => Int, { description: 'Requests completed and not reopened since.' })
  completed!: number;
  @Field(() => Int, { description: 'Requests cancelled.' })
  cancelled!: number;
  @Field(() => Int, { description: 'Requests open when it ended.' })
  backlog!: number;
  @Field(() => Int, { description: 'Reopenings.' })
  reopened!: number;
  @Field(() => Int, { description: 'SLA clocks that ran past their due time, of requests opened in it.' })
  breaches!: number;
  @Field(() => [ScorecardAttainmentType], {
    description: 'SLA attainment of requests opened in it: over all, per metric, per metric and priority.',
  })
  attainment!: ScorecardAttainmentType[];
  @Field(() => ScorecardDurationsType, { description: 'Time to the first response, of requests opened in it.' })
  firstResponse!: Durations;
  @Field(() => ScorecardDurationsType, { description: 'Time to completion, of requests opened in it.' })
  completion!: Durations;
  @Field(() => [ScorecardTypeCountType], { description: 'By contact type, the most frequent first.' })
  byType!: ScorecardTypeCountType[];
  @Field(() => ScorecardOldestType, {
    nullable: true,
    description: 'The oldest that was open at its end; null when none was.',
  })
  oldestOpen!: object | null;
}

@ObjectType('ScorecardKpi', { description: 'A KPI and how it did.' })
export class ScorecardKpiType {
  @Field({ description: 'Code of the KPI when the scorecard was worked out.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when there is none.' })
  nameNative!: string | null;
  @Field(() => MeasureEnum, { description: 'What it measures.' })
  measure!: Measure;
  @Field(() => SlaMetricEnum, { nullable: true, description: 'Of this SLA metric only; null for all.' })
  metric!: KpiResult['metric'];
  @Field(() => PriorityEnum, { nullable: true, description: 'Of requests of this priority only; null for all.' })
  priority!: KpiResult['priority'];
  @Field(() => Float, {
    nullable: true,
    description: 'Its value, in the unit of the measure; null when there is nothing to measure.',
  })
  value!: number | null;
  @Field(() => Float, { nullable: true, description: 'The same in the period before.' })
  before!: number | null;
  @Field(() => Float, { description: 'Up to where it is green.' })
  green!: number;
  @Field(() => Float, { description: 'Up to where it is amber.' })
  amber!: number;
  @Field(() => Int, { description: 'Its weight in the score.' })
  weight!: number;
  @Field(() => LightEnum, { description: 'How it did.' })
  light!: RagStatus;
}

@ObjectType('ServiceScorecard', {
  description: 'Figures of the requests of a period, rated by KPIs, beside the period before.',
})
export class ScorecardType {
  @Field({ description: 'When it was worked out, from what was known then.' })
  computedAt!: Date;
  @Field(() => ScorecardFiguresType, { description: 'Of the period.' })
  figures!: object;
  @Field(() => ScorecardFiguresType, { description: 'Of the period before, of the same length.' })
  before!: object;
  @Field(() => LocalDate, { description: 'First day of the period before.' })
  beforeFrom!: string;
  @Field(() => LocalDate, { description: 'Last day of the period before.' })
  beforeTo!: string;
  @Field(() => [ScorecardKpiType], { description: 'The KPIs in their order.' })
  kpis!: readonly KpiResult[];
  @Field(() => Float, {
    nullable: true,
    description: '0 to 100, one digit: green counts 100, amber 50, red 0, by weight; null when nothing could be rated.',
  })
  score!: number | null;
}

@ObjectType('ScorecardDifference', { description: 'A figure that is no longer what it was when the review was held.' })
export class ScorecardDifferenceType {
  @Field({ description: 'Which: such as `opened`, `attainment COMPLETION HIGH`, `kpi IN-TIME`, `score`.' })
  figure!: string;
  @Field(() => Float, { nullable: true, description: 'As frozen; null when there was nothing to measure.' })
  held!: number | null;
  @Field(() => Float, { nullable: true, description: 'As it comes out now; null when there is nothing to measure.' })
  now!: number | null;
}

@ObjectType('ScorecardComparison', { description: 'A scorecard as it comes out now beside the one that is kept.' })
export class ScorecardComparisonType {
  @Field(() => ScorecardType, { description: 'As it comes out now.' })
  now!: object;
  @Field(() => [ScorecardDifferenceType], { description: 'What differs; empty when nothing does.' })
  differences!: ScorecardDifferenceType[];
}
