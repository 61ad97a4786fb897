import { Field, InputType, Int } from '@nestjs/graphql';
import { Currency, Decimal, LocalDate, LocalTime, MutationInput, IdField } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type ItemKind } from '../domain/checklist.js';
import { type Covers, type Criticality, type PlanKind } from '../domain/values.js';
import { CoversEnum, ItemKindEnum, PlanKindEnum } from './enums.js';

const READ = { description: 'The version that was read.' };

@InputType({ isAbstract: true })
abstract class PlanValuesInput extends MutationInput {
  @Field(() => String, { nullable: true, description: 'Description of its work orders, at most 4,000 characters.' })
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
  @Field(() => Int, {
    nullable: true,
    description: 'Days before it falls due to make work orders, 0 to 366; defaults to 7.',
  })
  leadDays?: number | null;
}

@InputType({ description: 'A new maintenance plan, by calendar (rule) or by meter.' })
export class CreateMaintenancePlanInput extends PlanValuesInput {
  @IdField('Asset', { description: 'Asset it is for.' })
  assetId!: string;
  @Field(() => CoversEnum, { nullable: true, description: 'What it makes work orders for; defaults to ASSET.' })
  covers?: Covers | null;
  @Field({ description: 'Title of its work orders, 1 to 200 characters.' })
  title!: string;
}

@InputType({ description: 'Changes to a plan; what is left out stays, null empties. Other times count from today on.' })
export class UpdateMaintenancePlanInput extends PlanValuesInput {
  @IdField('MaintenancePlan', { description: 'Which plan.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Field(() => String, { nullable: true, description: 'Title of its work orders; cannot be emptied.' })
  title?: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether it makes work orders.' })
  active?: boolean | null;
}

@InputType({ description: 'An item of a checklist.' })
export class ChecklistItemInput {
  @Field({ description: 'Key, unique within the checklist: small letters, digits and -, up to 40, such as oil-level.' })
  key!: string;
  @Field(() => ItemKindEnum, { description: 'How it is answered.' })
  kind!: ItemKind;
  @Field({ description: 'What is asked, in English, 1 to 500 characters.' })
  text!: string;
  @Field(() => String, { nullable: true, description: 'What is asked, in the script of the site.' })
  textNative?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it must be answered; defaults to false.' })
  mandatory?: boolean | null;
  @Field(() => String, { nullable: true, description: 'NUMBER: what it is measured in, at most 30 characters.' })
  unit?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'NUMBER: the least that is all right.' })
  min?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'NUMBER: the most that is all right.' })
  max?: string | null;
  @Field(() => [String], { nullable: true, description: 'CHOICE: what can be chosen, 2 to 50.' })
  choices?: string[] | null;
}

@InputType({ description: 'A new checklist.' })
export class CreateChecklistInput extends MutationInput {
  @Field({ description: 'Code, unique: capitals, digits and . _ / -, up to 60.' })
  code!: string;
  @Field({ description: 'Name in English, 1 to 200 characters.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field(() => [ChecklistItemInput], { description: 'What it asks, in order, 1 to 200 items.' })
  items!: ChecklistItemInput[];
}

@InputType({ description: 'Changes to a checklist; what is left out stays.' })
export class UpdateChecklistInput extends MutationInput {
  @IdField('Checklist', { description: 'Which checklist.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Field(() => String, { nullable: true, description: 'Name in English; cannot be emptied.' })
  name?: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null empties it.' })
  nameNative?: string | null;
  @Field(() => [ChecklistItemInput], {
    nullable: true,
    description: 'All it asks from now on: a new number when that differs; work that was begun keeps its own.',
  })
  items?: ChecklistItemInput[];
  @Field(() => Boolean, { nullable: true, description: 'Whether new work can go by it.' })
  active?: boolean | null;
}

@InputType({ description: 'A new part of the catalogue.' })
export class CreatePartInput extends MutationInput {
  @Field({ description: 'Code, unique: capitals, digits and . _ / -, up to 60.' })
  code!: string;
  @Field({ description: 'Name in English, 1 to 200 characters.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Field({ description: 'What it is counted in, 1 to 30 characters.' })
  unit!: string;
  @Field(() => Decimal, { description: 'Price of one unit, from 0, at most two digits after the point.' })
  price!: string;
  @Field(() => Currency, { description: 'Currency of the price.' })
  currency!: string;
}

@InputType({ description: 'Changes to a part; what is left out stays. What was used already keeps its price.' })
export class UpdatePartInput extends MutationInput {
  @IdField('Part', { description: 'Which part.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Field(() => String, { nullable: true, description: 'Name in English; cannot be emptied.' })
  name?: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null empties it.' })
  nameNative?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is counted in; cannot be emptied.' })
  unit?: string;
  @Field(() => Decimal, { nullable: true, description: 'Price of one unit.' })
  price?: string;
  @Field(() => Currency, { nullable: true, description: 'Currency of the price.' })
  currency?: string;
  @Field(() => Boolean, { nullable: true, description: 'Whether it can be used.' })
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
  @Field(() => String, { nullable: true, description: 'Part of number or title, whatever its case.' })
  text?: string | null;
}
