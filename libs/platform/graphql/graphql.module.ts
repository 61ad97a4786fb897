import { Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MeridianDriver } from './driver.js';
import { InputConstraintsResolver } from './input-constraints.resolver.js';
import { NodeRegistry, NodeResolver } from './node.js';
import { Mutations } from './payload.js';
import { SCALARS } from './scalars.js';

@Global()
@Module({
  imports: [
    GraphQLModule.forRoot({
      driver: MeridianDriver,
      path: '/graphql',
      autoSchemaFile: true,
      sortSchema: true,
      fieldResolverEnhancers: [],
      buildSchemaOptions: {
        numberScalarMode: 'integer',
        scalarsMap: [{ type: Date, scalar: SCALARS.DateTime }],
        // Introspecting the whole schema at every start: the tests do it once, and every first operation validates it.
        skipCheck: true,
      },
    }),
  ],
  providers: [NodeRegistry, NodeResolver, InputConstraintsResolver, Mutations],
  exports: [NodeRegistry, Mutations],
})
export class GraphqlModule {}
