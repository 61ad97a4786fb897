import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId, uuidv7 } from '#kernel';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { serviceWorld } from '#modules/services/testing';

/** Another seed makes other operations: `FUZZ_SEED=7 FUZZ_ROUNDS=50 npm test -- test/security/fuzz.spec.ts`. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_130);
/** Operations for each root field. */
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 2);

const TEXTS = [
  ...[
    '',
    ' ',
    'Lift 3',
    '电梯',
    'a'.repeat(300),
    'x'.repeat(25_000),
    '\u0000',
    '\u202e\u200b',
    '\ud800',
    "'; drop table x; --",
  ],
  ...['%_\\', '{{x}}', '${x}', '=1+1', '<script>', 'null', '__proto__', 'FREQ=DAILY', 'FREQ=DAILY;COUNT=1;BYSETPOS=9'],
  ...['2026-02-30', '2026-03-01', '0000-00-00', '9999-12-31', '2026-03-01T00:00:00Z', '+275760-09-13T00:00:00Z'],
  ...[
    '24:00',
    '09:00',
    '25:61',
    'UTC',
    'Asia/Hong_Kong',
    'Mars/Olympus',
    'GBP',
    'XXX',
    '1e400',
    '-0.005',
    '1'.repeat(40),
  ],
  ...['HK', 'XK', '+852 2345 6789', 'who@firm.example', 'http://127.0.0.1/', '2.5', 'NaN', '--12-25', 'P1D'],
];
const NUMBERS = [0, 1, 2, 20, 100, -1, 2_147_483_647, -2_147_483_648];

let app: TestApp;
let admin: TestEmployee;
let ids: string[];

beforeAll(async () => {
  app = await createTestApp();
  admin = await app.employee();
  const world = await serviceWorld(app);
  ids = [
    toGlobalId('Customer', world.nationalId),
    toGlobalId('Customer', world.groupId),
    toGlobalId('Branch', world.branchId),
    toGlobalId('Job', world.groupJobId),
    toGlobalId('ServiceRequest', await world.request()),
    toGlobalId('Office', app.officeId),
    toGlobalId('Employee', admin.id),
    toGlobalId('Employee', uuidv7()),
    ...['', 'x', toGlobalId('Customer', 'x'), toGlobalId('Nothing', uuidv7())],
  ];
});

/** Mulberry32: small, and the same everywhere. */
function randomness(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes values for inputs: of the right shape, and with any content. */
class Values {
  constructor(private readonly random: () => number) {}

  of(type: GraphQLInputType, depth = 0): unknown {
    if (!isNonNullType(type) && (depth > 4 || this.random() < 0.4)) return this.random() < 0.2 ? null : undefined;
    const inner = getNullableType(type);
    if (isListType(inner))
      return Array.from({ length: Math.floor(this.random() * 3) }, () =>
        this.of(inner.ofType as GraphQLInputType, depth + 1),
      );
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).map((f) => [f.name, this.of(f.type, depth + 1)] as const);
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
    }
    if (isEnumType(inner)) return this.random() < 0.95 ? this.one(inner.getValues()).name : 'NOTHING';
    switch (inner.name) {
      case 'ID':
        return this.one(ids);
      case 'Int':
      case 'Float':
        return this.one(NUMBERS);
      case 'Boolean':
        return this.random() < 0.5;
      default:
        return this.one(TEXTS);
    }
  }

  private one<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }
}

/** The leaves of what a field shows, two levels deep. */
function selectionOf(type: GraphQLOutputType, depth = 0): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields()).filter(
    (f) => f.args.every((a) => !isNonNullType(a.type)) && (isLeafType(getNamedType(f.type)) || depth < 1),
  );
  return `{ __typename ${fields.map((f) => `${f.name} ${selectionOf(f.type, depth + 1)}`).join(' ')} }`;
}

function operationOf(
  kind: string,
  field: GraphQLField<unknown, unknown>,
  values: Values,
): [string, Record<string, unknown>] {
  const given = field.args.flatMap((arg) => {
    const value = values.of(arg.type);
    return value === undefined ? [] : [{ arg, value }];
  });
  const declared = given.map(({ arg }) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = given.map(({ arg }) => `${arg.name}: $${arg.name}`).join(', ');
  const query = `${kind} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selectionOf(field.type)} }`;
  return [query, Object.fromEntries(given.map(({ arg, value }) => [arg.name, value]))];
}

describe('whatever is sent', () => {
  test.each(['query', 'mutation'] as const)(
    `each %s answers with data or with an error that says what is wrong (seed ${SEED})`,
    async (kind) => {
      const { schema } = app.get(GraphQLSchemaHost);
      const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
      const values = new Values(randomness(SEED + kind.length));
      const unexpected: string[] = [];
      let done = 0;
      for (const field of Object.values(root?.getFields() ?? {}))
        for (let round = 0; round < ROUNDS; round++) {
          const [query, variables] = operationOf(kind, field, values);
          const { data, errors = [] } = await admin.client.send(query, variables);
          if (data) done++;
          for (const { message, extensions } of errors)
            if (extensions?.['code'] === 'INTERNAL' || extensions?.['code'] === undefined)
              unexpected.push(`${message} ${query} ${JSON.stringify(variables).slice(0, 2_000)}`);
        }
      expect(unexpected).toEqual([]);
      expect(done).toBeGreaterThan(20);
    },
  );
});
