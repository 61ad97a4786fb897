import { buildSchema, graphql, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { permits } from '#platform/access';
import { AUDIT } from '#platform/audit';
import { systemCtx, type Ctx, type Scope } from '#platform/context';
import { assertRootShowsVisible, assertVisibility, Visibility } from './visibility.js';

const SDL = `type Query { thing: Thing } type Thing { id: ID! secret: Secret must: Secret! many: [Secret!]! page: SecretConnection
  named: String } type Secret { id: ID! name: String! phone: String size: Int! next: Secret }
  type SecretConnection { nodes: [Secret!]! }`;
const SECRET = { id: 's', name: 'Name', phone: '1', size: 3, next: { id: 't', name: 'Next' } };

function closed(): GraphQLSchema {
  const schema = buildSchema(SDL);
  const type = (name: string) => schema.getType(name) as GraphQLObjectType;
  type('Secret').extensions = { visible: { permission: 'audit.read' } };
  const named = type('Thing').getFields()['named'];
  if (named) named.extensions = { needs: 'audit.read' };
  const next = type('Secret').getFields()['next'];
  if (next) next.resolve = (row: { next: object }) => row.next;
  const visibility = new Visibility();
  for (const name of ['Thing', 'Secret', 'SecretConnection'])
    for (const field of Object.values(type(name).getFields())) visibility.close(type(name), field);
  return schema;
}

const ctxOf = (permissions: Readonly<Record<string, Scope>>): Ctx => {
  const ctx = systemCtx('test');
  return { ...ctx, actor: { ...ctx.actor, kind: 'employee', permissions: new Map(Object.entries(permissions)) } };
};

async function ask(fields: string, permissions: Readonly<Record<string, Scope>> = {}) {
  const thing = { id: 'x', secret: SECRET, must: SECRET, many: [SECRET], page: { nodes: [SECRET] }, named: 'value' };
  const { data, errors } = await graphql({
    schema: closed(),
    source: `{ thing { ${fields} } }`,
    rootValue: { thing },
    contextValue: ctxOf(permissions),
  });
  return { thing: data?.['thing'], errors: errors?.map((e) => `${e.path?.join('.')} ${e.message}`) };
}

describe('what leads to things of a type that needs a permission', () => {
  const ALL = 'secret { name } many { name } page { nodes { name } } must { id name phone next { name } } named';

  test('is null, empty, or shows what the thing is recognised by, without it', async () =>
    expect(await ask(ALL)).toEqual({
      thing: {
        ...{ secret: null, many: [], page: null, named: null },
        must: { id: 's', name: 'Name', phone: null, next: null },
      },
      errors: undefined,
    }));

  test('is refused where it can be neither', async () =>
    expect((await ask('must { size }')).errors).toEqual([
      'thing.must.size Secret.size needs the permission audit.read, which your roles do not give.',
    ]));

  test('is there with it', async () =>
    expect((await ask(`${ALL} must { size }`, { 'audit.read': 'office' })).thing).toEqual({
      ...{ secret: { name: 'Name' }, many: [{ name: 'Name' }], page: { nodes: [{ name: 'Name' }] }, named: 'value' },
      must: { id: 's', name: 'Name', phone: '1', size: 3, next: { name: 'Next' } },
    }));

  test('is asked by the permission with its scope', () =>
    // @ts-expect-error what goes by office is asked of OfficeReach
    expect(permits(ctxOf({ 'audit.read': 'office' }), AUDIT['audit.read'])).toBe(true));
});

describe('the start is stopped', () => {
  const type = (visible?: object): GraphQLObjectType => {
    const found = buildSchema(SDL).getType('Secret') as GraphQLObjectType;
    found.extensions = visible ? { visible } : {};
    return found;
  };

  test('by a type with global ids that does not say who sees it', () => {
    expect(() => assertVisibility(type(), true)).toThrow('Secret declares no visibility: add @VisibleWith(permission)');
    expect(() => assertVisibility(type(), false)).not.toThrow();
    expect(() => assertVisibility(type({ permission: null }), true)).not.toThrow();
  });

  test('by a permission that no module declares', () =>
    expect(() => assertVisibility(type({ permission: 'visibility.none' }), true)).toThrow('which no module declares'));

  test('by a root field that asks for less than the type it shows', () => {
    const field = { name: 'secrets', type: type({ permission: 'audit.read' }) } as unknown as GraphQLField<
      unknown,
      Ctx
    >;
    const show = (permission: string) => () =>
      assertRootShowsVisible('Query', field, { kind: 'permission', permission });
    expect(show('visibility.other')).toThrow('Query.secrets shows a Secret and has to require audit.read');
    expect(show('audit.read')).not.toThrow();
    expect(() => assertRootShowsVisible('Query', field, { kind: 'signed-in' })).toThrow('has to require audit.read');
  });
});
