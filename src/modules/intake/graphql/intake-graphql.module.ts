import { Module, type OnModuleInit } from '@nestjs/common';
import { byId, NodeRegistry } from '#platform/graphql';
import { IntakeQueries } from '../application/intake.queries.js';
import { IntakeModule } from '../intake.module.js';
import { ImportRunResolver } from './import-run.resolver.js';

@Module({ imports: [IntakeModule], providers: [ImportRunResolver] })
export class IntakeGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly queries: IntakeQueries,
  ) {}

  onModuleInit(): void {
    this.nodes.register(
      'ImportRun',
      byId((ids) => this.queries.runsByIds(ids)),
      'intake.read',
    );
  }
}
