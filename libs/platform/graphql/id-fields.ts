import { Args, Extensions, Field, ID, type ArgsOptions, type FieldOptions } from '@nestjs/graphql';

/** Key of a field's extensions: of what type its global ids are. */
export const ID_OF = 'idOf';
/** Prefix of the same for an argument, whose name follows: arguments have no extensions of their own. */
export const ARGUMENT_ID_OF = 'idOf:';
/** Names the ids of things of any type, which are not decoded. */
export const ANY_NODE = 'Node';

/** An id in an input: the resolver gets the UUID, any other text is INVALID_ID or WRONG_ID_TYPE at this field. */
export const IdField =
  (type: string, options: FieldOptions): PropertyDecorator =>
  (target, property) => {
    Field(() => ID, options)(target, property);
    Extensions({ [ID_OF]: type })(target, property as string);
  };

/** Like `IdField`, for a list of ids. */
export const IdsField =
  (type: string, options: FieldOptions): PropertyDecorator =>
  (target, property) => {
    Field(() => [ID], options)(target, property);
    Extensions({ [ID_OF]: type })(target, property as string);
  };

/** An argument that is an id, decoded as an `IdField` is. */
export const IdArg =
  (name: string, type: string, options: Omit<ArgsOptions, 'name' | 'type'>): ParameterDecorator =>
  (target, method, index) => {
    Args(name, { ...options, type: () => ID } as ArgsOptions)(target, method, index);
    Extensions({ [ARGUMENT_ID_OF + name]: type })(target, method as string);
  };
