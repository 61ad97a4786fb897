import { Extensions } from '@nestjs/graphql';
import { isInputObjectType, isNonNullType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { describeLimits, type Limits, type TextForm } from '#kernel';

/** Key of a field's extensions: what it may hold. */
const LIMITS = 'limits';
/** Where a description names the limits; without it they come last. */
const PLACE = '{limits}';

/**
 * The limits that the use case checks, at the field that a client sees: they are added to its description, and
 * `inputConstraints` gives them to forms.
 */
export const Limited =
  (limits: Limits): PropertyDecorator =>
  (target, property) =>
    Extensions({ [LIMITS]: limits })(target, property as string);

/** Key of a field's extensions: what form its text has, where no limits say so. */
const FORM = 'textForm';

/** A text that nothing is taken out of: a secret, a token, or what a program reads. */
export const Verbatim = (): PropertyDecorator => (target, property) =>
  Extensions({ [FORM]: 'VERBATIM' satisfies TextForm })(target, property as string);

/** A text of any number of lines, without limits of its own. */
export const Prose = (): PropertyDecorator => (target, property) =>
  Extensions({ [FORM]: 'PROSE' satisfies TextForm })(target, property as string);

/** What form the text of a field has: as its limits or `Verbatim` say, else one line. */
export function formOf(field: { extensions: Readonly<Record<string, unknown>> }): TextForm {
  const limits = limitsOf(field);
  return (field.extensions[FORM] as TextForm | undefined) ?? (limits && 'form' in limits ? limits.form : 'LINE');
}

export interface InputConstraint {
  readonly field: string;
  readonly required: boolean;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly maxItems: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

const limitsOf = (field: { extensions: Readonly<Record<string, unknown>> }): Limits | undefined =>
  field.extensions[LIMITS] as Limits | undefined;

/** Adds their limits to the descriptions of a type's fields. */
export function describeLimitedFields(type: GraphQLNamedType): void {
  if (!('getFields' in type)) return;
  for (const field of Object.values(type.getFields())) {
    const limits = limitsOf(field);
    if (!limits) continue;
    const words = describeLimits(limits, isInputObjectType(type) && isNonNullType(field.type));
    const said = field.description ?? '';
    field.description = said.includes(PLACE) ? said.replace(PLACE, words) : `${said.replace(/\.$/, '')}, ${words}.`;
  }
}

/** The constraints of an input type's fields, as forms need them; undefined when there is no such input type. */
export function inputConstraintsOf(schema: GraphQLSchema, name: string): InputConstraint[] | undefined {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) return undefined;
  return Object.values(type.getFields()).flatMap((field) => {
    const limits = limitsOf(field);
    const required = isNonNullType(field.type);
    if (!limits && !required) return [];
    const [text, list, number] = [
      limits && 'max' in limits ? limits : undefined,
      limits && 'maxItems' in limits ? limits : undefined,
      limits && 'minimum' in limits ? limits : undefined,
    ];
    return [
      {
        field: field.name,
        required,
        minLength: required ? (text?.min ?? null) : null,
        maxLength: text?.max ?? null,
        maxItems: list?.maxItems ?? null,
        minimum: number?.minimum ?? null,
        maximum: number?.maximum ?? null,
      },
    ];
  });
}
