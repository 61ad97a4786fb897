import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Decimal,
  LocalDate,
  LocalTime,
  Node,
  TimeZone,
  Reference,
  payloadsOf,
  VisibleWith,
} from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { SlaMetricEnum } from '#modules/sla/graphql';
import { type ActionKind, type KpiValues, type ReviewStatus } from '../domain/review.js';
import { type Measure } from '../domain/scorecard.js';
import { ScorecardType } from './scorecard.types.js';
import { CustomerType, JobType, PersonType } from '#modules/customers/graphql';
import { OfficeType, EmployeeType } from '#modules/identity/graphql';
import { type Period } from '#modules/vocabulary';
import {
  MeasureEnum,
  PlanStatusEnum,
  ReviewActionKindEnum,
  ReviewPeriodEnum,
  ReviewStatusEnum,
} from './review.enums.js';

@VisibleWith('management.read')
@ObjectType('ServiceReviewPlan', {
  implements: () => [Node],
  description: 'Reviews of the service for a customer that come again and again; each is prepared by itself.',
})
export class ReviewPlanType extends Node {
  @Field({ description: 'What the reviews are called.' })
  name!: string;
  @Field({ description: 'Whether the requests of all customers below are looked at too.' })
  includeBelow!: boolean;
  @Field(() => ReviewPeriodEnum, { description: 'What each review looks at.' })
  period!: Period;
  @Field({ description: 'When reviews are held: recurrence rule (RRULE of RFC 5545), in its one form.' })
  rule!: string;
  @Field(() => LocalDate, { description: 'First day; with the local time the DTSTART of the rule.' })
  startsOn!: string;
  @Field(() => LocalTime, { description: 'Time of day, where the rule gives none.' })
  localTime!: string;
  @Field(() => TimeZone, { description: 'Zone in which the rule and the days of the periods count.' })
  zone!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day; null when only the rule ends it, or nothing does.',
  })
  endsOn!: string | null;
  @Field(() => Int, { description: 'How many seconds before it is held a review is prepared.' })
  leadSeconds!: number;
  @Field(() => [String], { description: 'Points that every review begins with.' })
  agenda!: string[];
  @Field(() => PlanStatusEnum, { description: 'Status.' })
  status!: 'ACTIVE' | 'ENDED';
  @Field(() => Date, { nullable: true, description: 'When the next review is prepared; null when none is.' })
  nextAt!: Date | null;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('chair', () => EmployeeType, {
    nullable: true,
    description: 'Who leads the reviews; null: the account manager.',
  })
  chairId!: string | null;
  @Reference('office', () => OfficeType, { description: 'The responsible office.' })
  officeId!: string;
  @Reference('job', () => JobType, {
    nullable: true,
    description: 'Job whose requests alone are looked at; null for all.',
  })
  jobId!: string | null;
  @Reference('customer', () => CustomerType, { description: 'Customer whose service is reviewed.' })
  customerId!: string;
}

@ObjectType('ServiceReviewAgendaItem', { description: 'A point of the agenda of a service review.' })
export class AgendaItemType {
  @Field({ description: 'What it is about.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Notes; null when there are none.' })
  notes!: string | null;
  @Reference('presenter', () => EmployeeType, {
    nullable: true,
    description: 'Who presents it; null while unassigned.',
  })
  presenterId!: string | null;
}

@ObjectType('ServiceReviewParticipant', {
  description: 'A participant in a service review: an employee or a person of the customer.',
})
export class ParticipantType {
  @Field(() => Boolean, { nullable: true, description: 'Whether he or she was there; null while not noted.' })
  attended!: boolean | null;
  @Reference('person', () => PersonType, { nullable: true, description: 'One of them; null when it is one of us.' })
  personId!: string | null;
  @Reference('employee', () => EmployeeType, { nullable: true, description: 'One of us; null when it is one of them.' })
  employeeId!: string | null;
}

@VisibleWith('management.read')
@ObjectType('ServiceReviewAction', {
  implements: () => [Node],
  description: 'A decision or an action of a service review.',
})
export class ReviewActionType extends Node {
  @Field(() => ReviewActionKindEnum, { description: 'Decision or action.' })
  kind!: ActionKind;
  @Field({ description: 'What.' })
  text!: string;
  @Field(() => LocalDate, { nullable: true, description: 'By when; null when not said.' })
  dueOn!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it was done; null while it is not.' })
  doneAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'What came of it; null when not said.',
  })
  doneNote!: string | null;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('doneBy', () => EmployeeType, {
    nullable: true,
    description: 'Who noted it as done; null while it is not.',
  })
  doneById!: string | null;
  @Reference('ownerPerson', () => PersonType, {
    nullable: true,
    description: 'Person of the customer who has to do it; null when none.',
  })
  ownerPersonId!: string | null;
  @Reference('owner', () => EmployeeType, { nullable: true, description: 'Employee who has to do it; null when none.' })
  ownerId!: string | null;
  @Reference('review', () => ReviewType, {
    nullable: true,
    description: 'Review that decided it; null when it may not be seen.',
  })
  reviewId!: string | null;
}

@ObjectType('ServiceReviewViewerCan', { description: 'What the viewer may do with a service review.' })
export class ReviewViewerCanType {
  @Field({ description: 'Change, hold and close it, add decisions and actions.' })
  manage!: boolean;
}

