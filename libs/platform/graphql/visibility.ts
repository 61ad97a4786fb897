import { Extensions } from '@nestjs/graphql';
import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { allPermissions, ForbiddenError, holds, type AccessRule } from '#platform/access';
import { type Ctx } from '#platform/context';
import { REFERENCE_KEY } from './reference.js';

/** Key of a type's extensions: who sees its things. Key of a field's extensions: the permission that it needs besides. */
const VISIBLE = 'visible';
const NEEDS = 'needs';

/** Who sees the things of a type. */
interface Rule {
  /** The permission that it takes; null for everybody who is signed in. */
  readonly permission: string | null;
  /** Whether a thing that is the viewer itself is seen without it. */
  readonly own?: boolean;
  /** Fields by which a thing is recognised besides the usual ones. */
  readonly shows?: readonly string[];
}

/**
 * What it takes to see the things of a type, declared once: for its own root fields and `node(id:)`, and wherever a field of
 * another type leads to them. `own` lets employees see themselves without it; `shows` names fields that are shown without it
 * where a thing always has to be there.
 *
 *     @VisibleWith('customers.read')
 *     @ObjectType('Customer', { implements: () => [Node], … })
 */
export const VisibleWith = (permission: string, { own, shows }: Pick<Rule, 'own' | 'shows'> = {}): ClassDecorator =>
  Extensions({ [VISIBLE]: { permission, own, shows } satisfies Rule });

/** The things of the type are seen by everybody who is signed in. */
export const VisibleToSignedIn = (): ClassDecorator => Extensions({ [VISIBLE]: { permission: null } satisfies Rule });

/** The field needs a permission besides what its type takes: a value that an extension from another module adds. */
export const FieldNeeds = (permission: string): MethodDecorator & PropertyDecorator =>
  Extensions({ [NEEDS]: permission });

/** Fields by which a thing is recognised: the ones that are shown of a thing that always has to be there. */
const RECOGNISED_BY = new Set(['id', 'code', 'name', 'nameNative', 'number', 'version']);

/** Marks a row of which only those fields are shown. */
const LIMITED = Symbol('limited');

type Field = GraphQLField<unknown, Ctx>;
type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/** Enforces who sees the things of which type, on every field that leads to them. */
export class Visibility {
  private readonly limits = new Map<GraphQLObjectType, (row: object) => object>();

  /** Whether the actor may see things of that type: `thing`, when it is the viewer itself and its type says so, in any case. */
  static sees(ctx: Ctx, type: GraphQLObjectType, thing?: object | null): boolean {
    const rule = ruleOf(type);
    if (!rule || rule.permission === null || holds(ctx, rule.permission)) return true;
    return rule.own === true && ctx.actor.id !== null && (thing as { id?: unknown } | null)?.id === ctx.actor.id;
  }

  /**
   * Closes a field below the root. Without the permission of the type that it leads to, a field that may be null is null, a
   * list is empty, and a thing that has to be there is shown with the fields that it is recognised by. The answers of
   * mutations show what was written to whoever wrote it.
   */
  close(type: GraphQLObjectType, field: Field): void {
    if (/(Connection|Edge)$/.test(type.name)) return;
    const target = 'userErrors' in type.getFields() ? undefined : shownBy(field.type);
    const closed = target && ruleOf(target)?.permission != null ? target : undefined;
    const withheld = ruleOf(type)?.permission != null && field.resolve && !recognisedBy(type, field.name);
    const needs = field.extensions[NEEDS] as string | undefined;
    if (needs !== undefined) assertDeclared(`${type.name}.${field.name}`, needs);
    if (!closed && !withheld && needs === undefined) return;
    const inner = field.resolve ?? defaultFieldResolver;
    const refuse = refusing(field.type, `${type.name}.${field.name}`);
    const unseen = closed && this.withoutPermission(field.type, closed, inner, refuse);
    field.resolve = (source, args, ctx, info) => {
      const limitedBy = withheld ? (source as { [LIMITED]?: string })[LIMITED] : undefined;
      if (limitedBy !== undefined) return refuse(limitedBy);
      if (needs !== undefined && !holds(ctx, needs)) return refuse(needs);
      if (unseen && !Visibility.sees(ctx, closed)) return unseen(source, args, ctx, info) as unknown;
      return inner(source, args, ctx, info);
    };
  }

