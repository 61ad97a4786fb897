import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { GraphQLScalarType } from 'graphql';
import { describeLimits, err, ok, textOf, type Failure, type Result } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { categoryOf, messageOf, type FailureCategory } from '#platform/messages';
import { enumType } from './enum-type.js';
import { Verbatim } from './limited.js';
import { load } from './loaders.js';
import { NodeRegistry } from './node.js';

const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
});
export { Json };

export const FailureCategoryEnum = enumType<FailureCategory>('FailureCategory', 'What kind of problem an error is.', {
  REQUIRED: 'Something that is required is missing.',
  INVALID: 'A value is not valid, alone or together with the others.',
  CONFLICT: 'It collides with another record or entry, such as a code that is in use.',
  NOT_FOUND: 'Something that the input refers to was not found, or the viewer has no access to it.',
  FORBIDDEN: 'The viewer may not do this.',
  STALE: 'The record was changed since it was read.',
  LIMIT: 'A maximum is exceeded.',
  STATE: 'The current status does not allow this.',
});

/** An error that the user can correct. */
@ObjectType({ description: 'An error that the user can correct.' })
export class UserError {
  @Field({ description: 'Stable code, for programs; the key of the message.' })
  code!: string;

  @Field(() => FailureCategoryEnum, { description: 'What kind of problem it is; the same for every use of the code.' })
  category!: FailureCategory;

  @Field(() => String, {
    nullable: true,
    description: 'Path of the input field, such as `address.country`; null when it concerns no single field.',
  })
  field?: string | null;

  @Field({ description: 'What is wrong and how to correct it, in the language of the request.' })
  message!: string;

  @Field(() => Json, { nullable: true, description: 'With STALE_VERSION: the current values.' })
  current?: unknown;
}

/** Common part of the answers of all mutations. */
@ObjectType({ isAbstract: true })
export abstract class MutationPayload {
  @Field(() => [UserError], { description: 'What is wrong with the input; empty when the change was made.' })
  userErrors!: UserError[];

  @Field(() => String, { nullable: true, description: 'The one that was sent.' })
  clientMutationId?: string | null;
}

const CLIENT_MUTATION_ID = textOf(100);

/** Common part of the inputs of all mutations. */
@InputType({ isAbstract: true })
export abstract class MutationInput {
  @Verbatim()
  @Field(() => String, {
    nullable: true,
    description: `Chosen by the client, ${describeLimits(CLIENT_MUTATION_ID, true)}: a retry with the same one within a week returns the first answer instead of doing it again.`,
  })
  clientMutationId?: string | null;
}

/** Failures as the API shows them. */
export function userErrorsOf(failures: readonly Failure[], ctx: Ctx): UserError[] {
  return failures.map((f) => ({
    code: f.code,
    category: categoryOf(f.code),
    field: f.field ?? null,
    message: messageOf(f, ctx.language ?? ctx.locale),
    current: f.current,
  }));
}

/** Under this key the gateway notes in the context which mutation is running; mutations of one operation run in turn. */
export const MUTATION = Symbol('mutation');

export interface RunningMutation {
  readonly name: string;
  /** Types of the things that the payload shows, by its fields. */
  readonly thingTypes: ReadonlyMap<string, string>;
  /** The input as it was sent, with global ids. */
  readonly input: unknown;
}

interface WithMutationId {
  readonly clientMutationId?: string | null;
}

type Answer<K extends string, T> = { userErrors: UserError[]; clientMutationId?: string | null } & {
  [P in K]?: T | null;
};

/** Runs use cases for mutations: turns Results into payloads and makes retries safe. */
@Injectable()
export class Mutations {
  constructor(
    private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly nodes: NodeRegistry,
  ) {}

