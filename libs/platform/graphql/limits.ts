import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  BREAK,
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
} from 'graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '#platform/paging';

/** Limits of one operation. */
export const LIMITS = {
  /** Levels of nested fields. */
  depth: 14,
  aliases: 30,
  /** Lexical tokens of the document. */
  tokens: 4000,
  /** Fields that may come back in the worst case, a page counting as many times as it may have nodes. */
  cost: 50_000,
  /** Bytes of the body of a request. */
  body: 2_000_000,
} as const;

/** By default graphql-armor throws out of the validation; here it reports like any other rule. */
const reporting = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError): void =>
      context?.reportError(new GraphQLError(error.message.replace(/^Syntax Error: /, ''))),
  ],
};

/** Validation rules for the limits that the shape of the document decides. */
export const LIMIT_RULES: readonly ValidationRule[] = [
  maxDepthRule({
    n: LIMITS.depth,
    ignoreIntrospection: true,
    flattenFragments: true,
    ...reporting,
  }) as unknown as ValidationRule,
  maxAliasesRule({ n: LIMITS.aliases, allowList: [], ...reporting }) as unknown as ValidationRule,
];

type Variables = Readonly<Record<string, unknown>>;

/** What a selection may bring back. */
interface Weight {
  readonly cost: number;
  /** Whether it asks for the nodes of a connection, be it in a fragment. */
  readonly ofPage: boolean;
}

/** What a look at the schema counts for, whatever is asked of it: the whole of it is some ten thousand fields. */
const INTROSPECTION: Readonly<Record<string, number>> = { __schema: 10_000, __type: 1_000 };

/** Arguments that give the size of a page. */
const isPageSize = (name: string): boolean => name === 'first' || name === 'last';

/**
 * The most fields an operation can bring back: one for each field, times the page size of every connection above it
 * (`first` or `last`, read through variables and their defaults; DEFAULT_PAGE when neither is given to a field that
 * selects `nodes` or `edges`). A look at the schema has a price of its own. Every fragment is weighed once, however often it is spread: a few
 * fragments that spread each other twice would otherwise take hours.
 */
export function operationCost(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables,
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
  const timesOf = (field: FieldNode): number => {
    let times = DEFAULT_PAGE;
    for (const { name, value } of field.arguments ?? []) {
      const size = isPageSize(name.value) ? sizeOf(value) : undefined;
      if (size !== undefined) times = Math.min(Math.max(size, 1), MAX_PAGE);
    }
    return times;
  };
  const weighed = new Map<string, Weight>();
  const fragment = (name: string): Weight => {
    let weight = weighed.get(name);
    if (!weight) {
      const definition = fragments.get(name);
      weight = definition ? selection(definition.selectionSet) : { cost: 0, ofPage: false };
      weighed.set(name, weight);
    }
    return weight;
  };
  const selection = (set: SelectionSetNode): Weight => {
    let cost = 0;
    let ofPage = false;
    for (const part of set.selections) {
      if (part.kind === Kind.FIELD) {
        const name = part.name.value;
        if (name.startsWith('__')) {
          cost += INTROSPECTION[name] ?? 0;
          continue;
        }
        ofPage ||= name === 'nodes' || name === 'edges';
        const below = part.selectionSet && selection(part.selectionSet);
        cost += 1 + (below ? (below.ofPage ? timesOf(part) : 1) * below.cost : 0);
      } else {
        const below = part.kind === Kind.INLINE_FRAGMENT ? selection(part.selectionSet) : fragment(part.name.value);
        cost += below.cost;
        ofPage ||= below.ofPage;
      }
    }
    return { cost: Math.min(cost, Number.MAX_SAFE_INTEGER), ofPage };
  };
  return operation ? selection(operation.selectionSet).cost : 0;
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

/** Throws when the operation may cost more than the budget; says which limit and by how much. */
export function costError(cost: number): GraphQLError | undefined {
  return cost > LIMITS.cost
    ? new GraphQLError(
        `The operation may bring back ${cost} fields; the limit is ${LIMITS.cost}, it is ${cost - LIMITS.cost} over. Ask for fewer fields or smaller pages (first, last).`,
        { extensions: { limit: { name: 'cost', allowed: LIMITS.cost, given: cost } } },
      )
    : undefined;
}
