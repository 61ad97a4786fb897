import { type GqlModuleOptions } from '@nestjs/graphql';
import { isObjectType, lexicographicSortSchema, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** The parts of Nest's GraphQLFactory that make the schema and know the resolvers; their names are not public. */
export interface SchemaParts {
  readonly resolversExplorerService: {
    explore(): Record<string, Record<string, Resolver | { subscribe?: Resolver; resolve?: Resolver }>>;
    getAllCtors(): readonly unknown[];
  };
  readonly gqlSchemaBuilder: {
    build(autoSchemaFile: true, options: GqlModuleOptions, ctors: readonly unknown[]): Promise<GraphQLSchema>;
  };
}

/**
 * What Nest's factory does for code-first schemas, without its detour: it prints the schema it has made, parses the text,
 * makes a second schema of it and copies the resolvers back, a third of the time that a schema takes.
 */
export async function buildSchema(
  { resolversExplorerService, gqlSchemaBuilder }: SchemaParts,
  options: GqlModuleOptions,
): Promise<GraphQLSchema> {
  const schema = await gqlSchemaBuilder.build(true, options, resolversExplorerService.getAllCtors());
  for (const [name, fields] of Object.entries(resolversExplorerService.explore())) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`resolvers are declared for ${name}, which is no type of the schema`);
    const known = type.getFields();
    for (const [key, resolver] of Object.entries(fields)) {
      const field = known[key];
      if (!field) throw new Error(`a resolver is declared for ${name}.${key}, which the schema does not have`);
      if (typeof resolver === 'function') field.resolve = resolver;
      else Object.assign(field, resolver);
    }
  }
  return options.sortSchema ? lexicographicSortSchema(schema) : schema;
}
