import { Module, type OnModuleInit } from '@nestjs/common';
import { NodeRegistry } from '#platform/graphql';
import { ContactsGraphqlModule } from '#modules/contacts/graphql';
import { CustomersModule } from '#modules/customers';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ServicesModule } from '../services.module.js';
import {
  BranchRequestsResolver,
  ContactRequestsResolver,
  CustomerRequestsResolver,
  JobRequestsResolver,
  PersonRequestsResolver,
} from './customer.extension.js';
import { AttachmentFieldsResolver, AttachmentsResolver } from './attachment.resolver.js';
import { LifeCycleResolver, PriorityMatrixResolver, StatusResolver } from './life-cycle.resolver.js';
import { ServicesLoaders } from './loaders.js';
import { MessagesResolver } from './messages.resolver.js';
import { ServiceRequestEventResolver } from './related.resolver.js';
import { ServiceRequestChangedResolver } from './service-request-changed.resolver.js';
import { ServiceRequestChangesResolver, WatchingResolver } from './service-request-changes.resolver.js';
import { ServiceRequestResolver } from './service-request.resolver.js';
import { TiedResolver } from './request-links.resolver.js';
import { QueueResolver, TyingResolver } from './request-links.mutations.js';

@Module({
  imports: [ServicesModule, CustomersModule, CustomersGraphqlModule, ContactsGraphqlModule, IdentityGraphqlModule],
  providers: [
    ServicesLoaders,
    ServiceRequestResolver,
    ServiceRequestEventResolver,
    ServiceRequestChangesResolver,
    MessagesResolver,
    WatchingResolver,
    QueueResolver,
    TyingResolver,
    AttachmentsResolver,
    AttachmentFieldsResolver,
    TiedResolver,
    LifeCycleResolver,
    StatusResolver,
    PriorityMatrixResolver,
    ServiceRequestChangedResolver,
    CustomerRequestsResolver,
    BranchRequestsResolver,
    JobRequestsResolver,
    PersonRequestsResolver,
    ContactRequestsResolver,
  ],
  exports: [ServicesLoaders],
})
export class ServicesGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: ServicesLoaders,
  ) {}

  onModuleInit(): void {
    this.nodes.register('ServiceRequest', this.loaders.serviceRequestById);
    this.nodes.register('ServiceRequestAttachment', this.loaders.attachmentById);
  }
}
