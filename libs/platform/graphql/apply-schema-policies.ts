import {
  defaultFieldResolver,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isInterfaceType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { assertAccess, type AccessRule } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection } from '#platform/paging';
import { InvalidInputError } from '#platform/messages';
import { CurrentValues, type ShowCurrent } from './current.js';
import { InputReading } from './read-inputs.js';
import { ID_OF } from './id-fields.js';
import { toGlobalId } from '#kernel';
import { findInvalid } from './invalid-input.js';
import { describeLimitedFields } from './limited.js';
import { load, type LoaderDefinition } from './loaders.js';
import { type NodeRegistry } from './node.js';
import { COSTS_KEY, TAKES_TURNS } from './operation-cost.js';
import { callerKey } from './budget.js';
import { MUTATION, userErrorsOf, type RunningMutation, type UserError } from './payload.js';
import { REFERENCE_KEY } from './reference.js';
import { turns } from './turns.js';
import { assertDeclared, assertRootShowsVisible, assertVisibility, Visibility } from './visibility.js';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/**
 * Last touches to the schema that Nest made: every root field is closed by its access rule (one without a rule stops
 * the boot) and every field by who may see what it leads to, input that means nothing becomes userErrors or BAD_USER_INPUT, global ids become UUIDs and texts are tidied on the way in,
 * global ids on the way out, references are resolved by the loaders of their types, totals are lazy.
 */
export function applySchemaPolicies(schema: GraphQLSchema, nodes: NodeRegistry): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const inputs = new InputReading();
  const current = new CurrentValues((name) => schema.getType(name));
  for (const root of roots) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const kind =
        root === schema.getSubscriptionType()
          ? 'subscription'
          : root === schema.getMutationType()
            ? 'mutation'
            : 'query';
      enforceAccess(field, root?.name ?? '', kind, inputs, current);
    }
  }
  const visibility = new Visibility();
  for (const type of Object.values(schema.getTypeMap())) {
    describeLimitedFields(type);
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    assertVisibility(type, isNode(type));
    if (isNode(type)) globalId(type);
    nodes.describe(type);
    if (!roots.includes(type))
      for (const field of Object.values(type.getFields())) {
        readPlainly(field);
        showIdsAndReferences(type, field, nodes);
        readArguments(type, field, inputs);
        visibility.close(type, field);
      }
    const total = type.getFields()['totalCount'];
    if (type.name.endsWith('Connection') && total) total.resolve = (source: Connection<unknown>) => source.count();
  }
  return schema;
}

/**
 * Nest gives a resolver to every field, also to those that only show a property of their row. Without it they are read
 * in place: a resolver costs its call, its closures and a GraphQLResolveInfo with the whole path, for each leaf of each
 * row. Properties of such fields hold no promises.
 */
function readPlainly(field: GraphQLField<unknown, Ctx>): void {
  const { resolve } = field;
  if (resolve?.name !== NEST_READS) return;
  const read = resolve as (row: object) => unknown;
  const mark = Symbol(field.name);
  if (read({ [field.name]: mark }) === mark && read({}) === undefined) field.resolve = undefined;
}

/** What Nest calls the resolvers it makes for properties. */
const NEST_READS = 'rootFieldResolver';

const isNode = (type: unknown): type is GraphQLObjectType =>
  isObjectType(type) && type.getInterfaces().some((i) => isInterfaceType(i) && i.name === 'Node');

function globalId(type: GraphQLObjectType): void {
  const field = type.getFields()['id'];
  if (field) field.resolve = (row: { id: string }) => toGlobalId(type.name, row.id);
}

function showIdsAndReferences(type: GraphQLObjectType, field: GraphQLField<unknown, Ctx>, nodes: NodeRegistry): void {
  const { [REFERENCE_KEY]: key, [ID_OF]: idOf } = field.extensions as Record<string, string | undefined>;
  if (idOf !== undefined)
    field.resolve = (row) => {
      const id = (row as Record<string, string | null>)[field.name];
      return id == null ? null : toGlobalId(idOf, id);
    };
  if (key === undefined) return;
  const shown = getNamedType(field.type).name;
  nodes.refer(shown, `${type.name}.${field.name}`);
  let loader: LoaderDefinition<string, object | null | undefined> | undefined;
  field.resolve = (row, _args, ctx) => {
    const id = (row as Record<string, string | null | undefined>)[key];
    return id == null ? null : load(ctx, (loader ??= nodes.loaderOf(shown)), id);
  };
}

/** Arguments of nested fields are read as those of root fields are, where they hold ids, texts or scalars that can be invalid. */
function readArguments(type: GraphQLObjectType, field: GraphQLField<unknown, Ctx>, inputs: InputReading): void {
  const inner = field.resolve;
  const decode = inputs.of(field, `${type.name}.${field.name}`);
  const mayBeInvalid = (arg: GraphQLArgument): boolean => {
    const named = getNamedType(arg.type);
    return isInputObjectType(named) || (isScalarType(named) && !isSpecifiedScalarType(named));
  };
  if (!inner || (!decode && !field.args.some(mayBeInvalid))) return;
  field.resolve = (source, args: Record<string, unknown>, ctx, info) => {
    const invalid = findInvalid(args);
    const decoded = decode ? decode(args, invalid) : args;
    if (invalid.length > 0) throw new InvalidInputError(invalid);
    return inner(source, decoded, ctx, info);
  };
}

