import { Module } from '@nestjs/common';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { ServicesModule } from '#modules/services';
import { AnswerChecklist } from './application/answer-checklist.js';
import { AssetQueries } from './application/asset.queries.js';
import { ChangeAsset } from './application/change-asset.js';
import { ChangeWorkOrder } from './application/change-work-order.js';
import { CreateAssets } from './application/create-assets.js';
import { CreateWorkOrder } from './application/create-work-order.js';
import { SyncRequestFailures } from './application/sync-request-failures.js';
import { SyncServingOffice } from './application/sync-serving-office.js';
import { GenerateWorkOrders } from './application/generate-work-orders.js';
import { LinkRequest } from './application/link-request.js';
import { MaintenancePolicy } from './application/maintenance.policy.js';
import { ManageVisits } from './application/manage-visits.js';
import { MoveWorkOrder } from './application/move-work-order.js';
import { OpenFollowUp } from './application/open-follow-up.js';
import { PlanQueries } from './application/plan.queries.js';
import { PlanTimes } from './application/plan-times.js';
import { RecordEntries } from './application/record-entries.js';
import { RecordReadings } from './application/record-readings.js';
import { ReliabilityQueries } from './application/reliability.queries.js';
import { SaveCatalogue } from './application/save-catalogue.js';
import { SaveMeter } from './application/save-meter.js';
import { SavePlan } from './application/save-plan.js';
import { WorkQueries } from './application/work.queries.js';
import { WorkReferences } from './application/work-references.js';
import { WorkStore } from './application/work-store.js';
import { MaintenanceApi } from './maintenance.api.js';
import './maintenance.events.js';
import './maintenance.jobs.js';
import './maintenance.messages.js';
import './maintenance.permissions.js';

const CHANGES = [
  AnswerChecklist,
  ChangeAsset,
  ChangeWorkOrder,
  CreateAssets,
  CreateWorkOrder,
  SyncRequestFailures,
  SyncServingOffice,
  GenerateWorkOrders,
  LinkRequest,
  ManageVisits,
  MoveWorkOrder,
  OpenFollowUp,
  RecordEntries,
  RecordReadings,
  SaveCatalogue,
  SaveMeter,
  SavePlan,
];
const READS = [AssetQueries, MaintenanceApi, MaintenancePolicy, PlanQueries, ReliabilityQueries, WorkQueries];

@Module({
  imports: [IdentityModule, CustomersModule, ServicesModule],
  providers: [...CHANGES, ...READS, PlanTimes, WorkReferences, WorkStore],
  exports: [...CHANGES, ...READS],
})
export class MaintenanceModule {}
