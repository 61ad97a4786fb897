import { Module } from '@nestjs/common';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { ServicesModule } from '#modules/services';
import { Advice } from './application/advice.js';
import { ConsultingQueries } from './application/consulting.queries.js';
import { Deliverables } from './application/deliverables.js';
import { Engagements } from './application/engagements.js';
import { FollowMergedRequest } from './application/follow-merged-request.js';
import { Products } from './application/products.js';
import { RemindDeliverables } from './application/remind-deliverables.js';
import './consulting.jobs.js';
import './consulting.messages.js';
import './consulting.notices.js';
import './consulting.open-work.js';
import './consulting.permissions.js';

const PUBLIC = [
  Advice,
  ConsultingQueries,
  Deliverables,
  Engagements,
  FollowMergedRequest,
  Products,
  RemindDeliverables,
];

@Module({
  imports: [IdentityModule, CustomersModule, ServicesModule, NotificationsModule],
  providers: PUBLIC,
  exports: PUBLIC,
})
export class ConsultingModule {}
