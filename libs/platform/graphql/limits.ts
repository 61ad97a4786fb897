import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
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

/** graphql-armor throws out of the validation unless told to report like any other rule. */
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

/**
 * The most fields an operation can bring back: one for each field, times the page size of every connection above it
 * (`first` or `last`, read through variables; DEFAULT_PAGE when neither is given to a field that selects `nodes` or
 * `edges`). Introspection is free.
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
  const costOf = (set: SelectionSetNode): number => {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (name.startsWith('__')) continue;
        let times = 1;
        if (
          selection.selectionSet?.selections.some(
            (s) => s.kind === Kind.FIELD && (s.name.value === 'nodes' || s.name.value === 'edges'),
          )
        ) {
          times = DEFAULT_PAGE;
          for (const argument of selection.arguments ?? []) {
            if (argument.name.value !== 'first' && argument.name.value !== 'last') continue;
            const v = argument.value;
            const given =
              v.kind === Kind.INT ? Number(v.value) : v.kind === Kind.VARIABLE ? variables[v.name.value] : undefined;
            if (typeof given === 'number') times = Math.min(Math.max(given, 1), MAX_PAGE);
          }
        }
        cost += 1 + (selection.selectionSet ? times * costOf(selection.selectionSet) : 0);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) cost += costOf(selection.selectionSet);
      else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) cost += costOf(fragment.selectionSet);
      }
    }
    return cost;
  };
  return operation ? costOf(operation.selectionSet) : 0;
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
