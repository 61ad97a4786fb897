import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { ASSET_RESOLVERS } from '../assets/graphql/asset-graphql.providers.js';
import { AssetLoaders } from '../assets/graphql/asset-loaders.js';
import { CorrectionLoaders } from '../basics/graphql/correction-loaders.js';
import { CorrectionResolver } from '../basics/graphql/correction.resolver.js';
import { CATALOGUE_RESOLVERS } from '../catalogue/graphql/catalogue-graphql.providers.js';
import { CatalogueLoaders } from '../catalogue/graphql/catalogue-loaders.js';
import { MaintenanceModule } from '../maintenance.module.js';
import { PLAN_RESOLVERS } from '../plans/graphql/plan-graphql.providers.js';
import { PlanLoaders } from '../plans/graphql/plan-loaders.js';
import { WORK_RESOLVERS } from '../work/graphql/work-graphql.providers.js';
import { WorkLoaders } from '../work/graphql/work-loaders.js';

@Module({
  imports: [MaintenanceModule, IdentityGraphqlModule, CustomersGraphqlModule, ServicesGraphqlModule],
  providers: [
    CorrectionLoaders,
    CorrectionResolver,
    ...CATALOGUE_RESOLVERS,
    ...ASSET_RESOLVERS,
    ...PLAN_RESOLVERS,
    ...WORK_RESOLVERS,
  ],
})
export class MaintenanceGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly catalogue: CatalogueLoaders,
    private readonly assets: AssetLoaders,
    private readonly plans: PlanLoaders,
    private readonly work: WorkLoaders,
  ) {}

  onModuleInit(): void {
    for (const [type, loader] of [
      ['Asset', this.assets.assetById],
      ['AssetMeter', this.assets.meterById],
      ['MeterReading', this.assets.readingById],
      ['AssetRequest', this.assets.assetRequestById],
      ['WorkOrder', this.work.workOrderById],
      ['WorkOrderVisit', this.work.visitById],
      ['WorkOrderFinding', this.work.findingById],
      ['WorkOrderPart', this.work.partUseById],
      ['WorkOrderLabour', this.work.labourById],
      ['MaintenancePlan', this.plans.planById],
      ['Checklist', this.catalogue.checklistById],
      ['Part', this.catalogue.partById],
    ] as const)
      this.nodes.register(type, loader);
  }
}
