import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { CreditLineResolver, CreditsLoaders, CreditsResolver, CreditStatementResolver } from './credits.resolver.js';

/** How credit statements are found by their ids. */
@Injectable()
export class CreditNodes implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly credits: CreditsLoaders,
  ) {}

  onModuleInit(): void {
    this.nodes.register('SlaCreditStatement', this.credits.statementById);
  }
}

/** Service credits in GraphQL; SlaGraphqlModule provides them. */
export const CREDITS_RESOLVERS = [
  CreditsLoaders,
  CreditsResolver,
  CreditStatementResolver,
  CreditLineResolver,
  CreditNodes,
];
