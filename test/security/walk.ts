import {
  execute,
  getNamedType,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { uuidv7 } from '#kernel';
import { type AccessRule } from '#platform/access';
import { type Actor, type Ctx, type Scope } from '#platform/context';

type Field = GraphQLField<unknown, Ctx>;

/** What is shown of a thing that always has to be there. */
const RECOGNISED = new Set(['__typename', 'id', 'code', 'name', 'nameNative', 'number', 'version']);
const VALUES: Readonly<Record<string, string>> = {
  ...{ LocalDate: '"2026-03-01"', DateTime: '"2026-03-01T00:00:00Z"', Int: '1', Boolean: 'true', Country: '"HK"' },
};

/** The permission that a type declares; null for everybody, undefined for one that is seen with whatever shows it. */
export function permissionOf(type: GraphQLObjectType): string | null | undefined {
  return (type.extensions['visible'] as { permission: string | null } | undefined)?.permission;
}

const alsoShown = (type: GraphQLObjectType): readonly string[] =>
  (type.extensions['visible'] as { shows?: readonly string[] } | undefined)?.shows ?? [];

export const accessOf = (field: Field): AccessRule => field.extensions['access'] as AccessRule;

/** The types with global ids. */
export const nodesOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));

const isPage = (type: GraphQLObjectType): boolean => type.name.endsWith('Connection');
/** The type of the things that a field shows. */
export function shownBy(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  if (!isObjectType(named)) return undefined;
  const nodes = isPage(named) ? named.getFields()['nodes'] : undefined;
  return nodes ? shownBy(nodes.type) : named;
}

/**
 * The types without a rule of their own to which the types and root fields of several permissions lead: who sees them is
 * not plain to see.
 */
export function severalPermissionsOf(schema: GraphQLSchema): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  const lead = (field: GraphQLField<unknown, unknown>, permissions: Iterable<string>): boolean => {
    const target = shownBy(field.type);
    if (!target || permissionOf(target) !== undefined) return false;
    const known = needs.get(target.name) ?? new Set();
    const before = known.size;
    for (const permission of permissions) known.add(permission);
    needs.set(target.name, known);
    return known.size > before;
  };
  for (const root of [schema.getQueryType(), schema.getSubscriptionType()])
    for (const field of Object.values(root?.getFields() ?? {})) {
      const rule = accessOf(field as Field);
      lead(field, [rule.kind === 'permission' ? rule.permission : rule.kind]);
    }
  for (let grown = true; grown;) {
    grown = false;
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__') || 'userErrors' in type.getFields()) continue;
      const rule = permissionOf(type);
      const permissions = rule === undefined ? needs.get(type.name) : [rule ?? 'signed-in'];
      for (const field of Object.values(type.getFields())) if (permissions && lead(field, permissions)) grown = true;
    }
  }
  return new Map(
    [...needs].filter(([name, permissions]) => permissions.size > 1 && !/(Connection|Edge)$|^PageInfo$/.test(name)),
  );
}

