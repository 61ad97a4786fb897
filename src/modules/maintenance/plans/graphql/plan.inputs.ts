import { Field, InputType, Int } from '@nestjs/graphql';
import { Decimal, LocalDate, LocalTime, MutationInput, IdField, Limited, Prose } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type Criticality } from '../../assets/domain/asset-kinds.js';
import { LIMITS } from '../../basics/domain/values.js';
import { READ } from '../../basics/graphql/fields.js';
import { type Covers, type PlanKind } from '../domain/plan.js';
import { CoversEnum, PlanKindEnum } from './plan.enums.js';

@InputType({ isAbstract: true })
abstract class PlanValuesInput extends MutationInput {
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Description of its work orders.' })
  description?: string | null;
  @Field(() => PlanKindEnum, { nullable: true, description: 'Kind of its work orders; defaults to PREVENTIVE.' })
  kind?: PlanKind | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'Priority of its work orders; defaults to MODERATE.' })
  priority?: Criticality | null;
  @IdField('Checklist', {
    nullable: true,
    description: 'Checklist its work orders go by, each in the latest version then.',
  })
  checklistId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Employee who is to do them.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Team that is to do them.' })
  teamId?: string | null;
  @Prose()
  @Field(() => String, {
    nullable: true,
    description:
      'By calendar: a rule of RFC 5545 by days (FREQ=DAILY, WEEKLY, MONTHLY or YEARLY), such as FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO. Without BY… parts, dates that a month does not have fall on its last day.',
  })
  rule?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Date the rule begins on; defaults to today at the site.' })
  startsOn?: string | null;
  @Field(() => LocalTime, { nullable: true, description: 'Time of day at the site, HH:MM; defaults to 08:00.' })
  localTime?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Last date.' })
  endsOn?: string | null;
  @IdField('AssetMeter', { nullable: true, description: 'By meter: which meter of the asset.' })
  meterId?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'By meter: every so many units; above zero.' })
  meterEvery?: string | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'By meter: the total of the first; defaults to as many units from now as there are between two.',
  })
  firstTotal?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the next is counted from when the last was done; defaults to false.',
  })
  floating?: boolean | null;
  @Limited(LIMITS.leadDays)
  @Field(() => Int, {
    nullable: true,
    description: 'Days before it falls due to make work orders, {limits}; defaults to 7.',
  })
  leadDays?: number | null;
}

@InputType({ description: 'A new maintenance plan, by calendar (rule) or by meter.' })
export class CreateMaintenancePlanInput extends PlanValuesInput {
  @IdField('Asset', { description: 'Asset it is for.' })
  assetId!: string;
  @Field(() => CoversEnum, { nullable: true, description: 'What it makes work orders for; defaults to ASSET.' })
  covers?: Covers | null;
  @Limited(LIMITS.name)
  @Field({ description: 'Title of its work orders.' })
  title!: string;
}

@InputType({ description: 'Changes to a plan; what is left out stays, null empties. Other times count from today on.' })
export class UpdateMaintenancePlanInput extends PlanValuesInput {
  @IdField('MaintenancePlan', { description: 'Which plan.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Title of its work orders, {limits}; cannot be emptied.' })
  title?: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether it makes work orders.' })
  active?: boolean | null;
}

@InputType({ description: 'Which plans; what is left out does not matter.' })
export class MaintenancePlanFilterInput {
  @IdField('Asset', { nullable: true, description: 'For this asset.' })
  assetId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With assetId: for everything below it too.' })
  includeAssetsBelow?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Only those that make work orders, or that do not.' })
  active?: boolean | null;
  @Limited(LIMITS.search)
  @Field(() => String, { nullable: true, description: 'Part of number or title, whatever its case.' })
  text?: string | null;
}
