import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isInputObjectType, isNonNullType, type GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

interface Constraint {
  readonly field: string;
  readonly required: boolean;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly maxItems: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

const CONSTRAINTS = `query ($type: String!) { inputConstraints(type: $type) {
  field required minLength maxLength maxItems minimum maximum } }`;

let app: TestApp;
let employee: TestEmployee;
let inputs: GraphQLInputObjectType[];

beforeAll(async () => {
  app = await createTestApp();
  employee = await app.employee();
  const schema: GraphQLSchema = app.get(GraphQLSchemaHost).schema;
  inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
});

const constraintsOf = async (type: string): Promise<Constraint[]> =>
  (await employee.client.query(CONSTRAINTS, { type }))['inputConstraints'];

test('every input type answers, with each required field once and limits that something can meet', async () => {
  expect(inputs.length).toBeGreaterThan(150);
  for (const type of inputs) {
    const constraints = await constraintsOf(type.name);
    const names = constraints.map((c) => c.field);
    expect(new Set(names).size, type.name).toBe(names.length);
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    expect(
      constraints.filter((c) => c.required).map((c) => c.field),
      type.name,
    ).toEqual(required.map((field) => field.name));
    for (const { field, minLength, maxLength, maxItems, minimum, maximum } of constraints) {
      const at = `${type.name}.${field}`;
      expect(minLength ?? 0, at).toBeLessThanOrEqual(maxLength ?? Infinity);
      expect(minimum ?? -Infinity, at).toBeLessThanOrEqual(maximum ?? Infinity);
      expect(maxItems ?? 1, at).toBeGreaterThan(0);
    }
  }
});

test('every limit stands in the description of its field', async () => {
  let limits = 0;
  for (const type of inputs)
    for (const { field, maxLength, maxItems, maximum } of await constraintsOf(type.name)) {
      const limit = maxLength ?? maxItems ?? maximum;
      if (limit === null) continue;
      limits++;
      const { description } = type.getFields()[field] ?? {};
      expect(description, `${type.name}.${field}`).toContain(limit.toLocaleString('en-GB'));
      expect(description, `${type.name}.${field}`).not.toContain('{limits}');
    }
  expect(limits).toBeGreaterThan(200);
});
