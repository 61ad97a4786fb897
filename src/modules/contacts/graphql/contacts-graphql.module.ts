import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '#platform/audit';
import { NodeRegistry } from '#platform/graphql';
import { CustomersModule } from '#modules/customers';
import { CustomersGraphqlModule } from '#modules/customers/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { ContactsModule } from '../contacts.module.js';
import { ContactChangesResolver } from './contact-changes.resolver.js';
import { ContactFeed } from './contact-feed.js';
import { ContactRecordedResolver } from './contact-recorded.resolver.js';
import { ContactResolver } from './contact.resolver.js';
import { ContactTypeResolver } from './contact-type.resolver.js';
import {
  BranchContactsResolver,
  CustomerContactsResolver,
  JobContactsResolver,
  PersonContactsResolver,
} from './customer.extension.js';
import { ContactsLoaders } from './loaders.js';

@Module({
  imports: [ContactsModule, CustomersModule, CustomersGraphqlModule, IdentityGraphqlModule, AuditModule],
  providers: [
    ContactsLoaders,
    ContactFeed,
    ContactResolver,
    ContactChangesResolver,
    ContactRecordedResolver,
    ContactTypeResolver,
    CustomerContactsResolver,
    BranchContactsResolver,
    JobContactsResolver,
    PersonContactsResolver,
  ],
  exports: [ContactsLoaders],
})
export class ContactsGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: ContactsLoaders,
  ) {}

  onModuleInit(): void {
    this.nodes.register('Contact', this.loaders.contactById);
    this.nodes.register('ContactType', this.loaders.contactTypeById);
  }
}
