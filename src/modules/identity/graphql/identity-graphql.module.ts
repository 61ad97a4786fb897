import { Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { byId, NodeRegistry } from '#platform/graphql';
import { AccessChanges } from '../application/access-changes.js';
import { IdentityQueries } from '../application/identity.queries.js';
import { IdentityModule } from '../identity.module.js';
import { AccountResolver } from './account.resolver.js';
import { EmployeeResolver, OfficeResolver, RegionResolver, RoleResolver } from './identity.resolver.js';
import { IdentityLoaders } from './loaders.js';
import { SignInResolver } from './sign-in.resolver.js';
import { EmployeeTeamsResolver, TeamResolver } from './team.resolver.js';

@Module({
  imports: [IdentityModule],
  providers: [
    IdentityLoaders,
    SignInResolver,
    AccountResolver,
    OfficeResolver,
    RegionResolver,
    EmployeeResolver,
    RoleResolver,
    TeamResolver,
    EmployeeTeamsResolver,
  ],
  exports: [IdentityLoaders],
})
export class IdentityGraphqlModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: IdentityLoaders,
    private readonly queries: IdentityQueries,
    private readonly access: AccessChanges,
  ) {}

  onApplicationBootstrap(): void {
    this.access.start();
  }

  onModuleInit(): void {
    const { officeById, regionById, employeeById, teamById } = this.loaders;
    for (const [type, loader] of [
      ['Office', officeById],
      ['Region', regionById],
      ['Employee', employeeById],
      ['Team', teamById],
    ] as const)
      this.nodes.register(type, loader);
    this.nodes.register(
      'Role',
      byId((ids) => this.queries.rolesByIds(ids)),
    );
  }
}