function enforceAccess(
  field: GraphQLField<unknown, Ctx>,
  root: string,
  kind: 'query' | 'mutation' | 'subscription',
  inputs: InputReading,
  current: CurrentValues,
): void {
  const rule = field.extensions['access'] as AccessRule | undefined;
  if (!rule)
    throw new Error(`${root}.${field.name} declares no access: add @Requires(permission), @SignedIn() or @Public()`);
  if (rule.kind === 'permission') assertDeclared(`${root}.${field.name}`, rule.permission);
  assertRootShowsVisible(root, field, rule);
  field.description = describeAccess(field.description, rule, field.extensions[COSTS_KEY]);
  const decode = inputs.of(field, `${root}.${field.name}`);
  const payload = payloadOfField(field);
  const mutation = payload && describeMutation(field, payload, current);
  const price = field.extensions[COSTS_KEY];
  const computes = kind === 'query' && typeof price === 'number' && price >= TAKES_TURNS;
  const close =
    (inner: Resolver): Resolver =>
    (source, args: Record<string, unknown>, ctx, info) => {
      assertAccess(ctx, rule, kind === 'mutation');
      const invalid = findInvalid(args);
      const decoded = decode ? decode(args, invalid) : args;
      if (mutation) {
        // Mutations of one operation run in turn: what the one before has read is stale now.
        ctx.memo.clear();
        ctx.memo.set(MUTATION, { name: field.name, thingTypes: mutation.thingTypes, input: args['input'] });
      }
      if (invalid.length === 0 && computes)
        return turns.next(callerKey(ctx)).then(() => inner(source, decoded, ctx, info));
      if (invalid.length === 0) {
        const answer = inner(source, decoded, ctx, info);
        return mutation && answer instanceof Promise ? withUserErrors(answer, ctx, mutation.show) : answer;
      }
      if (!mutation) throw new InvalidInputError(invalid);
      return { userErrors: userErrorsOf(invalid, ctx), clientMutationId: clientMutationId(args) };
    };
  if (kind === 'subscription') field.subscribe = close(field.subscribe ?? defaultFieldResolver);
  else field.resolve = close(field.resolve ?? defaultFieldResolver);
}

/** What a mutation answers with: the types of the things by their fields, and how their current values are shown. */
function describeMutation(
  field: GraphQLField<unknown, Ctx>,
  payload: GraphQLObjectType,
  current: CurrentValues,
): { readonly thingTypes: RunningMutation['thingTypes']; readonly show: ShowCurrent } {
  const things = Object.values(payload.getFields()).flatMap(({ name, type }) => {
    const named = getNamedType(type);
    return isNode(named) ? [[name, named] as const] : [];
  });
  const input = field.args.find(({ name }) => name === 'input');
  const inputType = input && getNamedType(input.type);
  return {
    thingTypes: new Map(things.map(([name, type]) => [name, type.name])),
    show: current.of(things[0]?.[1], isInputObjectType(inputType) ? inputType : undefined),
  };
}

/**
 * An InvalidInputError thrown inside a mutation becomes userErrors, which the user can correct; the current values of something stale
 * are shown as the API knows them.
 */
async function withUserErrors(answer: Promise<unknown>, ctx: Ctx, show: ShowCurrent): Promise<unknown> {
  try {
    const payload = (await answer) as { userErrors?: UserError[] } | null;
    for (const error of payload?.userErrors ?? [])
      if (error.current !== null && typeof error.current === 'object') error.current = show(error.current);
    return payload;
  } catch (error) {
    if (error instanceof InvalidInputError) return { userErrors: userErrorsOf(error.failures, ctx) };
    throw error;
  }
}

function payloadOfField(field: GraphQLField<unknown, Ctx>): GraphQLObjectType | undefined {
  const type = getNamedType(field.type);
  return isObjectType(type) && isNonNullType(field.type) && 'userErrors' in type.getFields() ? type : undefined;
}

const clientMutationId = (args: Record<string, unknown>): string | null => {
  const input = args['input'] as { clientMutationId?: string } | undefined;
  return input?.clientMutationId ?? null;
};

function describeAccess(description: string | null | undefined, rule: AccessRule, price: unknown): string {
  let needs =
    rule.kind === 'public'
      ? 'Open to everybody.'
      : rule.kind === 'signed-in'
        ? 'For anyone signed in.'
        : `Needs the permission \`${rule.permission}\`.`;
  if (rule.kind !== 'public' && rule.session) needs += ' Not for API tokens.';
  const said = typeof price === 'number' ? `${needs} Costs ${price}.` : needs;
  return description ? `${description}\n\n${said}` : said;
}
