import {
  getNullableType,
  GraphQLID,
  GraphQLString,
  isInputObjectType,
  isListType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { fromGlobalId, oneLine, prose, type Failure, type TextForm } from '#kernel';
import { ANY_NODE, ARGUMENT_ID_OF, ID_OF } from './id-fields.js';
import { formOf } from './limited.js';

type Args = Record<string, unknown>;
/**
 * Gives the value with UUIDs for global ids and with tidy texts (a copy: values of variables are shared) and notes what is
 * wrong.
 */
type Decode = (value: unknown, path: string, failures: Failure[]) => unknown;

/** Places in lists, which are no texts that somebody typed. */
const CURSORS = new Set(['after', 'before']);

/**
 * The door through which every argument of the API comes in: ids are decoded, texts are tidied. Reads the declarations of a
 * schema's inputs once; what it makes runs for every call.
 */
export class InputReading {
  private readonly ofInputs = new Map<GraphQLInputObjectType, Decode | null>();

  /** How the arguments of a field are read; undefined when it takes neither ids nor texts. */
  of(field: GraphQLField<unknown, never>, at: string): ((args: Args, failures: Failure[]) => Args) | undefined {
    const steps = field.args.flatMap(({ name, type }) => {
      const form = CURSORS.has(name) ? 'VERBATIM' : 'LINE';
      const decode = this.ofType(type, field.extensions[ARGUMENT_ID_OF + name], form, `${at}(${name}:)`);
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

  private ofType(type: GraphQLInputType, idOf: unknown, form: TextForm, at: string): Decode | null {
    const bare = getNullableType(type);
    if (isListType(bare)) {
      const item = this.ofType(bare.ofType as GraphQLInputType, idOf, form, at);
      return (
        item &&
        ((list, path, failures) =>
          (list as unknown[]).map((value, i) => (value == null ? value : item(value, `${path}.${i}`, failures))))
      );
    }
    if (isInputObjectType(bare)) return this.ofInput(bare);
    if (bare === GraphQLString) return TIDY[form];
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
      const decode = this.ofType(field.type, field.extensions[ID_OF], formOf(field), `${input.name}.${field.name}`);
      if (decode) steps.push({ name: field.name, decode });
    }
    const made = steps.length > 0 ? decodeAll : null;
    this.ofInputs.set(input, made);
    return made;
  }
}

const TIDY: Readonly<Record<TextForm, Decode | null>> = {
  LINE: (value) => oneLine(String(value)),
  PROSE: (value) => prose(String(value)),
  VERBATIM: null,
};

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
