import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  type Connection,
  Costs,
  Country,
  CurrentCtx,
  IdArg,
  ListSize,
  load,
  Mutations,
  PageArgs,
} from '#platform/graphql';
import { IdentityQueries, type Role } from '../application/identity.queries.js';
import { ManageEmployees } from '../application/manage-employees.js';
import { ManageOffices } from '../application/manage-offices.js';
import { OpenWork } from '../application/open-work.js';
import { type Employee, type Office, type Region } from '../identity.api.js';
import {
  CreateEmployeeInput,
  CreateOfficeInput,
  CreateRegionInput,
  CreateRoleInput,
  UpdateEmployeeInput,
  UpdateOfficeInput,
  UpdateRegionInput,
  UpdateRoleInput,
} from './inputs.js';
import { IdentityLoaders } from './loaders.js';
import { EmployeeOpenWorkType } from './open-work.types.js';
import {
  EmployeeConnection,
  EmployeePayload,
  EmployeeType,
  OfficePayload,
  OfficeType,
  RegionPayload,
  RegionType,
  RolePayload,
  RoleType,
} from './types.js';

const INPUT = { description: 'What to save.' };

@Resolver(() => OfficeType)
export class OfficeResolver {
  constructor(
    private readonly queries: IdentityQueries,
    private readonly manage: ManageOffices,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(30)
  @Query(() => [OfficeType], { description: 'Our offices, ordered by code.' })
  @Requires('identity.read')
  offices(
    @IdArg('regionId', 'Region', { nullable: true, description: 'Only those of this region.' })
    regionId?: string | null,
    @Args('country', { type: () => Country, nullable: true, description: 'Only those in this country.' })
    country?: string | null,
    @Args('active', { type: () => Boolean, nullable: true, description: 'Only open (true) or closed (false) ones.' })
    active?: boolean | null,
  ): Promise<Office[]> {
    return this.queries.offices({ regionId: regionId, country, active });
  }

  @Mutation(() => OfficePayload, { description: 'Opens an office.' })
  @Requires('identity.manage-offices')
  createOffice(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateOfficeInput) {
    return this.mutations.run(ctx, input, 'office', () => this.manage.saveOffice(ctx, input));
  }

  @Mutation(() => OfficePayload, { description: 'Changes an office.' })
  @Requires('identity.manage-offices')
  updateOffice(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateOfficeInput) {
    const { id, version, ...rest } = input;
    const cmd = rest;
    const existing = { id, version };
    return this.mutations.run(ctx, input, 'office', () => this.manage.saveOffice(ctx, cmd, existing));
  }
}

@Resolver(() => RegionType)
export class RegionResolver {
  constructor(
    private readonly queries: IdentityQueries,
    private readonly manage: ManageOffices,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => [RegionType], { description: 'All regions, ordered by code.' })
  @Requires('identity.read')
  regions(): Promise<Region[]> {
    return this.queries.regions();
  }

  @Mutation(() => RegionPayload, { description: 'Creates a region.' })
  @Requires('identity.manage-offices')
  createRegion(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateRegionInput) {
    return this.mutations.run(ctx, input, 'region', () => this.manage.saveRegion(ctx, input));
  }

  @Mutation(() => RegionPayload, { description: 'Changes a region.' })
  @Requires('identity.manage-offices')
  updateRegion(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateRegionInput) {
    const { id, version, ...rest } = input;
    const cmd = rest;
    const existing = { id, version };
    return this.mutations.run(ctx, input, 'region', () => this.manage.saveRegion(ctx, cmd, existing));
  }

  @ResolveField(() => [OfficeType], { description: 'Offices of the region, ordered by code.' })
  offices(@Parent() region: Region): Promise<Office[]> {
    return this.queries.offices({ regionId: region.id });
  }
}

@Resolver(() => EmployeeType)
export class EmployeeResolver {
  constructor(
    private readonly queries: IdentityQueries,
    private readonly manage: ManageEmployees,
    private readonly openWork: OpenWork,
    private readonly loaders: IdentityLoaders,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => EmployeeConnection, { description: 'Employees, ordered by name.' })
  @Requires('identity.read')
  employees(
    @Args() page: PageArgs,
    @IdArg('officeId', 'Office', { nullable: true, description: 'Only those of this office.' })
    officeId?: string | null,
    @Args('text', {
      type: () => String,
      nullable: true,
      description: 'Part of the name in any script, or of the e-mail address.',
    })
    text?: string | null,
  ): Promise<Connection<Employee>> {
    return this.queries.employees(page, { officeId, text });
  }

  @Query(() => [EmployeeOpenWorkType], {
    description:
      'Open work of an employee, to be handed over before the account is deactivated; kinds without any are left out.',
  })
  @Requires('identity.manage-employees')
  employeeOpenWork(
    @CurrentCtx() ctx: Ctx,
    @IdArg('employeeId', 'Employee', { description: 'Whose work.' }) employeeId: string,
  ): Promise<EmployeeOpenWorkType[]> {
    return this.openWork.shown(ctx, employeeId);
  }

  @Mutation(() => EmployeePayload, { description: 'Creates an employee.' })
  @Requires('identity.manage-employees')
  @Costs(4_000)
  createEmployee(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateEmployeeInput) {
    return this.mutations.run(ctx, input, 'employee', () => this.manage.saveEmployee(ctx, input));
  }

  @Mutation(() => EmployeePayload, {
    description:
      'Changes an employee. A new password, or closing the account, ends all sessions and revokes all API tokens.',
  })
  @Requires('identity.manage-employees')
  @Costs(4_000)
  updateEmployee(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateEmployeeInput) {
    const { id, version, ...rest } = input;
    const cmd = rest;
    const existing = { id, version };
    return this.mutations.run(ctx, input, 'employee', () => this.manage.saveEmployee(ctx, cmd, existing));
  }

  @ResolveField(() => [RoleType], { description: 'Roles the employee has, ordered by key.' })
  roles(@Parent() employee: Employee, @CurrentCtx() ctx: Ctx): Promise<Role[]> {
    return load(ctx, this.loaders.rolesByEmployee, employee.id);
  }
}

@Resolver(() => RoleType)
export class RoleResolver {
  constructor(
    private readonly queries: IdentityQueries,
    private readonly manage: ManageEmployees,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => [RoleType], { description: 'All roles, ordered by key.' })
  @Requires('identity.read')
  roles(): Promise<Role[]> {
    return this.queries.roles();
  }

  @Mutation(() => RolePayload, { description: 'Creates a role.' })
  @Requires('identity.manage-roles')
  createRole(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateRoleInput) {
    return this.mutations.run(ctx, input, 'role', () => this.manage.saveRole(ctx, input));
  }

  @Mutation(() => RolePayload, { description: 'Changes a role; felt on all nodes within ten seconds.' })
  @Requires('identity.manage-roles')
  updateRole(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateRoleInput) {
    const existing = { id: input.id, version: input.version };
    return this.mutations.run(ctx, input, 'role', () => this.manage.saveRole(ctx, input, existing));
  }
}
