import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createApi } from '../start-api.js';
import { type Command } from './command.js';

/** `schema`: the public schema, as committed in schema.graphql. */
export const schemaCommand: Command = {
  usage: 'schema',
  description: 'Prints the GraphQL schema.',
  async run({ config, say }) {
    const api = await createApi({ ...config(), logs: { LOG_LEVEL: 'silent' } });
    say(printSchema(lexicographicSortSchema(api.get(GraphQLSchemaHost).schema)).trimEnd());
    await api.close();
  },
};
