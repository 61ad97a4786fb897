import { Module, type OnModuleInit } from '@nestjs/common';
import { load, NodeRegistry } from '#platform/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { RevenueQueries } from '../application/revenue.queries.js';
import { PyramidModule } from '../pyramid.module.js';
import { CustomerPyramidResolver } from './customer.extension.js';
import { PyramidLoaders } from './loaders.js';
import { ClimberResolver, MonthRevenueResolver, PlaceResolver, TierMoveResolver } from './places.resolver.js';
import { PyramidResolver } from './pyramid.resolver.js';
import { RevenueResolver } from './revenue.resolver.js';

@Module({
  imports: [PyramidModule, CustomersGraphqlModule],
  providers: [
    PyramidLoaders,
    PyramidResolver,
    PlaceResolver,
    ClimberResolver,
    MonthRevenueResolver,
    TierMoveResolver,
    RevenueResolver,
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
    this.nodes.register('Tier', async (ctx, id) =>
      ctx.actor.permissions.has('pyramid.read') ? load(ctx, this.loaders.tierById, id) : null,
    );
    this.nodes.register('ExchangeRate', async (ctx, id) =>
      ctx.actor.permissions.has('pyramid.read') ? ((await this.queries.ratesByIds([id])).get(id) ?? null) : null,
    );
    const visible = async <T extends { customerId: string }>(
      ctx: Parameters<typeof load>[0],
      row: T | undefined,
    ): Promise<T | null> => (row && (await load(ctx, this.loaders.revenueVisible, row.customerId)) ? row : null);
    this.nodes.register('RevenueEntry', async (ctx, id) =>
      visible(ctx, (await this.queries.entriesByIds([id])).get(id)),
    );
    this.nodes.register('TierMove', async (ctx, id) => visible(ctx, (await this.queries.movesByIds([id])).get(id)));
  }
}
