import { Module, type OnModuleInit } from '@nestjs/common';
import { load, NodeRegistry } from '#platform/graphql';
import { IdentityQueries } from '../application/identity.queries.js';
import { IdentityModule } from '../identity.module.js';
import { EmployeeResolver, OfficeResolver, RegionResolver, RoleResolver } from './identity.resolver.js';
import { IdentityLoaders } from './loaders.js';
import { SignInResolver } from './sign-in.resolver.js';
import { EmployeeTeamsResolver, TeamResolver } from './team.resolver.js';

@Module({
  imports: [IdentityModule],
  providers: [
    IdentityLoaders,
    SignInResolver,
    OfficeResolver,
    RegionResolver,
    EmployeeResolver,
    RoleResolver,
    TeamResolver,
    EmployeeTeamsResolver,
  ],
  exports: [IdentityLoaders],
})
export class IdentityGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly loaders: IdentityLoaders,
    private readonly queries: IdentityQueries,
  ) {}

  onModuleInit(): void {
    const { officeById, regionById, employeeById, teamById } = this.loaders;
    for (const [type, loader] of [
      ['Office', officeById],
      ['Region', regionById],
      ['Employee', employeeById],
      ['Team', teamById],
    ] as const)
      this.nodes.register(type, async (ctx, id) =>
        ctx.actor.permissions.has('identity.read') ? load<object | null>(ctx, loader, id) : null,
      );
    this.nodes.register('Role', async (ctx, id) =>
      ctx.actor.permissions.has('identity.read') ? ((await this.queries.rolesByIds([id])).get(id) ?? null) : null,
    );
  }
}
