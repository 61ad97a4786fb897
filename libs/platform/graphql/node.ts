import { Field, ID, InterfaceType, Query, Resolver } from '@nestjs/graphql';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type GraphQLObjectType } from 'graphql';
import { SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx } from './current-ctx.js';
import { ANY_NODE, IdArg } from './id-fields.js';
import { fromGlobalId } from '#kernel';
import { load, type LoaderDefinition } from './loaders.js';
import { InvalidInputError } from '#platform/messages';
import { Visibility } from './visibility.js';

/** Anything with a global id. Rows keep their UUID in `id`; the schema turns it into the global id by itself. */
@InterfaceType({
  description: 'Anything that has a global id.',
  resolveType: (value: { __typename?: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque global id.' })
  id!: string;
}

/** Finds things of a type, or null for those that there are not or that may not be seen. */
type NodeLoader = LoaderDefinition<string, object | null | undefined>;
/** How the things of each type are found by their ids, for `node(id:)`, references and mutations; modules register theirs. */
@Injectable()
export class NodeRegistry implements OnApplicationBootstrap {
  private readonly registered = new Map<string, NodeLoader>();
  private readonly described = new Map<string, GraphQLObjectType>();
  private readonly referred = new Map<string, string>();

  /** Who sees the things of the type is declared at the type: `@VisibleWith(permission)`. */
  register(type: string, loader: NodeLoader): void {
    if (this.registered.has(type)) throw new Error(`node type ${type} is registered twice`);
    this.registered.set(type, loader);
  }

  /** Notes the type as the schema has it. */
  describe(type: GraphQLObjectType): void {
    this.described.set(type.name, type);
  }

  get types(): string[] {
    return [...this.registered.keys()];
  }

  /** Notes that `field` shows things of that type: it must be registered when the application has started. */
  refer(type: string, field: string): void {
    this.referred.set(type, field);
  }

  onApplicationBootstrap(): void {
    for (const [type, field] of this.referred)
      if (!this.registered.has(type)) throw new Error(`${field} shows a ${type}, which no module registers as a node`);
  }

  loaderOf(type: string): NodeLoader {
    const found = this.registered.get(type);
    if (!found) throw new Error(`no module registers ${type} as a node`);
    return found;
  }

  async find(ctx: Ctx, globalId: string): Promise<object | null> {
    const found = fromGlobalId(globalId);
    const loader = found && this.registered.get(found.type);
    const type = found && this.described.get(found.type);
    if (!found || !loader || !type)
      throw new InvalidInputError([{ code: 'INVALID_ID', field: 'id', params: { type: 'Node' } }]);
    const seen = Visibility.sees(ctx, type, { id: found.id });
    const thing = seen ? await load(ctx, loader, found.id) : null;
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
    @IdArg('id', ANY_NODE, { description: 'Global id.' }) id: string,
  ): Promise<object | null> {
    return this.registry.find(ctx, id);
  }
}
