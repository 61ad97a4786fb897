import { Field, ObjectType } from '@nestjs/graphql';
import { moneyText } from '#kernel';
import { Currency, Decimal } from './scalars.js';

@ObjectType('Money', { description: 'An amount of money.' })
export class MoneyType {
  @Field(() => Decimal, {
    description:
      'How much, in units of the currency, as a decimal text with the digits of its minor unit: 100 JPY, 12.50 GBP, 1.234 KWD.',
  })
  amount!: string;
  @Field(() => Currency, { description: 'Of which currency.' })
  currency!: string;
}

/** An amount as the schema gives it, with the digits of its currency. */
export const moneyOf = (amount: string, currency: string): MoneyType => ({
  amount: moneyText(amount, currency),
  currency,
});
