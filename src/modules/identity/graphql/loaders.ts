import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf } from '#platform/graphql';
import { IdentityQueries, type Role } from '../application/identity.queries.js';
import { IdentityApi } from '../identity.api.js';

/** Loaders for offices, regions and employees, for this module's types and for those of others. */
@Injectable()
export class IdentityLoaders {
  constructor(
    private readonly api: IdentityApi,
    private readonly queries: IdentityQueries,
  ) {}

  readonly officeById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.offices(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly regionById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.regions(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly employeeById = defineLoader(async (_ctx, ids) => {
    const found = await this.api.employees(ids);
    return ids.map((id) => found.get(id) ?? null);
  });

  readonly rolesByEmployee = defineLoader<Role[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.rolesOf(ids), (r) => r.employeeId),
  );
}
