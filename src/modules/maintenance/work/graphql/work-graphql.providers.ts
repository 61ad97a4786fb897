import { EntryChangesResolver } from './entry-changes.resolver.js';
import { FindingResolver, LabourResolver, PartUseResolver, VisitResolver } from './entry.resolver.js';
import { WorkLoaders } from './work-loaders.js';
import { WorkOrderChangedResolver } from './work-order-changed.resolver.js';
import { VisitChangesResolver, WorkOrderChangesResolver } from './work-order-changes.resolver.js';
import { WorkOrderRelationsResolver, WorkOrderResolver } from './work-order.resolver.js';
import {
  AssetWorkResolver,
  BranchWorkResolver,
  CustomerWorkResolver,
  JobWorkResolver,
  PlanWorkResolver,
  RequestWorkResolver,
} from './work-orders.extensions.js';

/** Work orders in GraphQL; MaintenanceGraphqlModule provides them. */
export const WORK_RESOLVERS = [
  EntryChangesResolver,
  FindingResolver,
  LabourResolver,
  PartUseResolver,
  VisitResolver,
  WorkLoaders,
  WorkOrderChangedResolver,
  VisitChangesResolver,
  WorkOrderChangesResolver,
  WorkOrderRelationsResolver,
  WorkOrderResolver,
  AssetWorkResolver,
  BranchWorkResolver,
  CustomerWorkResolver,
  JobWorkResolver,
  PlanWorkResolver,
  RequestWorkResolver,
];
