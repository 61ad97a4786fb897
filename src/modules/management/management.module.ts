import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { ServicesModule } from '#modules/services';
import { SlaModule } from '#modules/sla';
import { DutyChecks } from './application/duty-checks.js';
import { DutyPlans } from './application/duty-plans.js';
import { DutyStore } from './application/duty-store.js';
import { DutyQueries } from './application/duty.queries.js';
import { ManagementPolicy } from './application/management.policy.js';
import { OpenDuties } from './application/open-duties.js';
import { OpenOccurrence } from './application/open-occurrence.js';
import { SaveDuty } from './application/save-duty.js';
import { SteerDuty } from './application/steer-duty.js';
import { ManagementApi } from './management.api.js';
import './management.events.js';
import './management.jobs.js';
import './management.messages.js';
import './management.notices.js';
import './management.permissions.js';

const PUBLIC = [ManagementApi, ManagementPolicy, DutyPlans, DutyQueries, OpenDuties, SaveDuty, SteerDuty];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, ServicesModule, SlaModule, NotificationsModule],
  providers: [...PUBLIC, DutyChecks, DutyStore, OpenOccurrence],
  exports: PUBLIC,
})
export class ManagementModule {}
