import {
  BREAK,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '#platform/paging';

type Variables = Readonly<Record<string, unknown>>;

/** What a selection may bring back. */
interface Weight {
  readonly cost: number;
  /** Whether it asks for the nodes of a connection, be it in a fragment. */
  readonly ofPage: boolean;
}

/** What a look at the schema counts for, beside a part of what it brings back: its fields are read from memory. */
const INTROSPECTION = new Map([
  ['__schema', { type: '__Schema', price: 5_000 }],
  ['__type', { type: '__Type', price: 1_000 }],
]);
const INTROSPECTED = 1 / 30;

/** How many things the fields of introspection show, on average over a schema like ours; most types leave most lists out. */
const INTROSPECTED_SIZES: Readonly<Record<string, number>> = {
  fields: 8,
  args: 1,
  interfaces: 1,
  possibleTypes: 30,
  enumValues: 1,
  inputFields: 2,
  ofType: 0.5,
};

/** Arguments that give the size of a page. */
const isPageSize = (name: string): boolean => name === 'first' || name === 'last';

/** Key of a field's extensions: how many entries its list has, where that is far from LIST_SIZE. */
export const LIST_SIZE_KEY = 'listSize';
/** Key of a root field's extensions: what it counts for beside its answer, for what it computes. */
export const COSTS_KEY = 'costs';
/** Queries whose root fields cost so much compute for milliseconds: each begins in a turn of its own. */
export const TAKES_TURNS = 1_000;
/** What a mutation counts for that declares nothing. */
export const MUTATION_PRICE = 100;
/** Entries that a list without pages counts for. */
export const LIST_SIZE = 10;

/**
 * What an operation counts for. Every field counts one, times the entries of all lists above it: the page size of a
 * connection (`first` or `last`, read through variables and their defaults; DEFAULT_PAGE when neither is given to a field
 * that selects `nodes` or `edges`), LIST_SIZE or what the field declares for a list without pages. Root fields add
 * what they declare for what they compute, a look at the schema has a price of its own. Every fragment counts at each
 * of its spreads, but is weighed once: a few fragments that spread each other twice would otherwise take hours.
 * Without a schema nothing is known of lists without pages and of prices.
 */
export function operationCost(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables,
  schema?: GraphQLSchema,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const d of document.definitions) {
    if (d.kind === Kind.FRAGMENT_DEFINITION) fragments.set(d.name.value, d);
    else if (d.kind === Kind.OPERATION_DEFINITION && (!operationName || d.name?.value === operationName))
      operation ??= d;
  }
  const defaults = new Map(operation?.variableDefinitions?.map((v) => [v.variable.name.value, v.defaultValue]));
  const sizeOf = (value: ValueNode): number | undefined => {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    const name = value.name.value;
    const given = variables[name];
    const fallback = defaults.get(name);
    if (given === undefined && fallback) return sizeOf(fallback);
    return typeof given === 'number' ? given : undefined;
  };
  const pageOf = (field: FieldNode): number => {
    let size: number | undefined;
    for (const { name, value } of field.arguments ?? []) {
      const asked = isPageSize(name.value) ? sizeOf(value) : undefined;
      if (asked !== undefined) size = Math.max(size ?? 1, Math.min(asked, MAX_PAGE));
    }
    return size ?? DEFAULT_PAGE;
  };
  const weighed = new Map<string, Weight>();
  const fragment = (name: string): Weight => {
    let weight = weighed.get(name);
    if (!weight) {
      const definition = fragments.get(name);
      // One that spreads itself, which validation refuses, counts nothing where it does.
      weighed.set(name, { cost: 0, ofPage: false });
      weight = definition
        ? selection(definition.selectionSet, schema?.getType(definition.typeCondition.name.value))
        : { cost: 0, ofPage: false };
      weighed.set(name, weight);
    }
    return weight;
  };
  const field = (node: FieldNode, type: GraphQLNamedType | undefined): number => {
    const name = node.name.value;
    if (name === '__typename') return 0;
    const look = INTROSPECTION.get(name);
    if (look) {
      const shown = node.selectionSet ? selection(node.selectionSet, schema?.getType(look.type)).cost : 0;
      return look.price + Math.ceil(shown * INTROSPECTED);
    }
    const definition = fieldOf(type, name);
    const below = node.selectionSet
      ? selection(node.selectionSet, definition && getNamedType(definition.type))
      : { cost: 0, ofPage: false };
    const price =
      definition?.extensions[COSTS_KEY] ?? (type && type === schema?.getMutationType() ? MUTATION_PRICE : 0);
    const times = below.ofPage ? pageOf(node) : type && definition ? entriesOf(type, definition, schema) : 1;
    return 1 + (typeof price === 'number' ? price : 0) + times * below.cost;
  };
  const selection = (set: SelectionSetNode, type: GraphQLNamedType | undefined): Weight => {
    let cost = 0;
    let ofPage = false;
    for (const part of set.selections) {
      if (part.kind === Kind.FIELD) {
        ofPage ||= part.name.value === 'nodes' || part.name.value === 'edges';
        cost += field(part, type);
      } else {
        const below =
          part.kind === Kind.FRAGMENT_SPREAD
            ? fragment(part.name.value)
            : selection(part.selectionSet, part.typeCondition ? schema?.getType(part.typeCondition.name.value) : type);
        cost += below.cost;
        ofPage ||= below.ofPage;
      }
    }
    return { cost: Math.min(cost, Number.MAX_SAFE_INTEGER), ofPage };
  };
  const root = operation && schema?.getRootType(operation.operation);
  return operation ? selection(operation.selectionSet, root ?? undefined).cost : 0;
}

const fieldOf = (type: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

/** How many things a field may show: 1, or the entries of its list. The list of a connection is counted by its page. */
function entriesOf(
  type: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  schema: GraphQLSchema | undefined,
): number {
  if (type.name.startsWith('__'))
    return field.name === 'types'
      ? Object.keys(schema?.getTypeMap() ?? {}).length
      : (INTROSPECTED_SIZES[field.name] ?? 1);
  if (type.name.endsWith('Connection') && (field.name === 'nodes' || field.name === 'edges')) return 1;
  const declared = field.extensions[LIST_SIZE_KEY];
  let entries = 1;
  for (let shown: GraphQLOutputType = field.type; isListType(shown) || isNonNullType(shown); shown = shown.ofType)
    if (isListType(shown)) entries *= typeof declared === 'number' ? declared : LIST_SIZE;
  return entries;
}

/** Whether page sizes come through variables, so that the cost changes from call to call. */
export function costVaries(document: DocumentNode): boolean {
  let varies = false;
  visit(document, {
    Argument: ({ name, value }) => {
      if (isPageSize(name.value) && value.kind === Kind.VARIABLE) varies = true;
      return varies ? BREAK : false;
    },
  });
  return varies;
}