@VisibleWith('management.read')
@ObjectType('ServiceReview', {
  implements: () => [Node],
  description:
    'A look back, with the customer, on the service of a period: scorecard, agenda, minutes, what was decided.',
})
export class ReviewType extends Node {
  @Field({ description: 'Unique number for people, such as V-000012.' })
  number!: string;
  @Field({ description: 'What it is called.' })
  name!: string;
  @Field({ description: 'Whether the requests of all customers below are looked at too.' })
  includeBelow!: boolean;
  @Field(() => LocalDate, { description: 'First day looked at.' })
  periodFrom!: string;
  @Field(() => LocalDate, { description: 'Last day looked at.' })
  periodTo!: string;
  @Field(() => TimeZone, { description: 'Zone in which these days count.' })
  zone!: string;
  @Field({ description: 'When it is to be held.' })
  plannedAt!: Date;
  @Field(() => ReviewStatusEnum, { description: 'How far it has got.' })
  status!: ReviewStatus;
  @Field({ description: 'When it was prepared.' })
  preparedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was held; null while it was not.' })
  heldAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was closed; null while it is not.' })
  closedAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'Minutes; null while there are none.',
  })
  minutes!: string | null;
  @Field(() => ScorecardType, { description: 'As last worked out; once the review was held it is frozen.' })
  scorecard!: object;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('plan', () => ReviewPlanType, {
    nullable: true,
    description: 'Plan that prepared it; null when it was called ad hoc or the plan may not be seen.',
  })
  planId!: string | null;
  @Reference('chair', () => EmployeeType, { nullable: true, description: 'Who leads it; null while unassigned.' })
  chairId!: string | null;
  @Reference('office', () => OfficeType, { description: 'The responsible office.' })
  officeId!: string;
  @Reference('job', () => JobType, {
    nullable: true,
    description: 'Job whose requests alone are looked at; null for all.',
  })
  jobId!: string | null;
  @Reference('customer', () => CustomerType, { description: 'Customer whose service is reviewed.' })
  customerId!: string;
}

@VisibleWith('management.read')
@ObjectType('ServiceReviewKpi', {
  implements: () => [Node],
  description:
    'The KPIs for scorecards. The KPIs of a customer replace all of those above it; without a customer they are the firm’s.',
})
export class ReviewKpiType extends Node {
  @Field({ description: 'Code, unique for its customer: capital letters, digits, dots and hyphens.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Name in Chinese; null when there is none.',
  })
  nameNative!: string | null;
  @Field(() => MeasureEnum, { description: 'What it measures.' })
  measure!: Measure;
  @Field(() => SlaMetricEnum, { nullable: true, description: 'With ATTAINMENT and BREACHES: of this metric only.' })
  metric!: KpiValues['metric'];
  @Field(() => PriorityEnum, { nullable: true, description: 'With ATTAINMENT and BREACHES: of this priority only.' })
  priority!: KpiValues['priority'];
  @Field(() => Decimal, { description: 'Up to where it is green, in the unit of the measure.' })
  green!: string;
  @Field(() => Decimal, { description: 'Up to where it is amber.' })
  amber!: string;
  @Field(() => Int, { description: 'Its weight in the score.' })
  weight!: number;
  @Field(() => Int, { description: 'Its place among the others, ascending.' })
  sort!: number;
  @Field(() => Int, { description: 'Grows with every change; updates send it back.' })
  version!: number;
  @Reference('customer', () => CustomerType, {
    nullable: true,
    description: 'Customer whose KPI it is; null for the firm’s.',
  })
  customerId!: string | null;
}

@ObjectType('ServiceReviewConnection', { description: 'A page of service reviews.' })
export class ReviewConnection extends ConnectionOf(ReviewType, 'ServiceReview') {}
@ObjectType('ServiceReviewPlanConnection', { description: 'A page of plans of service reviews.' })
export class ReviewPlanConnection extends ConnectionOf(ReviewPlanType, 'ServiceReviewPlan') {}
@ObjectType('ServiceReviewActionConnection', { description: 'A page of what service reviews decided.' })
export class ReviewActionConnection extends ConnectionOf(ReviewActionType, 'ServiceReviewAction') {}

export const { CreateServiceReviewPlanPayload, UpdateServiceReviewPlanPayload, EndServiceReviewPlanPayload } =
  payloadsOf(
    'serviceReviewPlan',
    ReviewPlanType,
    'The plan as it is now; null when the change was not made.',
    'createServiceReviewPlan',
    'updateServiceReviewPlan',
    'endServiceReviewPlan',
  );
export const {
  ScheduleServiceReviewPayload,
  UpdateServiceReviewPayload,
  RefreshServiceReviewPayload,
  FinalizeServiceReviewPayload,
  CloseServiceReviewPayload,
} = payloadsOf(
  'serviceReview',
  ReviewType,
  'The review as it is now; null when the change was not made.',
  'scheduleServiceReview',
  'updateServiceReview',
  'refreshServiceReview',
  'finalizeServiceReview',
  'closeServiceReview',
);
export const { AddServiceReviewActionPayload, UpdateServiceReviewActionPayload, CompleteServiceReviewActionPayload } =
  payloadsOf(
    'serviceReviewAction',
    ReviewActionType,
    'As it is now; null when the change was not made.',
    'addServiceReviewAction',
    'updateServiceReviewAction',
    'completeServiceReviewAction',
  );
export const { CreateServiceReviewKpiPayload, UpdateServiceReviewKpiPayload, DeleteServiceReviewKpiPayload } =
  payloadsOf(
    'serviceReviewKpi',
    ReviewKpiType,
    'As it is now; null when the change was not made, and once deleted.',
    'createServiceReviewKpi',
    'updateServiceReviewKpi',
    'deleteServiceReviewKpi',
  );