  /** Runs `work`, which gives the id of a thing, and answers with that thing, found by the loader of its type. */
  run<K extends string, V extends { readonly id: string }>(
    ctx: Ctx,
    input: WithMutationId,
    key: K,
    work: () => Promise<Result<V>>,
  ): Promise<Answer<K, object>>;
  /**
   * Runs `work` and answers `{ [key]: load(value), userErrors }`. With a clientMutationId, the value that `work` gave
   * (JSON: ids and plain values) is kept in the same transaction, and a retry loads the thing from it again.
   */
  run<K extends string, V, T>(
    ctx: Ctx,
    input: WithMutationId,
    key: K,
    work: () => Promise<Result<V>>,
    load: (value: V) => Promise<T> | T,
  ): Promise<Answer<K, T>>;
  async run<K extends string, V>(
    ctx: Ctx,
    input: WithMutationId,
    key: K,
    work: () => Promise<Result<V>>,
    loadValue?: (value: V) => unknown,
  ): Promise<Answer<K, unknown>> {
    const found = loadValue ?? ((value: V) => this.thing(ctx, key, (value as { id: string }).id));
    const result = input.clientMutationId
      ? await this.once(ctx, input, key, input.clientMutationId, work)
      : await work();
    const common = { clientMutationId: input.clientMutationId ?? null };
    return (
      result.ok
        ? { ...common, [key]: await found(result.value), userErrors: [] }
        : { ...common, [key]: null, userErrors: userErrorsOf(result.failures, ctx) }
    ) as Answer<K, unknown>;
  }

  /** Runs `work`, which gives the row as it was written: it is the answer, and only a retry reads it again. */
  write<K extends string, R extends { readonly id: string }>(
    ctx: Ctx,
    input: WithMutationId,
    key: K,
    work: () => Promise<Result<R>>,
  ): Promise<Answer<K, object>> {
    let written: R | undefined;
    const keepingRow = async (): Promise<Result<{ id: string }>> => {
      const result = await work();
      if (!result.ok) return result;
      written = result.value;
      return ok({ id: written.id });
    };
    return this.run(ctx, input, key, keepingRow, ({ id }) => written ?? this.thing(ctx, key, id));
  }

  private thing(ctx: Ctx, key: string, id: string): Promise<object | null | undefined> {
    const { name, thingTypes } = ctx.memo.get(MUTATION) as RunningMutation;
    const type = thingTypes.get(key);
    if (type === undefined) throw new Error(`${name} answers with no node ${key}`);
    return load(ctx, this.nodes.loaderOf(type), id);
  }

  private async once<V>(
    ctx: Ctx,
    input: WithMutationId,
    key: string,
    id: string,
    work: () => Promise<Result<V>>,
  ): Promise<Result<V>> {
    if (id.length > CLIENT_MUTATION_ID.max)
      return err('TOO_LONG', 'clientMutationId', { max: CLIENT_MUTATION_ID.max, given: id.length });
    const actor = ctx.actor.id ?? '00000000-0000-0000-0000-000000000000';
    const running = ctx.memo.get(MUTATION) as RunningMutation | undefined;
    const mutation = running?.name ?? key;
    const hash = createHmac('sha256', this.config.access.MERIDIAN_SECRET)
      .update(JSON.stringify(running?.input ?? input))
      .digest('base64url');
    return this.db.transaction(ctx, async (): Promise<Result<V>> => {
      // A second request with the same id waits here for the first, and then reads its answer.
      const first = await this.db.execute(
        sql`insert into platform.mutation_receipt (actor_id, mutation, client_mutation_id, input_hash, answer)
            values (${actor}, ${mutation}, ${id}, ${hash}, 'null') on conflict do nothing`,
      );
      if (first === 0) {
        const kept = await this.db.one<{ input_hash: string; answer: V }>(
          sql`select input_hash, answer from platform.mutation_receipt
               where actor_id = ${actor} and mutation = ${mutation} and client_mutation_id = ${id}`,
        );
        return kept.input_hash === hash ? ok(kept.answer) : err('CLIENT_MUTATION_ID_REUSED', 'clientMutationId');
      }
      const result = await work();
      if (result.ok)
        await this.db.execute(
          sql`update platform.mutation_receipt set answer = ${JSON.stringify(result.value ?? null)}::jsonb
               where actor_id = ${actor} and mutation = ${mutation} and client_mutation_id = ${id}`,
        );
      return result;
    });
  }
}

/** The command that an input is, without what only the retries need. */
export function commandOf<T extends object>(input: T): Omit<T, 'clientMutationId'> {
  const { clientMutationId: _, ...command } = input as T & WithMutationId;
  return command;
}
