import { ObjectType, Field, Int } from '@nestjs/graphql';
import { Node, ConnectionOf, MoneyType, payloadsOf, VisibleWith } from '#platform/graphql';
import { VERSION } from '../../basics/graphql/fields.js';
import { ChecklistItemType } from './checklist.types.js';

@VisibleWith('maintenance.read')
@ObjectType('Checklist', {
  implements: () => [Node],
  description: 'What is to be looked at while at work, in numbered versions.',
})
export class ChecklistType extends Node {
  @Field({ description: 'Code, unique, such as LIFT-QUARTERLY.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field({ description: 'Whether new work can go by it.' })
  active!: boolean;
  @Field(() => Int, { description: 'Number of the latest version, from 1; work that was begun keeps its own.' })
  number!: number;
  @Field(() => [ChecklistItemType], { description: 'What the latest version asks, in order.' })
  items!: readonly ChecklistItemType[];
  @Field(() => Int, VERSION)
  version!: number;
}

@ObjectType('ChecklistConnection', { description: 'A page of checklists.' })
export class ChecklistConnection extends ConnectionOf(ChecklistType, 'Checklist') {}

@VisibleWith('maintenance.read')
@ObjectType('Part', { implements: () => [Node], description: 'An entry of the catalogue of parts.' })
export class PartType extends Node {
  @Field({ description: 'Code, unique, such as FILTER-20.' })
  code!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field({ description: 'What it is counted in, such as piece or litre.' })
  unit!: string;
  @Field(() => MoneyType, { description: 'Price of one unit.' })
  price!: MoneyType;
  @Field({ description: 'Whether it can be used.' })
  active!: boolean;
  @Field(() => Int, VERSION)
  version!: number;
}

@ObjectType('PartConnection', { description: 'A page of the catalogue of parts.' })
export class PartConnection extends ConnectionOf(PartType, 'Part') {}

export const { CreateChecklistPayload, UpdateChecklistPayload } = payloadsOf(
  'checklist',
  ChecklistType,
  'The checklist as it is now; null when nothing was changed.',
  'createChecklist',
  'updateChecklist',
);

export const { CreatePartPayload, UpdatePartPayload } = payloadsOf(
  'part',
  PartType,
  'The part as it is now; null when the change was not made.',
  'createPart',
  'updatePart',
);
