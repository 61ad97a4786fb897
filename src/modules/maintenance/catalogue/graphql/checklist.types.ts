import { Field, ObjectType } from '@nestjs/graphql';
import { describeLimits } from '#kernel';
import { Decimal, enumType } from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { type ItemKind, ITEM_KINDS } from '../domain/checklist.js';

@ObjectType('ChecklistItem', { description: 'Something a checklist asks.' })
export class ChecklistItemType {
  @Field({ description: 'Key, unique within the checklist; answers refer to it.' })
  key!: string;
  @Field(() => ItemKindEnum, { description: 'How it is answered.' })
  kind!: ItemKind;
  @Field({ description: 'What is asked, in English.' })
  text!: string;
  @Field(() => String, { nullable: true, description: 'What is asked, in the script of the site; null without.' })
  textNative!: string | null;
  @Field({ description: 'Whether the work cannot be done before it is answered.' })
  mandatory!: boolean;
  @Field(() => String, { nullable: true, description: 'NUMBER: what it is measured in; null otherwise.' })
  unit!: string | null;
  @Field(() => Decimal, { nullable: true, description: 'NUMBER: the least that is all right; null for no bound.' })
  min!: string | null;
  @Field(() => Decimal, { nullable: true, description: 'NUMBER: the most that is all right; null for no bound.' })
  max!: string | null;
  @Field(() => [String], { description: 'CHOICE: what can be chosen; empty otherwise.' })
  choices!: readonly string[];
}

export const ItemKindEnum = enumType<(typeof ITEM_KINDS)[number]>(
  'ChecklistItemKind',
  'How an item of a checklist is answered.',
  {
    CHECK: '`true` when it is so, `false` when it is not.',
    NUMBER: 'A decimal number, perhaps with a range that is all right.',
    TEXT: `A text, ${describeLimits(LIMITS.text, false)}.`,
    CHOICE: 'One of the choices.',
  },
);
