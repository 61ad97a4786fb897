import { Field, ObjectType } from '@nestjs/graphql';
import { Currency, Decimal } from './scalars.js';

@ObjectType('Money', { description: 'An amount of money.' })
export class MoneyType {
  @Field(() => Decimal, { description: 'How much, in units of the currency, as a decimal text.' })
  amount!: string;
  @Field(() => Currency, { description: 'Of which currency.' })
  currency!: string;
}
