import { type Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { DEFAULT_PAGE, MAX_PAGE, type Connection, type PageRequest } from '#platform/paging';

/** Arguments of every connection. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, {
    nullable: true,
    description: `How many from the start (or after \`after\`), 0 to ${MAX_PAGE}; defaults to ${DEFAULT_PAGE}.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: `How many from the end (or before \`before\`), 0 to ${MAX_PAGE}.` })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

@ObjectType({ description: 'Position of a page in its list.' })
export class PageInfo {
  @Field({ description: 'Whether more follows the last edge.' })
  hasNextPage!: boolean;
  @Field({ description: 'Whether more precedes the first edge.' })
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null when the page is empty.' })
  startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last edge; null when the page is empty.' })
  endCursor!: string | null;
}

/** Makes the Relay connection types of a node type: `class CustomerConnection extends ConnectionOf(CustomerType) {}`. */
export function ConnectionOf<T>(node: Type<T>, name: string): Type<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} and its place in the list.` })
  class EdgeType {
    @Field({ description: 'Opaque place of the node, for `after` and `before`.' })
    cursor!: string;
    @Field(() => node, { description: `The ${name}.` })
    node!: T;
  }

  @ObjectType({ isAbstract: true })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'The page, with cursors.' })
    edges!: EdgeType[];
    @Field(() => [node], { description: 'The page, without cursors.' })
    nodes!: T[];
    @Field(() => PageInfo, { description: 'Position of this page.' })
    pageInfo!: PageInfo;
    @Field(() => Int, { description: 'How many there are in all pages; counted only when asked for.' })
    totalCount!: number;
    count!: () => Promise<number>;
  }
  return ConnectionType as unknown as Type<Connection<T>>;
}