/** Asks for everything that can be asked for, as one permission alone, and finds what is shown without its own. */
export class Walk {
  /** An id of each type that was found. */
  readonly examples = new Map<string, string>();
  /** The fields that showed a thing with a permission. */
  readonly shown = new Set<string>();
  private readonly documents = new Map<string, DocumentNode | null>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly actor: Actor,
  ) {}

  ctx(permissions: ReadonlyMap<string, Scope>, actor: Actor = this.actor): Ctx {
    return { requestId: uuidv7(), actor: { ...actor, permissions }, via: 'test', locale: 'en', memo: new Map() };
  }

  /** All that a root field shows; what it should not, as paths. Null when it cannot be asked for without knowing more. */
  async root(field: Field, ctx: Ctx): Promise<string[] | null> {
    const document = this.document(`Query.${field.name}`, () => this.ask(field, 2, `Query.${field.name}`));
    return document && this.run(document, ctx);
  }

  /** All that the example of a type shows; undefined where there is none. */
  async node(type: GraphQLObjectType, ctx: Ctx): Promise<{ seen: boolean; leaks: string[] } | undefined> {
    const id = this.examples.get(type.name);
    if (id === undefined) return undefined;
    const document = this.document(
      type.name,
      () => `node(id: "${id}") { ...on ${type.name} { __typename ${this.fields(type, 2)} } }`,
    );
    const leaks = await this.run(document as DocumentNode, ctx);
    return { seen: this.last !== null && this.last['node'] != null, leaks };
  }

  private last: Record<string, unknown> | null = null;

  private async run(document: DocumentNode, ctx: Ctx): Promise<string[]> {
    const { data } = await execute({ schema: this.schema, document, contextValue: ctx });
    this.last = (data as Record<string, unknown> | null | undefined) ?? null;
    const leaks: string[] = [];
    for (const [name, value] of Object.entries(this.last ?? {})) {
      const field = this.schema.getQueryType()?.getFields()[name];
      if (field) this.look(field.type as GraphQLOutputType, value, ctx, name, leaks);
    }
    return leaks;
  }

  private document(key: string, ask: () => string | undefined): DocumentNode | null {
    let document = this.documents.get(key);
    if (document === undefined) {
      const asked = ask();
      this.documents.set(key, (document = asked === undefined ? null : parse(`{ ${asked} }`)));
    }
    return document;
  }

  /** Fields of a type; `depth` says through how many more types they lead. Nothing of it may empty its surroundings by a refusal. */
  private fields(type: GraphQLObjectType, depth: number): string {
    const asked = Object.values(type.getFields()).flatMap((field) => {
      if (isLeafType(getNamedType(field.type)))
        return isNonNullType(field.type) && !RECOGNISED.has(field.name) ? [] : (this.arguments(field) ?? []);
      if (depth === 0 && isNonNullType(field.type) && !isListType(getNullableType(field.type))) return [];
      return this.ask(field as Field, depth, `${type.name}.${field.name}`) ?? [];
    });
    return asked.join(' ');
  }

  private ask(field: Field, depth: number, path: string): string | undefined {
    const call = this.arguments(field);
    const target = shownBy(field.type);
    if (call === undefined || (!target && !isInterfaceType(getNamedType(field.type))))
      return isLeafType(getNamedType(field.type)) ? call : undefined;
    if (!target) return `${call} { __typename }`;
    const inner =
      depth > 0 && !path.includes('auditTrail')
        ? this.fields(target, permissionOf(target) === undefined ? depth : depth - 1 > 0 ? depth - 1 : 0)
        : '';
    const selection = depth > 0 ? `{ __typename ${inner} }` : '{ __typename }';
    return isPage(getNamedType(field.type) as GraphQLObjectType)
      ? `${call} { nodes ${selection} }`
      : `${call} ${selection}`;
  }

  /** The field with what it has to be given; undefined when that is not known. */
  private arguments(field: {
    readonly name: string;
    readonly args: readonly GraphQLArgument[];
    readonly extensions: object;
  }): string | undefined {
    const given: string[] = [];
    for (const arg of field.args) {
      if (arg.name === 'first') given.push('first: 2');
      if (!isNonNullType(arg.type) || arg.defaultValue !== undefined) continue;
      const named = getNamedType(arg.type);
      const idOf = (field.extensions as Record<string, string>)[`idOf:${arg.name}`];
      const example = idOf === undefined ? undefined : this.examples.get(idOf);
      const value =
        named.name === 'ID'
          ? example && `"${example}"`
          : isEnumType(named)
            ? named.getValues()[0]?.name
            : VALUES[named.name];
      if (value === undefined) return undefined;
      given.push(`${arg.name}: ${isListType(getNullableType(arg.type)) ? `[${value}]` : value}`);
    }
    return given.length > 0 ? `${field.name}(${given.join(', ')})` : field.name;
  }

  /** Notes examples and finds what is shown of types that the context has no permission for. */
  private look(type: GraphQLOutputType, value: unknown, ctx: Ctx, path: string, leaks: string[]): void {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      const inner = getNullableType(type);
      for (const one of value)
        this.look(isListType(inner) ? (inner.ofType as GraphQLOutputType) : type, one, ctx, `${path}[]`, leaks);
      return;
    }
    const named = getNamedType(type);
    const row = value as Record<string, unknown>;
    const shown = isInterfaceType(named) ? this.schema.getType(String(row['__typename'])) : named;
    if (!isObjectType(shown)) return;
    const permission = permissionOf(shown);
    if (typeof row['id'] === 'string' && permission !== undefined && !this.examples.has(shown.name))
      this.examples.set(shown.name, row['id']);
    if (permission != null && !ctx.actor.permissions.has(permission)) {
      const always = isNonNullType(type) && !path.endsWith(']');
      const more = Object.keys(row).filter(
        (key) =>
          !RECOGNISED.has(key) &&
          !alsoShown(shown).includes(key) &&
          row[key] != null &&
          !(Array.isArray(row[key]) && row[key].length === 0),
      );
      const self = shown.name === 'Employee' && path.endsWith('viewer.employee');
      if (!self && (!always || more.length > 0))
        leaks.push(`${path} shows ${shown.name} { ${Object.keys(row).join(' ')} }`);
    } else if (permission != null) this.shown.add(path.replaceAll('[]', ''));
    const known = shown.getFields();
    for (const [key, inner] of Object.entries(row)) {
      const field = known[key];
      if (field && typeof inner === 'object')
        this.look(field.type, inner, ctx, `${shown.name === 'node' ? '' : path}.${key}`, leaks);
    }
  }
}
