import { Module, type OnModuleInit } from '@nestjs/common';
import { byId, NodeRegistry } from '#platform/graphql';
import { ImportRunQueries } from '../application/import-run.queries.js';
import { ImportsModule } from '../imports.module.js';
import { ImportRunResolver } from './import-run.resolver.js';

@Module({ imports: [ImportsModule], providers: [ImportRunResolver] })
export class ImportsGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly queries: ImportRunQueries,
  ) {}

  onModuleInit(): void {
    this.nodes.register(
      'ImportRun',
      byId((ids) => this.queries.runsByIds(ids)),
    );
  }
}
