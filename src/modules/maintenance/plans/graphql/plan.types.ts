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
import { type PastOccurrence } from '../application/plan.queries.js';
import { AssetType, MeterType } from '../../assets/graphql/asset.types.js';
import { EmployeeType, TeamType } from '#modules/identity/graphql';
import { type Criticality } from '../../assets/domain/asset-kinds.js';
import { VERSION } from '../../basics/graphql/fields.js';
import { ChecklistType } from '../../catalogue/graphql/catalogue.types.js';
import { type Covers, type PlanKind } from '../domain/plan.js';
import { CoversEnum, OccurrenceOutcomeEnum, PlanKindEnum } from './plan.enums.js';

@ObjectType('ExpectedOccurrence', { description: 'An occurrence of a plan that is to be expected.' })
export class ExpectedOccurrenceType {
  @Field(() => LocalDate, { nullable: true, description: 'Date at the site; null for plans by meter.' })
  date!: string | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When it falls due; by meter as its readings forecast, null when they do not.',
  })
  dueAt!: Date | null;
  @Field(() => Decimal, { nullable: true, description: 'By meter: the total at which it falls due; null otherwise.' })
  total!: string | null;
  @Field(() => Date, { nullable: true, description: 'When its work orders are made; null when that is not known.' })
  generateAt!: Date | null;
}

@ObjectType('MaintenanceOccurrence', { description: 'An occurrence of a plan that is done with.' })
export class OccurrenceType {
  @Field({ description: 'By calendar its date at the site, by meter its total; unique within the plan.' })
  key!: string;
  @Field({ description: 'When it fell, or falls, due.' })
  dueAt!: Date;
  @Field(() => OccurrenceOutcomeEnum, { description: 'What became of it.' })
  outcome!: PastOccurrence['outcome'];
  @Field({ description: 'When that was decided.' })
  recordedAt!: Date;
}

@ObjectType('MaintenanceOccurrenceConnection', { description: 'A page of occurrences of a plan.' })
export class OccurrenceConnection extends ConnectionOf(OccurrenceType, 'MaintenanceOccurrence') {}

@VisibleWith('maintenance.read')
@ObjectType('MaintenancePlan', {
  implements: () => [Node],
  description: 'What is to be done again and again at an asset, by calendar or by what a meter shows.',
})
export class PlanType extends Node {
  @Field({ description: 'Unique number for people, such as P-000123.' })
  number!: string;
  @Field(() => CoversEnum, { description: 'What it makes work orders for.' })
  covers!: Covers;
  @Field({ description: 'Title of its work orders.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Description of its work orders; null when not noted.' })
  description!: string | null;
  @Field(() => PlanKindEnum, { description: 'Kind of its work orders.' })
  kind!: PlanKind;
  @Field(() => PriorityEnum, { description: 'Priority of its work orders.' })
  priority!: Criticality;
  @Field(() => String, {
    nullable: true,
    description: 'By calendar: the rule of RFC 5545, such as FREQ=MONTHLY;INTERVAL=3; null for plans by meter.',
  })
  rule!: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'By calendar: first date that the rule can fall on.' })
  startsOn!: string | null;
  @Field(() => LocalTime, { nullable: true, description: 'By calendar: time of day at the site.' })
  localTime!: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'By calendar: last date; null without an end of its own.' })
  endsOn!: string | null;
  @Field({ description: 'Whether the next is counted from when the last was done.' })
  floating!: boolean;
  @Field(() => Decimal, { nullable: true, description: 'By meter: every so many units; null for plans by calendar.' })
  meterEvery!: string | null;
  @Field(() => Int, { description: 'How many days before they fall due work orders are made.' })
  leadDays!: number;
  @Field({ description: 'Whether it makes work orders.' })
  active!: boolean;
  @Field(() => Date, {
    nullable: true,
    description: 'When the next falls due; null when that is not known, or a floating one waits for work to be done.',
  })
  nextDueAt!: Date | null;
  @Field(() => Decimal, { nullable: true, description: 'By meter: the total at which the next falls due.' })
  nextTotal!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the next work orders are made; null when not known.' })
  generateAt!: Date | null;
  @Field({ description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => TimeZone, { description: 'Zone of the site: rule and time are meant there.' })
  timeZone!: string;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('team', () => TeamType, { nullable: true, description: 'Team that is to do them; null for none.' })
  teamId!: string | null;
  @Reference('assignee', () => EmployeeType, {
    nullable: true,
    description: 'Assignee of its work orders; null for none.',
  })
  assigneeId!: string | null;
  @Reference('checklist', () => ChecklistType, {
    nullable: true,
    description: 'Checklist of its work orders; null without one.',
  })
  checklistId!: string | null;
  @Reference('meter', () => MeterType, { nullable: true, description: 'By meter: which; null for plans by calendar.' })
  meterId!: string | null;
  @Reference('asset', () => AssetType, { description: 'Asset it is for.' })
  assetId!: string;
}

@ObjectType('MaintenancePlanConnection', { description: 'A page of maintenance plans.' })
export class PlanConnection extends ConnectionOf(PlanType, 'MaintenancePlan') {}

export const { CreateMaintenancePlanPayload: CreatePlanPayload, UpdateMaintenancePlanPayload: UpdatePlanPayload } =
  payloadsOf(
    'plan',
    PlanType,
    'The plan as it is now; null when the change was not made.',
    'createMaintenancePlan',
    'updateMaintenancePlan',
  );
