import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { MaintenanceModule } from '../maintenance.module.js';
import { AssetChangesResolver, AssetRequestChangesResolver, MeterChangesResolver } from './asset-changes.resolver.js';
import { AssetResolver } from './asset.resolver.js';
import { CatalogueResolver } from './catalogue.resolver.js';
import { EntryChangesResolver } from './entry-changes.resolver.js';
import {
  ChecklistAnswerResolver,
  FindingResolver,
  LabourResolver,
  PartUseResolver,
  VisitResolver,
} from './entry.resolver.js';
import {
  BranchMaintenanceResolver,
  CustomerMaintenanceResolver,
  JobMaintenanceResolver,
  ServiceRequestMaintenanceResolver,
} from './extensions.js';
import { MaintenanceLoaders } from './loaders.js';
import { AssetRequestResolver, MeterResolver, RankedAssetResolver, ReadingResolver } from './meter.resolver.js';
import { PlanChangesResolver, PlanResolver } from './plan.resolver.js';
import { WorkOrderChangedResolver } from './work-order-changed.resolver.js';
import { VisitChangesResolver, WorkOrderChangesResolver } from './work-order-changes.resolver.js';
import { WorkOrderRelationsResolver, WorkOrderResolver } from './work-order.resolver.js';

@Module({
  imports: [MaintenanceModule, IdentityGraphqlModule, CustomersGraphqlModule, ServicesGraphqlModule],
  providers: [
    MaintenanceLoaders,
    AssetResolver,
    AssetChangesResolver,
    AssetRequestChangesResolver,
    AssetRequestResolver,
    BranchMaintenanceResolver,
    CatalogueResolver,
    ChecklistAnswerResolver,
    CustomerMaintenanceResolver,
    EntryChangesResolver,
    FindingResolver,
    JobMaintenanceResolver,
    LabourResolver,
    MeterChangesResolver,
    MeterResolver,
    PartUseResolver,
    PlanChangesResolver,
    PlanResolver,
    RankedAssetResolver,
    ReadingResolver,
    ServiceRequestMaintenanceResolver,
    VisitChangesResolver,
    VisitResolver,
    WorkOrderChangedResolver,
    WorkOrderChangesResolver,
    WorkOrderRelationsResolver,
    WorkOrderResolver,
  ],
  exports: [MaintenanceLoaders],
})
export class MaintenanceGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: MaintenanceLoaders,
  ) {}

  onModuleInit(): void {
    const { loaders } = this;
    for (const [type, loader] of [
      ['Asset', loaders.assetById],
      ['AssetMeter', loaders.meterById],
      ['AssetRequest', loaders.assetRequestById],
      ['WorkOrder', loaders.workOrderById],
      ['WorkOrderVisit', loaders.visitById],
      ['WorkOrderFinding', loaders.findingById],
      ['WorkOrderPart', loaders.partUseById],
      ['WorkOrderLabour', loaders.labourById],
      ['MaintenancePlan', loaders.planById],
      ['Checklist', loaders.checklistById],
      ['Part', loaders.partById],
    ] as const)
      this.nodes.register(type, loader, 'maintenance.read');
  }
}
