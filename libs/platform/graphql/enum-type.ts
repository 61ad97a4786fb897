import { registerEnumType } from '@nestjs/graphql';

/**
 * An enum of the schema: its values with their descriptions. Name the union of the values to have all of them asked for:
 * `enumType<Channel>('ContactChannel', 'How we and the customer talked.', { PHONE: 'A telephone call.', … })`.
 */
export function enumType<V extends string>(
  name: string,
  description: string,
  values: Readonly<Record<V, string>>,
): { readonly [K in V]: K } {
  const names = Object.keys(values) as V[];
  const made = Object.fromEntries(names.map((v) => [v, v])) as { readonly [K in V]: K };
  const valuesMap = Object.fromEntries(names.map((v) => [v, { description: values[v] }]));
  registerEnumType(made, { name, description, valuesMap: valuesMap as never });
  return made;
}
