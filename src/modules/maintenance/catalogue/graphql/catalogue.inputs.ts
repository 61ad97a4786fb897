import { Field, InputType, Int, OmitType } from '@nestjs/graphql';
import { Decimal, MutationInput, IdField, Currency, Limited, UpdateOf } from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { READ } from '../../basics/graphql/fields.js';
import { type ItemKind } from '../domain/checklist.js';
import { ItemKindEnum } from './checklist.types.js';

@InputType({ description: 'An item of a checklist.' })
export class ChecklistItemInput {
  @Limited(LIMITS.itemKey)
  @Field({ description: 'Key, unique within the checklist: small letters, digits and -, {limits}, such as oil-level.' })
  key!: string;
  @Field(() => ItemKindEnum, { description: 'How it is answered.' })
  kind!: ItemKind;
  @Limited(LIMITS.question)
  @Field({ description: 'What is asked, in English.' })
  text!: string;
  @Limited(LIMITS.question)
  @Field(() => String, { nullable: true, description: 'What is asked, in the script of the site.' })
  textNative?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it must be answered; defaults to false.' })
  mandatory?: boolean | null;
  @Limited(LIMITS.unit)
  @Field(() => String, { nullable: true, description: 'NUMBER: what it is measured in.' })
  unit?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'NUMBER: the least that is all right.' })
  min?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'NUMBER: the most that is all right.' })
  max?: string | null;
  @Limited(LIMITS.choices)
  @Field(() => [String], { nullable: true, description: 'CHOICE: what can be chosen, at least two, {limits}.' })
  choices?: string[] | null;
}

@InputType({ description: 'A new checklist.' })
export class CreateChecklistInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field({ description: 'Code, unique: capitals, digits and . _ / -.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Limited(LIMITS.items)
  @Field(() => [ChecklistItemInput], { description: 'What it asks, in order: one or more, {limits}.' })
  items!: ChecklistItemInput[];
}

@InputType({ description: 'Changes to a checklist; what is left out stays.' })
export class UpdateChecklistInput extends MutationInput {
  @IdField('Checklist', { description: 'Which checklist.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in English, {limits}; cannot be emptied.' })
  name?: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese, {limits}; null empties it.' })
  nameNative?: string | null;
  @Limited(LIMITS.items)
  @Field(() => [ChecklistItemInput], {
    nullable: true,
    description:
      'All it asks from now on, {limits}: a new number when that differs; work that was begun keeps its own.',
  })
  items?: ChecklistItemInput[];
  @Field(() => Boolean, { nullable: true, description: 'Whether new work can go by it.' })
  active?: boolean | null;
}

@InputType({ description: 'A new part of the catalogue.' })
export class CreatePartInput extends MutationInput {
  @Limited(LIMITS.code)
  @Field({ description: 'Code, unique: capitals, digits and . _ / -.' })
  code!: string;
  @Limited(LIMITS.name)
  @Field({ description: 'Name in English.' })
  name!: string;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'Name in Chinese.' })
  nameNative?: string | null;
  @Limited(LIMITS.unit)
  @Field({ description: 'What it is counted in.' })
  unit!: string;
  @Field(() => Decimal, {
    description: 'Price of one unit, from 0, with at most the digits of the minor unit of its currency.',
  })
  price!: string;
  @Field(() => Currency, { description: 'Currency of the price, one in use today.' })
  currency!: string;
}

@InputType({ description: 'Changes to a part; what is left out stays. What was used already keeps its price.' })
export class UpdatePartInput extends UpdateOf('Part', OmitType(CreatePartInput, ['code'])) {
  @Field(() => Boolean, { nullable: true, description: 'Whether it can be used.' })
  active?: boolean | null;
}
