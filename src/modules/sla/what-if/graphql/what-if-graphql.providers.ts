import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { CalendarViewsResolver } from './calendar-views.resolver.js';
import { PreviewResolver } from './preview.resolver.js';
import { TermsCheckResolver } from './terms-check.resolver.js';
import {
  WhatIfAnswerResolver,
  WhatIfChangeResolver,
  WhatIfFiguresResolver,
  SimulationSpecResolver,
} from './what-if-fields.resolver.js';
import { WhatIfLoaders } from './what-if-loaders.js';
import { WhatIfResolver } from './what-if.resolver.js';

/** How what-ifs are found by their ids. */
@Injectable()
export class WhatIfNodes implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly whatIfs: WhatIfLoaders,
  ) {}

  onModuleInit(): void {
    this.nodes.register('SlaWhatIf', this.whatIfs.whatIfById);
  }
}

/** What-ifs and previews in GraphQL; SlaGraphqlModule provides them. */
export const WHAT_IF_RESOLVERS = [
  CalendarViewsResolver,
  PreviewResolver,
  TermsCheckResolver,
  WhatIfLoaders,
  WhatIfResolver,
  SimulationSpecResolver,
  WhatIfAnswerResolver,
  WhatIfFiguresResolver,
  WhatIfChangeResolver,
  WhatIfNodes,
];
