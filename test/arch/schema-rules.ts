import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

type Rule = (schema: GraphQLSchema) => string[];
type Member = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument;

const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter((t) => !isIntrospectionType(t) && !isSpecifiedScalarType(t));

const objectTypes = (schema: GraphQLSchema): GraphQLObjectType[] => ownTypes(schema).filter(isObjectType);

/** Every field, input field and argument with where it stands. */
function membersOf(schema: GraphQLSchema): { readonly at: string; readonly member: Member }[] {
  return ownTypes(schema).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
    return Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()).flatMap((field) => [
      { at: `${type.name}.${field.name}`, member: field },
      ...('args' in field ? field.args : []).map((arg) => ({
        at: `${type.name}.${field.name}(${arg.name}:)`,
        member: arg,
      })),
    ]);
  });
}

const enumValues = (schema: GraphQLSchema) =>
  ownTypes(schema)
    .filter(isEnumType)
    .flatMap((type) => type.getValues().map((value) => ({ at: `${type.name}.${value.name}`, value })));

/** Access notes are added by themselves; they do not say what a field means. */
const meaning = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/(^|\n\n)(Open to everybody\.|For anyone signed in\.|Needs the permission `[\w.-]+`\.)$/, '')
    .trim();

export const everythingIsDescribed: Rule = (schema) => [
  ...ownTypes(schema)
    .filter((type) => !['Query', 'Mutation', 'Subscription'].includes(type.name) && meaning(type.description) === '')
    .map((type) => type.name),
  ...membersOf(schema).flatMap(({ at, member }) => (meaning(member.description) === '' ? [at] : [])),
  ...enumValues(schema).flatMap(({ at, value }) => (meaning(value.description) === '' ? [at] : [])),
];

export const namesFollowTheConventions: Rule = (schema) => [
  ...ownTypes(schema).flatMap(({ name }) => (/^[A-Z][A-Za-z0-9]*$/.test(name) ? [] : [`type ${name}`])),
  ...membersOf(schema).flatMap(({ at, member }) => (/^[a-z][A-Za-z0-9]*$/.test(member.name) ? [] : [at])),
  ...enumValues(schema).flatMap(({ at, value }) => (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(value.name) ? [] : [at])),
];

export const mutationsHaveTheirShape: Rule = (schema) =>
  Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) => {
    const wrong: string[] = [];
    const [input, ...others] = field.args;
    if (input?.name !== 'input' || others.length > 0 || !/^\w+Input!$/.test(String(input.type)))
      wrong.push(
        `${field.name} takes (${field.args.map((a) => `${a.name}: ${String(a.type)}`).join(', ')}), not (input: …Input!)`,
      );
    else {
      const type = getNamedType(input.type);
      const id = isInputObjectType(type) ? type.getFields()['clientMutationId'] : undefined;
      if (String(id?.type) !== 'String') wrong.push(`${String(type)} has no optional clientMutationId`);
    }
    const payload = getNamedType(field.type);
    if (!/^\w+Payload!$/.test(String(field.type)) || !isObjectType(payload))
      wrong.push(`${field.name} answers ${String(field.type)}, not …Payload!`);
    else if (String(payload.getFields()['userErrors']?.type) !== '[UserError!]!')
      wrong.push(`${payload.name} has no userErrors: [UserError!]!`);
    return wrong;
  });

/** What a Connection and its Edge must have; % stands for the node's type. */
const CONNECTION = { edges: '[%Edge!]!', nodes: '[%!]!', pageInfo: 'PageInfo!', totalCount: 'Int!' };
const PAGE_ARGUMENTS = { first: 'Int', after: 'String', last: 'Int', before: 'String' };

export const connectionsHaveTheirShape: Rule = (schema) =>
  objectTypes(schema).flatMap((type) => {
    const fields = type.getFields();
    const wrong: string[] = [];
    if (type.name.endsWith('Connection')) {
      const edge = getNamedType(fields['edges']?.type);
      const node = isObjectType(edge) ? edge.getFields()['node'] : undefined;
      const name = node ? getNamedType(node.type).name : '?';
      if (
        String(node?.type) !== `${name}!` ||
        (isObjectType(edge) && String(edge.getFields()['cursor']?.type) !== 'String!')
      )
        wrong.push(`the edge of ${type.name} is not { cursor: String! node: ${name}! }`);
      for (const [field, wanted] of Object.entries(CONNECTION)) {
        const actual = String(fields[field]?.type);
        const expected = field === 'edges' ? `[${edge?.name}!]!` : wanted.replaceAll('%', name);
        if (actual !== expected) wrong.push(`${type.name}.${field} is ${actual}, not ${expected}`);
      }
    }
    for (const field of Object.values(fields)) {
      if (!getNamedType(field.type).name.endsWith('Connection')) continue;
      for (const [name, wanted] of Object.entries(PAGE_ARGUMENTS))
        if (String(field.args.find((a) => a.name === name)?.type) !== wanted)
          wrong.push(`${type.name}.${field.name} has no ${name}: ${wanted}`);
    }
    return wrong;
  });

export const deprecationsCarryReasons: Rule = (schema) =>
  [
    ...membersOf(schema).map(({ at, member }) => ({ at, reason: member.deprecationReason })),
    ...enumValues(schema).map(({ at, value }) => ({ at, reason: value.deprecationReason })),
  ].flatMap(({ at, reason }) => (reason === '' || reason === 'No longer supported' ? [at] : []));

/** Types with a global id that `node(id:)` does not find, and finders without a type. */
export function nodesAreRegistered(schema: GraphQLSchema, registered: readonly string[]): string[] {
  const nodes = objectTypes(schema)
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
    .map(({ name }) => name);
  return [
    ...nodes.filter((name) => !registered.includes(name)).map((name) => `${name} is not found by node(id:)`),
    ...registered.filter((name) => !nodes.includes(name)).map((name) => `${name} does not implement Node`),
  ];
}

const CREDENTIALS = /password|second.?factor|recovery.?code|api.?token|session/i;

/** What changes passwords, tokens, sessions or second factors needs a person, not an API token; or nobody signed in. */
export const credentialsNeedAPerson: Rule = (schema) =>
  Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ name }) => CREDENTIALS.test(name))
    .filter(({ description }) => !/Not for API tokens\.|Open to everybody\./.test(description ?? ''))
    .map(({ name }) => `${name} is open to API tokens: declare { session: true }`);
