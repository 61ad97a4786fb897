import { Args, Field, ID, InterfaceType, Query, Resolver } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import { SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx } from './current-ctx.js';
import { fromGlobalId } from './ids.js';
import { InvalidInputError } from '#platform/messages';

/** Anything with a global id. Rows keep their UUID in `id`; the schema turns it into the global id by itself. */
@InterfaceType({
  description: 'Anything that has a global id.',
  resolveType: (value: { __typename?: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque global id.' })
  id!: string;
}

type Finder = (ctx: Ctx, id: string) => Promise<object | null | undefined>;

/** How each type is found by its id; modules register theirs. The finder checks access and answers null without it. */
@Injectable()
export class NodeRegistry {
  private readonly finders = new Map<string, Finder>();

  register(type: string, finder: Finder): void {
    if (this.finders.has(type)) throw new Error(`node type ${type} is registered twice`);
    this.finders.set(type, finder);
  }

  get types(): string[] {
    return [...this.finders.keys()];
  }

  async find(ctx: Ctx, globalId: string): Promise<object | null> {
    const found = fromGlobalId(globalId);
    const finder = found && this.finders.get(found.type);
    if (!found || !finder) throw new InvalidInputError([{ code: 'INVALID_ID', field: 'id', params: { type: 'Node' } }]);
    const thing = await finder(ctx, found.id);
    return thing ? { ...thing, __typename: found.type } : null;
  }
}

@Resolver()
export class NodeResolver {
  constructor(private readonly registry: NodeRegistry) {}

  @Query(() => Node, {
    nullable: true,
    description: 'The thing of that global id; null when there is none or it may not be seen.',
  })
  @SignedIn()
  node(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID, description: 'Global id.' }) id: string,
  ): Promise<object | null> {
    return this.registry.find(ctx, id);
  }
}
