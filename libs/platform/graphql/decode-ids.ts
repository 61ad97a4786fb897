import {
  getNullableType,
  GraphQLID,
  isInputObjectType,
  isListType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { fromGlobalId, type Failure } from '#kernel';
import { ANY_NODE, ARGUMENT_ID_OF, ID_OF } from './id-fields.js';

type Args = Record<string, unknown>;
/** Gives the value with UUIDs for global ids (a copy: values of variables are shared) and notes what is wrong. */
type Decode = (value: unknown, path: string, failures: Failure[]) => unknown;

/** Reads the declarations of a schema's inputs once; what it makes runs for every call. */
export class IdDecoding {
  private readonly ofInputs = new Map<GraphQLInputObjectType, Decode | null>();

  /** How the arguments of a field are decoded; undefined when it takes no ids. */
  of(field: GraphQLField<unknown, never>, at: string): ((args: Args, failures: Failure[]) => Args) | undefined {
    const steps = field.args.flatMap(({ name, type }) => {
      const decode = this.ofType(type, field.extensions[ARGUMENT_ID_OF + name], `${at}(${name}:)`);
      return decode ? [{ name, path: name === 'input' ? '' : name, decode }] : [];
    });
    if (steps.length === 0) return undefined;
    return (args, failures) => {
      const decoded = { ...args };
      for (const { name, path, decode } of steps)
        if (args[name] != null) decoded[name] = decode(args[name], path, failures);
      return decoded;
    };
  }

  private ofType(type: GraphQLInputType, idOf: unknown, at: string): Decode | null {
    const bare = getNullableType(type);
    if (isListType(bare)) {
      const item = this.ofType(bare.ofType as GraphQLInputType, idOf, at);
      return (
        item &&
        ((list, path, failures) =>
          (list as unknown[]).map((value, i) => (value == null ? value : item(value, `${path}.${i}`, failures))))
      );
    }
    if (isInputObjectType(bare)) return this.ofInput(bare);
    if (bare !== GraphQLID) return null;
    if (typeof idOf !== 'string') throw new Error(`${at} is an ID of no type: declare it with @IdField or @IdArg`);
    return idOf === ANY_NODE ? null : decodeAs(idOf);
  }

  private ofInput(input: GraphQLInputObjectType): Decode | null {
    const known = this.ofInputs.get(input);
    if (known !== undefined) return known;
    const steps: { name: string; decode: Decode }[] = [];
    const decodeAll: Decode = (value, path, failures) => {
      const given = value as Args;
      const decoded = { ...given };
      for (const { name, decode } of steps)
        if (given[name] != null) decoded[name] = decode(given[name], path === '' ? name : `${path}.${name}`, failures);
      return decoded;
    };
    // Kept before it is known to be needed, because an input may hold itself.
    this.ofInputs.set(input, decodeAll);
    for (const field of Object.values(input.getFields())) {
      const decode = this.ofType(field.type, field.extensions[ID_OF], `${input.name}.${field.name}`);
      if (decode) steps.push({ name: field.name, decode });
    }
    const made = steps.length > 0 ? decodeAll : null;
    this.ofInputs.set(input, made);
    return made;
  }
}

const decodeAs =
  (type: string): Decode =>
  (value, field, failures) => {
    const text = String(value);
    const found = fromGlobalId(text);
    if (found?.type === type) return found.id;
    // A text with NUL is refused as such already.
    if (!text.includes('\u0000'))
      failures.push(
        found
          ? { code: 'WRONG_ID_TYPE', field, params: { type, given: found.type } }
          : { code: 'INVALID_ID', field, params: { type } },
      );
    return value;
  };
