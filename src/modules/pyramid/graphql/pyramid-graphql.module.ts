import { Module, type OnModuleInit } from '@nestjs/common';
import { byId, NodeRegistry } from '#platform/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { RevenueQueries } from '../application/revenue.queries.js';
import { PyramidModule } from '../pyramid.module.js';
import { CustomerPyramidResolver } from './customer.extension.js';
import { PyramidLoaders } from './loaders.js';
import {
  TierUpgradeCandidateResolver,
  MonthRevenueResolver,
  PyramidRankResolver,
  TierMoveResolver,
} from './places.resolver.js';
import { OldRatesResolver, PyramidResolver } from './pyramid.resolver.js';
import { ExchangeRateResolver, OldRateResolver, RevenueResolver } from './revenue.resolver.js';

@Module({
  imports: [PyramidModule, CustomersGraphqlModule],
  providers: [
    PyramidLoaders,
    PyramidResolver,
    PyramidRankResolver,
    TierUpgradeCandidateResolver,
    MonthRevenueResolver,
    TierMoveResolver,
    RevenueResolver,
    ExchangeRateResolver,
    OldRateResolver,
    OldRatesResolver,
    CustomerPyramidResolver,
  ],
  exports: [PyramidLoaders],
})
export class PyramidGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: PyramidLoaders,
    private readonly queries: RevenueQueries,
  ) {}

  onModuleInit(): void {
    this.nodes.register('Tier', this.loaders.tierById);
    this.nodes.register(
      'ExchangeRate',
      byId((ids) => this.queries.ratesByIds(ids)),
    );
    this.nodes.register(
      'RevenueEntry',
      this.loaders.visible((ids) => this.queries.entriesByIds(ids)),
    );
    this.nodes.register(
      'TierMove',
      this.loaders.visible((ids) => this.queries.movesByIds(ids)),
    );
  }
}
