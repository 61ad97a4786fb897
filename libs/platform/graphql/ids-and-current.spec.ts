import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { toGlobalId, type Failure } from '#kernel';
import { CurrentValues } from './current.js';
import { InputReading } from './read-inputs.js';
import { NodeRegistry } from './node.js';

const UUID = '018f2f1c-6d3a-7c3e-9a54-3f0c2b1d4e5f';
const CUSTOMER = toGlobalId('Customer', UUID);

const SDL = `type Query { thing(id: ID, filter: Filter, input: Input): Thing } input Filter { customerId: ID }
  input Input { id: ID customerId: ID personIds: [ID!] parts: [Part!] note: String } input Part { jobId: ID part: Part }
  type Thing { id: ID name: String customer: Customer } type Customer { id: ID }`;

function schemaOf(): GraphQLSchema {
  const schema = buildSchema(SDL);
  const declare = (type: string, field: string, extensions: object): void => {
    const { [field]: found } = (schema.getType(type) as GraphQLObjectType | GraphQLInputObjectType).getFields();
    if (found) found.extensions = { ...found.extensions, ...extensions };
  };
  declare('Query', 'thing', { 'idOf:id': 'Thing' });
  declare('Filter', 'customerId', { idOf: 'Customer' });
  declare('Input', 'id', { idOf: 'Thing' });
  declare('Input', 'customerId', { idOf: 'Customer' });
  declare('Input', 'personIds', { idOf: 'Person' });
  declare('Part', 'jobId', { idOf: 'Job' });
  declare('Thing', 'customer', { referenceKey: 'customerId' });
  return schema;
}

function decode(args: Record<string, unknown>): { decoded: unknown; failures: string[] } {
  const field = schemaOf().getQueryType()?.getFields()['thing'];
  const read = field && new InputReading().of(field, 'Query.thing');
  const failures: Failure[] = [];
  const decoded = read?.(args, failures);
  return { decoded, failures: failures.map((f) => `${f.code} ${f.field}`) };
}

test('ids are decoded wherever they stand, and the arguments stay as they were sent', () => {
  const args = {
    filter: { customerId: CUSTOMER },
    input: {
      customerId: null,
      personIds: [toGlobalId('Person', UUID)],
      parts: [{ part: { jobId: toGlobalId('Job', UUID) } }],
    },
  };
  const sent = structuredClone(args);
  expect(decode(args)).toEqual({
    decoded: {
      filter: { customerId: UUID },
      input: { customerId: null, personIds: [UUID], parts: [{ part: { jobId: UUID } }] },
    },
    failures: [],
  });
  expect(args).toEqual(sent);
});

test('all wrong ids are named by their paths, without the argument input', () => {
  const { failures } = decode({
    id: CUSTOMER,
    filter: { customerId: 'nonsense' },
    input: { personIds: [toGlobalId('Person', UUID), CUSTOMER], parts: [{ jobId: UUID }] },
  });
  expect(failures).toEqual([
    'WRONG_ID_TYPE id',
    'INVALID_ID filter.customerId',
    'WRONG_ID_TYPE personIds.1',
    'INVALID_ID parts.0.jobId',
  ]);
});

test('an id of which no type is declared stops the start', () => {
  const field = buildSchema(SDL).getQueryType()?.getFields()['thing'];
  expect(() => field && new InputReading().of(field, 'Query.thing')).toThrow('Query.thing(id:) is an ID of no type');
});

test('the current values show what type and input declare, and no internal column', () => {
  const schema = schemaOf();
  const show = new CurrentValues((name) => schema.getType(name)).of(
    schema.getType('Thing') as GraphQLObjectType,
    schema.getType('Input') as GraphQLInputObjectType,
  );
  const row = {
    id: UUID,
    name: 'A',
    customerId: UUID,
    note: 'n',
    parts: [{ jobId: UUID, cost: 7 }],
    sortName: 'a',
    passwordHash: 'x',
  };
  expect(show(row)).toEqual({
    id: toGlobalId('Thing', UUID),
    name: 'A',
    customerId: CUSTOMER,
    note: 'n',
    parts: [{ jobId: toGlobalId('Job', UUID) }],
  });
});

test('a reference to a type that no module registers stops the start', () => {
  const nodes = new NodeRegistry();
  nodes.refer('Customer', 'Thing.customer');
  expect(() => nodes.onApplicationBootstrap()).toThrow('Thing.customer shows a Customer');
  nodes.register('Customer', { batch: (_ctx, ids) => Promise.resolve(ids.map(() => null)) });
  expect(() => nodes.onApplicationBootstrap()).not.toThrow();
});
