import { Module } from '@nestjs/common';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { ServicesModule } from '#modules/services';
import { ASSETS, ASSETS_INTERNALS } from './assets/asset.providers.js';
import { Corrections } from './basics/application/corrections.js';
import { CATALOGUE } from './catalogue/catalogue.providers.js';
import { MaintenanceApi } from './maintenance.api.js';
import './maintenance.events.js';
import './maintenance.messages.js';
import './maintenance.open-work.js';
import './maintenance.permissions.js';
import { MaintenancePolicy } from './maintenance.policy.js';
import { PLANS, PLANS_INTERNALS } from './plans/plan.providers.js';
import { WORK, WORK_INTERNALS } from './work/work.providers.js';
import { WorkReferences } from './work-references.js';

const PUBLIC = [MaintenanceApi, MaintenancePolicy, Corrections, ...CATALOGUE, ...ASSETS, ...PLANS, ...WORK];

@Module({
  imports: [IdentityModule, CustomersModule, ServicesModule],
  providers: [...PUBLIC, ...ASSETS_INTERNALS, ...PLANS_INTERNALS, ...WORK_INTERNALS, WorkReferences],
  exports: PUBLIC,
})
export class MaintenanceModule {}
