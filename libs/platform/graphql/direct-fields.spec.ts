import 'reflect-metadata';
import { type ExternalContextCreator } from '@nestjs/core';
import { expect, test } from 'vitest';
import { callFieldsDirectly } from './direct-fields.js';

const PARAMETERS = 'parameters';
const fields = { guards: false, filters: false, interceptors: false };
const values = { exchangeKeyForValue: (type: number, _data: unknown, args: readonly unknown[]) => args[type] };

class Resolver {
  field(...given: unknown[]): unknown[] {
    return given;
  }
}

/** Nest's creator, which says that it was asked. */
function creator(parameters: Record<string, object>) {
  Reflect.defineMetadata(PARAMETERS, parameters, Resolver, 'field');
  const nest = { create: () => () => "Nest's way" };
  callFieldsDirectly(nest as unknown as ExternalContextCreator);
  const create = nest.create as unknown as (...given: unknown[]) => (...args: unknown[]) => unknown;
  const resolver = new Resolver();
  const ask = (options: object | undefined, contextType = 'graphql') =>
    create(resolver, resolver.field, 'field', PARAMETERS, values, undefined, undefined, options, contextType);
  return ask;
}

test('a field without enhancers is called with its parameters in their places', () => {
  const ask = creator({ '2:0': { index: 0 }, '0:2': { index: 2 } });
  expect(ask(fields)('source', 'args', 'ctx')).toEqual(['ctx', undefined, 'source']);
});

test.each([
  ['a parameter with a pipe', { '0:0': { index: 0, pipes: [{}] } }, fields, 'graphql'],
  ['a parameter of a decorator of our own', { 'custom:0': { index: 0 } }, fields, 'graphql'],
  ['a field with guards', { '0:0': { index: 0 } }, { ...fields, guards: true }, 'graphql'],
  ['a root field', { '0:0': { index: 0 } }, undefined, 'graphql'],
  ['anything but GraphQL', { '0:0': { index: 0 } }, fields, 'http'],
])('%s keeps the way of Nest', (_name, parameters, options, contextType) => {
  expect(creator(parameters)(options, contextType)('source')).toBe("Nest's way");
});
