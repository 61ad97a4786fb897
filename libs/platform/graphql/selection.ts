import { Kind, type FieldNode, type GraphQLResolveInfo } from 'graphql';
import { type Wanted } from '#platform/database';

const known = new WeakMap<FieldNode, { readonly wanted: Wanted }>();

/**
 * Which fields of the nodes of a connection an operation asks for: for lists that fetch only those (`Columns`). Null,
 * meaning all, when the answer is not plain to see: fragments, edges, cursors.
 */
export function wantedOfNodes(info: GraphQLResolveInfo): Wanted {
  const [field, ...more] = info.fieldNodes;
  if (!field || more.length > 0) return null;
  let found = known.get(field);
  if (!found) known.set(field, (found = { wanted: read(field) }));
  return found.wanted;
}

function read(connection: FieldNode): Wanted {
  const wanted = new Set<string>();
  for (const part of connection.selectionSet?.selections ?? []) {
    if (part.kind !== Kind.FIELD) return null;
    const name = part.name.value;
    if (name === '__typename' || name === 'totalCount') continue;
    if (name !== 'nodes') return null;
    for (const field of part.selectionSet?.selections ?? []) {
      if (field.kind !== Kind.FIELD) return null;
      wanted.add(field.name.value);
    }
  }
  return wanted;
}
