import {
  defaultFieldResolver,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { allPermissions, assertAccess, type AccessRule } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection } from '#platform/paging';
import { toGlobalId } from './ids.js';
import { InvalidInputError } from '#platform/messages';
import { findInvalid } from './invalid-input.js';
import { MUTATION_NAME, userErrorsOf } from './payload.js';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/**
 * Last touches to the schema that Nest made: every root field is closed by its access rule (one without a rule stops
 * the boot), input that means nothing becomes userErrors or BAD_USER_INPUT, ids become global ids, totals are lazy.
 */
export function finishSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const root of roots) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const isSubscription = root === schema.getSubscriptionType();
      closeRootField(field, root?.name ?? '', isSubscription);
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    if (type.getInterfaces().some((i) => i.name === 'Node')) globalId(type);
    if (!roots.includes(type)) for (const field of Object.values(type.getFields())) refuseInvalidArguments(field);
    const total = type.getFields()['totalCount'];
    if (type.name.endsWith('Connection') && total) total.resolve = (source: Connection<unknown>) => source.count();
  }
  return schema;
}

function globalId(type: GraphQLObjectType): void {
  const field = type.getFields()['id'];
  if (field) field.resolve = (row: { id: string }) => toGlobalId(type.name, row.id);
}

/** Arguments of nested fields are checked as those of root fields are, where they hold scalars that can be invalid. */
function refuseInvalidArguments(field: GraphQLField<unknown, Ctx>): void {
  const inner = field.resolve;
  const mayBeInvalid = (arg: GraphQLArgument): boolean => {
    const type = getNamedType(arg.type);
    return isInputObjectType(type) || (isScalarType(type) && !isSpecifiedScalarType(type));
  };
  if (!inner || !field.args.some(mayBeInvalid)) return;
  field.resolve = (source, args, ctx, info) => {
    const invalid = findInvalid(args);
    if (invalid.length > 0) throw new InvalidInputError(invalid);
    return inner(source, args, ctx, info);
  };
}

function closeRootField(field: GraphQLField<unknown, Ctx>, root: string, isSubscription: boolean): void {
  const rule = field.extensions['access'] as AccessRule | undefined;
  if (!rule)
    throw new Error(`${root}.${field.name} declares no access: add @Requires(permission), @SignedIn() or @Public()`);
  if (rule.kind === 'permission' && !allPermissions().has(rule.permission))
    throw new Error(`${root}.${field.name} requires ${rule.permission}, which no module declares`);
  field.description = describeAccess(field.description, rule);
  const answersWithErrors = isPayload(field);
  const close =
    (inner: Resolver): Resolver =>
    (source, args, ctx, info) => {
      assertAccess(ctx, rule);
      const invalid = findInvalid(args);
      if (answersWithErrors) {
        // Mutations of one operation run in turn: what the one before has read is stale now.
        ctx.memo.clear();
        ctx.memo.set(MUTATION_NAME, field.name);
      }
      if (invalid.length === 0) return guardPayload(inner(source, args, ctx, info), ctx, answersWithErrors);
      if (!answersWithErrors) throw new InvalidInputError(invalid);
      return { userErrors: userErrorsOf(invalid, ctx), clientMutationId: clientMutationId(args) };
    };
  if (isSubscription) field.subscribe = close(field.subscribe ?? defaultFieldResolver);
  else field.resolve = close(field.resolve ?? defaultFieldResolver);
}

/** An InvalidInputError thrown inside a mutation (a wrong id, say) is something the user can mend. */
async function mended(answer: Promise<unknown>, ctx: Ctx): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof InvalidInputError) return { userErrors: userErrorsOf(error.failures, ctx) };
    throw error;
  }
}

function guardPayload(answer: unknown, ctx: Ctx, answersWithErrors: boolean): unknown {
  return answersWithErrors && answer instanceof Promise ? mended(answer, ctx) : answer;
}

function isPayload(field: GraphQLField<unknown, Ctx>): boolean {
  const type = getNamedType(field.type);
  return isObjectType(type) && isNonNullType(field.type) && 'userErrors' in type.getFields();
}

const clientMutationId = (args: Record<string, unknown>): string | null => {
  const input = args['input'] as { clientMutationId?: string } | undefined;
  return input?.clientMutationId ?? null;
};

function describeAccess(description: string | null | undefined, rule: AccessRule): string {
  const needs =
    rule.kind === 'public'
      ? 'Open to everybody.'
      : rule.kind === 'signed-in'
        ? 'For anyone signed in.'
        : `Needs the permission \`${rule.permission}\`.`;
  return description ? `${description}\n\n${needs}` : needs;
}
