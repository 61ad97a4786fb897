import { Injectable } from '@nestjs/common';
import { byId, defineLoader, groupedInOrderOf } from '#platform/graphql';
import { IdentityQueries, type Role } from '../application/identity.queries.js';
import { TeamQueries } from '../application/team.queries.js';
import { IdentityApi, type Team } from '../identity.api.js';

/** Loaders for offices, regions and employees, for this module's types and for those of others. */
@Injectable()
export class IdentityLoaders {
  constructor(
    private readonly api: IdentityApi,
    private readonly queries: IdentityQueries,
    private readonly teams: TeamQueries,
  ) {}

  readonly officeById = byId((ids) => this.api.offices(ids));

  readonly regionById = byId((ids) => this.api.regions(ids));

  readonly employeeById = byId((ids) => this.api.employees(ids));

  readonly teamById = byId((ids) => this.api.teams(ids));

  /** Ids of the members of a team. */
  readonly membersByTeam = defineLoader<string[]>(async (_ctx, ids) => {
    const groups = groupedInOrderOf(ids, await this.teams.membersOf(ids), (m) => m.teamId);
    return groups.map((members) => members.map((m) => m.employeeId));
  });

  readonly teamsByEmployee = defineLoader<Team[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.teams.teamsOf(ids), (t) => t.employeeId),
  );

  readonly rolesByEmployee = defineLoader<Role[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.rolesOf(ids), (r) => r.employeeId),
  );
}
