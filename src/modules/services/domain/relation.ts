/** How a request hangs together with another, seen from itself. */
export const RELATIONS = ['RELATES_TO', 'DUPLICATE_OF', 'DUPLICATED_BY', 'CAUSED_BY', 'CAUSED'] as const;
export type Relation = (typeof RELATIONS)[number];

/** As it is kept: in one direction, and what relates to one another once. */
export interface Link {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: 'RELATES_TO' | 'DUPLICATE_OF' | 'CAUSED_BY';
}

const INVERSE: Readonly<Record<Relation, Relation>> = {
  RELATES_TO: 'RELATES_TO',
  DUPLICATE_OF: 'DUPLICATED_BY',
  DUPLICATED_BY: 'DUPLICATE_OF',
  CAUSED_BY: 'CAUSED',
  CAUSED: 'CAUSED_BY',
};

/** The same relation seen from the other request. */
export function inverse(relation: Relation): Relation {
  return INVERSE[relation];
}

export function linkOf(id: string, relation: Relation, otherId: string): Link {
  if (relation === 'DUPLICATED_BY' || relation === 'CAUSED') {
    const kind = relation === 'CAUSED' ? 'CAUSED_BY' : 'DUPLICATE_OF';
    return { fromId: otherId, toId: id, kind };
  }
  // PostgreSQL compares UUIDs as their texts compare.
  if (relation === 'RELATES_TO' && otherId < id) return { fromId: otherId, toId: id, kind: relation };
  return { fromId: id, toId: otherId, kind: relation };
}
