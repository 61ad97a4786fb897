import { type Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { MutationPayload } from './payload.js';

type PayloadType<K extends string, T> = Type<MutationPayload & { [P in K]: T | null }>;
type PayloadsOf<M extends string, K extends string, T> = {
  readonly [P in M as `${Capitalize<P>}Payload`]: PayloadType<K, T>;
};

/**
 * The answer of mutations: the thing under `key` (null when it was not saved, as `thing` describes) and the userErrors.
 * `answersTo` names the mutations, for the description.
 */
export function payloadOf<K extends string, T>(
  name: string,
  key: K,
  type: Type<T>,
  thing: string,
  answersTo: string,
): PayloadType<K, T> {
  @ObjectType(name, { description: `Answer of ${answersTo}.` })
  class Payload extends MutationPayload {}
  Field(() => type, { nullable: true, description: thing })(Payload.prototype, key);
  return Payload as PayloadType<K, T>;
}

/**
 * Answers of mutations that each have one of their own: `const { CreatePartPayload, UpdatePartPayload } =
 * payloadsOf('part', PartType, 'The part; null when something was wrong.', 'createPart', 'updatePart')`.
 */
export function payloadsOf<K extends string, T, M extends string>(
  key: K,
  type: Type<T>,
  thing: string,
  ...mutations: M[]
): PayloadsOf<M, K, T> {
  const made = mutations.map((mutation) => {
    const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`;
    return [name, payloadOf(name, key, type, thing, mutation)];
  });
  return Object.fromEntries(made) as PayloadsOf<M, K, T>;
}
