import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { ContactsGraphqlModule } from '#modules/contacts/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { SlaGraphqlModule } from '#modules/sla/graphql';
import { ManagementModule } from '../management.module.js';
import { DUTY_RESOLVERS } from '../duties/graphql/duty-graphql.providers.js';
import { DutyLoaders } from '../duties/graphql/duty-loaders.js';
import { REVIEW_RESOLVERS } from '../reviews/graphql/review-graphql.providers.js';
import { ReviewLoaders } from '../reviews/graphql/review-loaders.js';

@Module({
  imports: [
    ManagementModule,
    IdentityGraphqlModule,
    CustomersGraphqlModule,
    ContactsGraphqlModule,
    ServicesGraphqlModule,
    SlaGraphqlModule,
  ],
  providers: [...DUTY_RESOLVERS, ...REVIEW_RESOLVERS],
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
