import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { ContactsGraphqlModule } from '#modules/contacts/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { SlaGraphqlModule } from '#modules/sla/graphql';
import { ManagementModule } from '../management.module.js';
import { DutyChangesResolver } from './duty-changes.resolver.js';
import { DutyOccurrenceResolver, DutyRelationsResolver } from './duty-relations.resolver.js';
import {
  BranchDutiesResolver,
  CustomerDutiesResolver,
  JobDutiesResolver,
  RequestDutyResolver,
} from './duty.extensions.js';
import { DutyResolver } from './duty.resolver.js';
import { DutyLoaders } from './loaders.js';
import { ReviewChangesResolver } from './review-changes.resolver.js';
import { ReviewLoaders } from './review-loaders.js';
import { ReviewPartsResolver } from './review-parts.resolver.js';
import {
  AgendaItemResolver,
  ParticipantResolver,
  PlanRelationsResolver,
  ReviewActionResolver,
  ReviewKpiResolver,
  ReviewRelationsResolver,
  ScorecardOldestResolver,
  ScorecardTypeCountResolver,
} from './review-relations.resolver.js';
import { CustomerReviewsResolver, JobReviewsResolver } from './review.extensions.js';
import { ReviewPlanResolver, ReviewResolver } from './review.resolver.js';

@Module({
  imports: [
    ManagementModule,
    IdentityGraphqlModule,
    CustomersGraphqlModule,
    ContactsGraphqlModule,
    ServicesGraphqlModule,
    SlaGraphqlModule,
  ],
  providers: [
    DutyLoaders,
    DutyResolver,
    DutyRelationsResolver,
    DutyOccurrenceResolver,
    DutyChangesResolver,
    CustomerDutiesResolver,
    BranchDutiesResolver,
    JobDutiesResolver,
    RequestDutyResolver,
    ReviewLoaders,
    ReviewResolver,
    ReviewPlanResolver,
    ReviewChangesResolver,
    ReviewPartsResolver,
    ReviewRelationsResolver,
    PlanRelationsResolver,
    AgendaItemResolver,
    ParticipantResolver,
    ReviewActionResolver,
    ReviewKpiResolver,
    ScorecardTypeCountResolver,
    ScorecardOldestResolver,
    CustomerReviewsResolver,
    JobReviewsResolver,
  ],
})
export class ManagementGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly duties: DutyLoaders,
    private readonly reviews: ReviewLoaders,
  ) {}

  onModuleInit(): void {
    const nodes = [
      ['Duty', this.duties.dutyById],
      ['DutyOccurrence', this.duties.occurrenceById],
      ['ServiceReview', this.reviews.reviewById],
      ['ServiceReviewPlan', this.reviews.planById],
      ['ServiceReviewAction', this.reviews.actionById],
      ['ServiceReviewKpi', this.reviews.kpiById],
    ] as const;
    for (const [type, loader] of nodes) this.nodes.register(type, loader);
  }
}
