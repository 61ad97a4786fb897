import { Extensions } from '@nestjs/graphql';
import {
  getNamedType,
  getNullableType,
  GraphQLID,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
} from 'graphql';
import { isUuid, toGlobalId, type Result } from '#kernel';
import { ANY_NODE, ID_OF } from './id-fields.js';
import { REFERENCE_KEY } from './reference.js';

/** Key of a type's extensions: ids of its row that no field and no reference shows, by property. */
const CURRENT_IDS = 'currentIds';

/** Shows ids of the row in the current values though the type has no reference for them: `@CurrentIds({ parentId: 'Asset' })`. */
export const CurrentIds = (ids: Readonly<Record<string, string>>): ClassDecorator => Extensions({ [CURRENT_IDS]: ids });

type Show = (value: unknown) => unknown;
type Fields = Map<string, Show>;
/** What of a row is shown, with global ids. */
export type ShowCurrent = (row: object) => Record<string, unknown>;

/** A row that is not of the type that its mutation answers with. */
class CurrentOf {
  constructor(
    readonly type: string,
    readonly row: object,
  ) {}
}

/** Says of which type the current values of a failed change are, where the mutation answers with another. */
export async function staleAs<R extends Result<unknown>>(type: string, work: Promise<R>): Promise<R> {
  const result = await work;
  if (result.ok) return result;
  const failures = result.failures.map((f) => (f.current ? { ...f, current: new CurrentOf(type, f.current) } : f));
  return { ...result, failures };
}

const asIs: Show = (value) => value;
const encode =
  (type: string): Show =>
  (value) =>
    typeof value === 'string' && isUuid(value)
      ? toGlobalId(type, value)
      : Array.isArray(value)
        ? value.map(encode(type))
        : value;

/**
 * The current values that a STALE_VERSION carries: only what the type of the thing shows and what the input of the
 * change takes, so that an internal column never leaves. UUIDs become global ids by the declarations of either.
 */
export class CurrentValues {
  private readonly known = new Map<string, ShowCurrent>();

  constructor(private readonly typeOf: (name: string) => unknown) {}

  /** For a mutation that takes `input` and answers with a `thing`. */
  of(thing: GraphQLObjectType | undefined, input: GraphQLInputObjectType | undefined): ShowCurrent {
    const fields: Fields = new Map([...(thing ? shownBy(thing) : []), ...(input ? takenBy(input) : [])]);
    fields.delete('clientMutationId');
    if (thing) fields.set('id', encode(thing.name));
    const show = showing(fields);
    return (row) => (row instanceof CurrentOf ? this.ofOther(row.type)(row.row) : show(row));
  }

  private ofOther(name: string): ShowCurrent {
    let show = this.known.get(name);
    if (!show) {
      const type = this.typeOf(name);
      if (!isObjectType(type)) throw new Error(`there is no type ${name}`);
      this.known.set(name, (show = showing(shownBy(type))));
    }
    return show;
  }
}

const showing =
  (fields: Fields): ShowCurrent =>
  (row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        const show = fields.get(name);
        return show ? [[name, show(value)]] : [];
      }),
    );

/** Leaves and the keys of references. */
function shownBy(type: GraphQLObjectType): Fields {
  const fields: Fields = new Map();
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type);
    const key = field.extensions[REFERENCE_KEY];
    const idOf = field.extensions[ID_OF];
    if (typeof key === 'string') fields.set(key, encode(named.name));
    else if (typeof idOf === 'string') fields.set(field.name, encode(idOf));
    else if (isLeafType(named)) fields.set(field.name, asIs);
  }
  const more = type.extensions[CURRENT_IDS] as Readonly<Record<string, string>> | undefined;
  for (const [name, idOf] of Object.entries(more ?? {})) fields.set(name, encode(idOf));
  fields.set('id', encode(type.name));
  return fields;
}

function takenBy(input: GraphQLInputObjectType): Fields {
  const fields: Fields = new Map();
  for (const field of Object.values(input.getFields())) {
    const named = getNamedType(field.type);
    const idOf = field.extensions[ID_OF];
    if (named === GraphQLID) fields.set(field.name, idOf === ANY_NODE ? asIs : encode(String(idOf)));
    else if (isInputObjectType(named)) {
      const inner = lazily(() => showing(takenBy(named)));
      const one: Show = (value) => (value !== null && typeof value === 'object' ? inner(value) : value);
      const many = isListType(getNullableType(field.type));
      fields.set(field.name, many ? (list) => (Array.isArray(list) ? list.map(one) : list) : one);
    } else fields.set(field.name, asIs);
  }
  return fields;
}

/** An input may hold itself. */
function lazily(make: () => ShowCurrent): ShowCurrent {
  let made: ShowCurrent | undefined;
  return (row) => (made ??= make())(row);
}