  /** What a field that leads to things of `target` answers to those who may not see them. */
  private withoutPermission(
    type: GraphQLOutputType,
    target: GraphQLObjectType,
    inner: Resolver,
    refuse: (permission: string) => unknown,
  ): Resolver {
    const { permission, own } = ruleOf(target) as { permission: string; own?: boolean };
    const isOne = getNullableType(type) === target;
    if (!isOne || (!isNonNullType(type) && !own)) return () => refuse(permission);
    const show = (ctx: Ctx, row: object | null): object | null => {
      if (row === null || row === undefined) return null;
      if (Visibility.sees(ctx, target, row)) return row;
      return isNonNullType(type) ? this.limited(target, permission, row) : null;
    };
    return (source, args, ctx, info) => {
      const found = inner(source, args, ctx, info) as object | null | Promise<object | null>;
      return found instanceof Promise ? found.then((row) => show(ctx, row)) : show(ctx, found);
    };
  }

  /** The row with what it is recognised by; other values are null or, where they may not be, refusals. */
  private limited(type: GraphQLObjectType, permission: string, row: object): object {
    let limit = this.limits.get(type);
    if (!limit) {
      const fields = Object.values(type.getFields());
      const shown = fields
        .filter(({ name }) => recognisedBy(type, name))
        .map(({ name, extensions }) => (extensions[REFERENCE_KEY] as string | undefined) ?? name);
      const rest = fields.filter(({ name }) => !recognisedBy(type, name));
      limit = (full) =>
        Object.assign(
          Object.fromEntries(
            rest.map((f) => [f.name, isNonNullType(f.type) ? lacking(permission, type, f.name) : null]),
          ),
          Object.fromEntries(shown.map((name) => [name, (full as Record<string, unknown>)[name]])),
          { [LIMITED]: permission },
        );
      this.limits.set(type, limit);
    }
    return limit(row);
  }
}

/** Throws unless the permission that stands at `where` is declared. */
export function assertDeclared(where: string, permission: string): void {
  if (!allPermissions().has(permission)) throw new Error(`${where} requires ${permission}, which no module declares`);
}

/** Throws unless a type with global ids says who sees its things, with a permission that there is. */
export function assertVisibility(type: GraphQLObjectType, isNode: boolean): void {
  const rule = ruleOf(type);
  if (isNode && !rule)
    throw new Error(`${type.name} declares no visibility: add @VisibleWith(permission) or @VisibleToSignedIn()`);
  if (rule?.permission == null) return;
  assertDeclared(type.name, rule.permission);
  const needs = `Needs the permission \`${rule.permission}\`.`;
  type.description = type.description ? `${type.description}\n\n${needs}` : needs;
}

/** Throws when a root field shows things of a type to those who may not see them: it has to require what the type does. */
export function assertRootShowsVisible(root: string, field: Field, rule: AccessRule): void {
  const target = shownBy(field.type);
  const permission = target && ruleOf(target)?.permission;
  if (permission == null || (rule.kind === 'permission' && rule.permission === permission)) return;
  throw new Error(`${root}.${field.name} shows a ${target?.name} and has to require ${permission}, as the type does`);
}

const recognisedBy = (type: GraphQLObjectType, field: string): boolean =>
  RECOGNISED_BY.has(field) || ruleOf(type)?.shows?.includes(field) === true;

const ruleOf = (type: GraphQLObjectType): Rule | undefined => type.extensions[VISIBLE] as Rule | undefined;

/** The type of the things that a field shows, one by one, as a list or in pages. */
function shownBy(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  if (!isObjectType(named)) return undefined;
  const nodes = named.name.endsWith('Connection') ? named.getFields()['nodes'] : undefined;
  return nodes ? shownBy(nodes.type) : named;
}

const lacking = (permission: string, type: GraphQLObjectType, field: string): ForbiddenError =>
  new ForbiddenError(`${type.name}.${field} needs the permission ${permission}, which your roles do not give.`);

/** Answers null, an empty list, or where it can be neither of both, FORBIDDEN. */
function refusing(type: GraphQLOutputType, field: string): (permission: string) => unknown {
  if (!isNonNullType(type)) return () => null;
  if (isListType(getNullableType(type))) return () => [];
  return (permission) => {
    throw new ForbiddenError(`${field} needs the permission ${permission}, which your roles do not give.`);
  };
}
