import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { ServicesModule } from '#modules/services';
import { SlaModule } from '#modules/sla';
import { DUTIES, DUTIES_INTERNALS } from './duties/duty.providers.js';
import { ManagementApi } from './management.api.js';
import './management.messages.js';
import './management.open-work.js';
import './management.permissions.js';
import { ManagementPolicy } from './management.policy.js';
import { REVIEWS, REVIEWS_INTERNALS } from './reviews/review.providers.js';

const PUBLIC = [ManagementApi, ManagementPolicy, ...DUTIES, ...REVIEWS];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, ServicesModule, SlaModule, NotificationsModule],
  providers: [...PUBLIC, ...DUTIES_INTERNALS, ...REVIEWS_INTERNALS],
  exports: PUBLIC,
})
export class ManagementModule {}
