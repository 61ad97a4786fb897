import { Module } from '@nestjs/common';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { NotificationsModule } from '#modules/notifications';
import { ServicesModule } from '#modules/services';
import { SlaModule } from '#modules/sla';
import { ComputeScorecard } from './application/compute-scorecard.js';
import { DutyChecks } from './application/duty-checks.js';
import { DutyPlans } from './application/duty-plans.js';
import { DutyStore } from './application/duty-store.js';
import { DutyQueries } from './application/duty.queries.js';
import { HoldReviews } from './application/hold-reviews.js';
import { ManageKpis } from './application/manage-kpis.js';
import { ManagementPolicy } from './application/management.policy.js';
import { OpenDuties } from './application/open-duties.js';
import { OpenOccurrence } from './application/open-occurrence.js';
import { PlanReviews } from './application/plan-reviews.js';
import { PrepareDueReviews } from './application/prepare-due-reviews.js';
import { PrepareReview } from './application/prepare-review.js';
import { ReviewActions } from './application/review-actions.js';
import { ReviewLookups } from './application/review-lookups.js';
import { ReviewReferences } from './application/review-references.js';
import { ReviewStore } from './application/review-store.js';
import { ReviewQueries } from './application/review.queries.js';
import { SaveDuty } from './application/save-duty.js';
import { ManageDutyLifecycle } from './application/manage-duty-lifecycle.js';
import { ManagementApi } from './management.api.js';
import './management.events.js';
import './management.jobs.js';
import './management.messages.js';
import './management.notices.js';
import './management.permissions.js';

const DUTIES = [DutyPlans, DutyQueries, OpenDuties, SaveDuty, ManageDutyLifecycle];
const REVIEWS = [
  ComputeScorecard,
  HoldReviews,
  ManageKpis,
  PlanReviews,
  PrepareDueReviews,
  ReviewActions,
  ReviewQueries,
];
const PUBLIC = [ManagementApi, ManagementPolicy, ...DUTIES, ...REVIEWS];

@Module({
  imports: [IdentityModule, CustomersModule, ContactsModule, ServicesModule, SlaModule, NotificationsModule],
  providers: [
    ...PUBLIC,
    DutyChecks,
    DutyStore,
    OpenOccurrence,
    PrepareReview,
    ReviewLookups,
    ReviewReferences,
    ReviewStore,
  ],
  exports: PUBLIC,
})
export class ManagementModule {}
