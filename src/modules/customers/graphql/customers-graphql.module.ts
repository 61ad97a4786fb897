import { Module, type OnModuleInit } from '@nestjs/common';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { AuditModule } from '#platform/audit';
import { NodeRegistry } from '#platform/graphql';
import { CustomersModule } from '../customers.module.js';
import {
  AuditActorResolver,
  BranchAuditResolver,
  CustomerAuditResolver,
  JobAuditResolver,
  PersonAuditResolver,
} from './audit.extension.js';
import { BranchResolver } from './branch.resolver.js';
import { ChildPages } from './child-pages.js';
import { CustomerChangedResolver } from './customer-changed.resolver.js';
import { CustomerChangesResolver } from './customer-changes.resolver.js';
import { CustomerResolver } from './customer.resolver.js';
import { JobResolver } from './job.resolver.js';
import { CustomerLoaders } from './loaders.js';
import { OfficesOfParts } from './offices-of-parts.js';
import { PartChangesResolver } from './part-changes.resolver.js';
import { PersonChangesResolver } from './person-changes.resolver.js';
import { PersonResolver } from './person.resolver.js';
import { ReferenceWarnings } from './reference-warnings.js';
import { SectorResolver } from './sector.resolver.js';
import { Viewer } from './viewer.js';

@Module({
  imports: [CustomersModule, IdentityGraphqlModule, AuditModule],
  providers: [
    AuditActorResolver,
    BranchAuditResolver,
    BranchResolver,
    ChildPages,
    CustomerAuditResolver,
    CustomerChangedResolver,
    CustomerChangesResolver,
    CustomerLoaders,
    CustomerResolver,
    JobAuditResolver,
    JobResolver,
    OfficesOfParts,
    PartChangesResolver,
    PersonAuditResolver,
    PersonChangesResolver,
    PersonResolver,
    ReferenceWarnings,
    SectorResolver,
    Viewer,
  ],
  exports: [CustomerLoaders, ReferenceWarnings],
})
export class CustomersGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: CustomerLoaders,
  ) {}

  onModuleInit(): void {
    const { customerById, branchById, personById, jobById, sectorById } = this.loaders;
    for (const [type, loader] of [
      ['Customer', customerById],
      ['Branch', branchById],
      ['Person', personById],
      ['Job', jobById],
      ['Sector', sectorById],
    ] as const)
      this.nodes.register(type, loader);
  }
}
