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

interface Options {
  readonly input: string;
  readonly fields: string;
  /** Name of the input where it is not `<Thing>Order`. */
  readonly name?: string;
  /** What the input's `field` and `direction` say. */
  readonly field?: string;
  readonly direction?: string;
  readonly defaultDirection?: 'ASC' | 'DESC';
}

/**
 * The input in which a list's order is asked for, `<Thing>Order`, and the enum of its fields, `<Thing>OrderField`:
 * `const ContactOrderInput = OrderBy<Field>('Contact', options, { OCCURRED_AT: 'When the contact took place.' })`.
 */
export function OrderBy<F extends string>(
  thing: string,
  options: Options,
  values: Readonly<Record<F, string>>,
): Type<OrderInput<F>> {
  const { input, fields, field = 'By what.', direction = 'Which end first.', defaultDirection } = options;
  const FieldEnum: object = enumType<F>(`${thing}OrderField`, fields, values);
  @InputType(options.name ?? `${thing}Order`, { description: input })
  class OrderInputType implements OrderInput<F> {
    @Field(() => FieldEnum, { description: field })
    field!: F;
    @Field(() => OrderDirectionEnum, { description: direction, defaultValue: defaultDirection })
    direction!: 'ASC' | 'DESC';
  }
  return OrderInputType;
}
