import { type Type } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { enumType } from './enum-type.js';

export const OrderDirectionEnum = enumType('OrderDirection', 'Which end of a list comes first.', {
  ASC: 'Smallest, earliest or first of the alphabet first.',
  DESC: 'Largest, latest or last of the alphabet first.',
});

export interface OrderInput<F extends string> {
  field: F;
  direction: 'ASC' | 'DESC';
}

interface Texts {
  readonly input: string;
  readonly fields: string;
  /** What the input's `field` and `direction` say. */
  readonly field?: string;
  readonly direction?: string;
}

/**
 * The input in which a list's order is asked for, `<Thing>Order`, and the enum of its fields, `<Thing>OrderField`:
 * `class ContactOrderInput extends OrderBy<Field>('Contact', texts, { OCCURRED_AT: 'When the contact took place.' }) {}`.
 */
export function OrderBy<F extends string>(
  thing: string,
  { input, fields, field = 'By what.', direction = 'Which end first.' }: Texts,
  values: Readonly<Record<F, string>>,
): Type<OrderInput<F>> {
  const FieldEnum: object = enumType<F>(`${thing}OrderField`, fields, values);
  @InputType(`${thing}Order`, { description: input })
  class OrderInputType implements OrderInput<F> {
    @Field(() => FieldEnum, { description: field })
    field!: F;
    @Field(() => OrderDirectionEnum, { description: direction })
    direction!: 'ASC' | 'DESC';
  }
  return OrderInputType;
}
