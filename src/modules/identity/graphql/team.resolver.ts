import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { describeLimits } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection, CurrentCtx, ListSize, load, Mutations, PageArgs } from '#platform/graphql';
import { ManageTeams, type TeamCommand } from '../application/manage-teams.js';
import { TeamQueries } from '../application/team.queries.js';
import { LIMITS } from '../domain/limits.js';
import { type Employee, type Team } from '../identity.api.js';
import { IdentityLoaders } from './loaders.js';
import {
  CreateTeamInput,
  TeamConnection,
  TeamFilterInput,
  TeamPayload,
  TeamType,
  UpdateTeamInput,
} from './team.types.js';
import { EmployeeType } from './types.js';

const INPUT = { description: 'What to save.' };

@Resolver(() => TeamType)
export class TeamResolver {
  constructor(
    private readonly queries: TeamQueries,
    private readonly manage: ManageTeams,
    private readonly loaders: IdentityLoaders,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => TeamConnection, { description: 'Teams, ordered by code.' })
  @Requires('identity.read')
  teams(
    @Args() page: PageArgs,
    @Args('filter', { type: () => TeamFilterInput, nullable: true, description: 'Which ones; defaults to all.' })
    filter?: TeamFilterInput | null,
  ): Promise<Connection<Team>> {
    const { officeId, memberId, ...rest } = filter ?? {};
    return this.queries.list(page, {
      ...rest,
      officeId,
      memberId,
    });
  }

  @Mutation(() => TeamPayload, { description: 'Creates a team.' })
  @Requires('identity.manage-teams')
  createTeam(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateTeamInput) {
    const cmd = teamOf(input);
    return this.mutations.run(ctx, input, 'team', () => this.manage.save(ctx, cmd));
  }

  @Mutation(() => TeamPayload, { description: 'Changes a team, or dissolves it.' })
  @Requires('identity.manage-teams')
  updateTeam(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateTeamInput) {
    const { id, version, ...rest } = input;
    const cmd = teamOf(rest);
    const existing = { id, version };
    return this.mutations.run(ctx, input, 'team', () => this.manage.save(ctx, cmd, existing));
  }

  @ListSize(30)
  @ResolveField(() => [EmployeeType], {
    description: `Employees who belong to it, ordered by name; ${describeLimits(LIMITS.members, false)}.`,
  })
  async members(@Parent() { id }: Team, @CurrentCtx() ctx: Ctx): Promise<(Employee | null)[]> {
    const ids = await load(ctx, this.loaders.membersByTeam, id);
    return Promise.all(ids.map((employeeId) => load(ctx, this.loaders.employeeById, employeeId)));
  }
}

@Resolver(() => EmployeeType)
export class EmployeeTeamsResolver {
  constructor(private readonly loaders: IdentityLoaders) {}

  @ResolveField(() => [TeamType], { description: 'Teams the employee belongs to, ordered by code.' })
  teams(@Parent() { id }: Employee, @CurrentCtx() ctx: Ctx): Promise<Team[]> {
    return load(ctx, this.loaders.teamsByEmployee, id);
  }
}

function teamOf({ code, name, nameNative, active, officeId, memberIds }: Partial<UpdateTeamInput>): TeamCommand {
  return { code, name, nameNative, active, officeId, memberIds };
}
