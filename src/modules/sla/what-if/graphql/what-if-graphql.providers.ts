import { Injectable, type OnModuleInit } from '@nestjs/common';
import { load, NodeRegistry } from '#platform/graphql';
import {
  CreditBreachResolver,
  CreditFieldsResolver,
  CreditLineResolver,
  CreditsLoaders,
  CreditsResolver,
  CreditStatementResolver,
} from '../../credits/graphql/credits.resolver.js';
import {
  WhatIfAnswerResolver,
  WhatIfChangeResolver,
  WhatIfCreditResolver,
  WhatIfFiguresResolver,
  WhatIfQuestionResolver,
} from './what-if-fields.resolver.js';
import { WhatIfLoaders } from './what-if-loaders.js';
import { WhatIfResolver } from './what-if.resolver.js';

/** How credit statements and what-ifs are found by their ids. */
@Injectable()
export class WhatIfNodes implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly whatIfs: WhatIfLoaders,
    private readonly credits: CreditsLoaders,
  ) {}

  onModuleInit(): void {
    this.nodes.register('SlaWhatIf', (ctx, id) => load<object | null>(ctx, this.whatIfs.whatIfById, id));
    this.nodes.register('SlaCreditStatement', (ctx, id) => load<object | null>(ctx, this.credits.statementById, id));
  }
}

/** Service credits and what-ifs in GraphQL; SlaGraphqlModule provides them. */
export const WHAT_IF_RESOLVERS = [
  CreditsLoaders,
  CreditsResolver,
  CreditFieldsResolver,
  CreditStatementResolver,
  CreditBreachResolver,
  CreditLineResolver,
  WhatIfLoaders,
  WhatIfResolver,
  WhatIfQuestionResolver,
  WhatIfAnswerResolver,
  WhatIfFiguresResolver,
  WhatIfChangeResolver,
  WhatIfCreditResolver,
  WhatIfNodes,
];
