import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { ContactsGraphqlModule } from '#modules/contacts/graphql';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesGraphqlModule } from '#modules/services/graphql';
import { ConsultingModule } from '../consulting.module.js';
import { AdviceChangesResolver, EngagementChangesResolver } from './changes.resolver.js';
import { ContactAdviceResolver, CustomerConsultingResolver, RequestAdviceResolver } from './extensions.js';
import { ConsultingLoaders } from './loaders.js';
import { ConsultingReadsResolver } from './reads.resolver.js';
import {
  AdviceFieldsResolver,
  DeliverableFieldsResolver,
  EngagementFieldsResolver,
  ProductFieldsResolver,
} from './relations.resolver.js';

@Module({
  imports: [
    ConsultingModule,
    IdentityGraphqlModule,
    CustomersGraphqlModule,
    ContactsGraphqlModule,
    ServicesGraphqlModule,
  ],
  providers: [
    ConsultingLoaders,
    ConsultingReadsResolver,
    EngagementChangesResolver,
    AdviceChangesResolver,
    EngagementFieldsResolver,
    DeliverableFieldsResolver,
    ProductFieldsResolver,
    AdviceFieldsResolver,
    CustomerConsultingResolver,
    RequestAdviceResolver,
    ContactAdviceResolver,
  ],
})
export class ConsultingGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: ConsultingLoaders,
  ) {}

  onModuleInit(): void {
    const nodes = [
      ['Engagement', this.loaders.engagementById],
      ['Deliverable', this.loaders.deliverableById],
      ['Product', this.loaders.productById],
      ['Advice', this.loaders.adviceById],
      ['AdviceOutcome', this.loaders.outcomeById],
    ] as const;
    for (const [type, loader] of nodes) this.nodes.register(type, loader);
  }
}
