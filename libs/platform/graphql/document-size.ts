import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { LIMITS, limitError } from './limits.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Definition = OperationDefinitionNode | FragmentDefinitionNode;

/** How large a document is; known before it is validated, in time that grows with its length only. */
export interface DocumentSize {
  /** Fields once every fragment is put in the place of every spread; at most Number.MAX_SAFE_INTEGER. */
  readonly fields: number;
  /** Whether a fragment spreads itself, so that the document cannot be unfolded. */
  readonly cyclic: boolean;
}

/** Counts the fields of all operations, and of fragments that none of them spreads, with each fragment counted per spread. */
export function sizeOfDocument(document: DocumentNode): DocumentSize {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number | 'counting'>();
  let cyclic = false;
  const ofFragment = (name: string): number => {
    const before = known.get(name);
    if (before === 'counting') cyclic = true;
    if (before !== undefined) return before === 'counting' ? 0 : before;
    const fragment = fragments.get(name);
    known.set(name, 'counting');
    const fields = fragment ? ofSet(fragment.selectionSet) : 0;
    known.set(name, fields);
    return fields;
  };
  const ofSet = (set: SelectionSetNode): number => {
    let fields = 0;
    for (const part of set.selections) {
      if (part.kind === Kind.FRAGMENT_SPREAD) fields += ofFragment(part.name.value);
      else if (part.kind === Kind.INLINE_FRAGMENT) fields += ofSet(part.selectionSet);
      else fields += 1 + (part.selectionSet ? ofSet(part.selectionSet) : 0);
    }
    return Math.min(fields, Number.MAX_SAFE_INTEGER);
  };
  let fields = 0;
  for (const d of document.definitions)
    if (d.kind === Kind.OPERATION_DEFINITION || (d.kind === Kind.FRAGMENT_DEFINITION && isShadowed(d, fragments)))
      fields += ofSet(d.selectionSet);
  for (const name of fragments.keys()) if (!known.has(name)) fields += ofFragment(name);
  return { fields: Math.min(fields, Number.MAX_SAFE_INTEGER), cyclic };
}

/**
 * What is too large about a document that can be unfolded to at most LIMITS.fields fields: its depth, its aliases, and
 * how often validation would compare fields of the same name with each other.
 */
export function shapeErrors(document: DocumentNode): GraphQLError[] {
  const fragments = fragmentsOf(document);
  let depth = 0;
  let aliases = 0;
  let comparisons = 0;
  const walk = (sets: readonly SelectionSetNode[], level: number): void => {
    const groups = new Map<string, FieldNode[]>();
    for (const set of sets) collect(set, fragments, groups);
    for (const [name, fields] of groups) {
      const weight = fields.length > 1 ? fields.reduce((sum, field) => sum + 1 + valuesIn(field), 0) : 0;
      comparisons += ((fields.length - 1) * weight) / 2;
      ownAliases += fields.filter(({ alias }) => alias).length;
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      // Tools look at the schema ten levels deep.
      const counted = name !== '__schema' && level >= 0;
      if (counted) depth = Math.max(depth, level + 1);
      if (below.length > 0) walk(below, counted ? level + 1 : -1);
    }
  };
  let ownAliases = 0;
  for (const { selectionSet } of definitionsOf(document, fragments)) {
    ownAliases = 0;
    walk([selectionSet], 0);
    aliases = Math.max(aliases, ownAliases);
  }
  const errors: GraphQLError[] = [];
  if (depth > LIMITS.depth)
    errors.push(limitError('depth', depth, `The depth of the query is ${depth} levels`, 'Ask for fewer levels.'));
  if (aliases > LIMITS.aliases)
    errors.push(
      limitError('aliases', aliases, `The operation has ${aliases} aliases`, 'Send the rest in another request.'),
    );
  if (comparisons > LIMITS.comparisons)
    errors.push(
      limitError(
        'comparisons',
        Math.ceil(comparisons),
        `The same fields are selected so often that ${Math.ceil(comparisons)} comparisons would be needed to merge them`,
        'Select each field once.',
      ),
    );
  return errors;
}

/** Fields of a selection by the name they answer with, those of fragments included. */
function collect(set: SelectionSetNode, fragments: Fragments, groups: Map<string, FieldNode[]>): void {
  for (const part of set.selections) {
    if (part.kind === Kind.FIELD) {
      const name = part.alias?.value ?? part.name.value;
      const same = groups.get(name);
      if (same) same.push(part);
      else groups.set(name, [part]);
    } else {
      const below = part.kind === Kind.INLINE_FRAGMENT ? part : fragments.get(part.name.value);
      if (below) collect(below.selectionSet, fragments, groups);
    }
  }
}

/** Values in the arguments of a field, as deep as they go. */
function valuesIn(field: FieldNode): number {
  const waiting: ValueNode[] = (field.arguments ?? []).map(({ value }) => value);
  let values = 0;
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    values++;
    if (value.kind === Kind.LIST) waiting.push(...value.values);
    else if (value.kind === Kind.OBJECT) waiting.push(...value.fields.map((inner) => inner.value));
  }
  return values;
}

function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(
    document.definitions.flatMap((d) => (d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [])),
  );
}

/** Whether another fragment has the same name, which validation refuses after it has looked at both. */
const isShadowed = (fragment: FragmentDefinitionNode, fragments: Fragments): boolean =>
  fragments.get(fragment.name.value) !== fragment;

/** The operations, and the fragments that no definition spreads. */
function definitionsOf(document: DocumentNode, fragments: Fragments): Definition[] {
  const spread = new Set<string>();
  const look = (set: SelectionSetNode): void => {
    for (const part of set.selections) {
      if (part.kind === Kind.FRAGMENT_SPREAD) spread.add(part.name.value);
      else if (part.selectionSet) look(part.selectionSet);
    }
  };
  const definitions = document.definitions.filter(
    (d) => d.kind === Kind.OPERATION_DEFINITION || d.kind === Kind.FRAGMENT_DEFINITION,
  );
  for (const { selectionSet } of definitions) look(selectionSet);
  return definitions.filter(
    (d) => d.kind === Kind.OPERATION_DEFINITION || !spread.has(d.name.value) || isShadowed(d, fragments),
  );
}
