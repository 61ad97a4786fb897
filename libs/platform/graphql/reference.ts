import { Extensions, Field, type FieldOptions } from '@nestjs/graphql';
import { type Type } from '@nestjs/common';

/** Key of a field's extensions: the property of its row that holds the UUID of what the field shows. */
export const REFERENCE_KEY = 'referenceKey';

/**
 * Shows the thing whose UUID is in the decorated property as the field `name`, found by the loader that is registered
 * for its type in the NodeRegistry, as far as the viewer may see things of that type (`@VisibleWith`).
 *
 *     @Reference('customer', () => CustomerType, { description: 'Customer it was with.' })
 *     customerId!: string;
 */
export const Reference =
  (name: string, type: () => Type, options: Omit<FieldOptions, 'name'>): PropertyDecorator =>
  (target, property) => {
    Field(type, { ...options, name })(target, property);
    Extensions({ [REFERENCE_KEY]: property })(target, property as string);
  };
