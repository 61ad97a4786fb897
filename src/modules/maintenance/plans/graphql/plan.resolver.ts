import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  Costs,
  CurrentCtx,
  InvalidInputError,
  load,
  loadOptional,
  Mutations,
  PageArgs,
  TimeZone,
  type Connection,
  IdArg,
} from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { commandOf } from '../../basics/graphql/command.js';
import { CustomerLoaders } from '#modules/customers/graphql';
import { MAX_PREVIEW, PlanQueries, type ExpectedOccurrence, type PastOccurrence } from '../application/plan.queries.js';
import { SavePlan } from '../application/save-plan.js';
import { AssetLoaders } from '../../assets/graphql/asset-loaders.js';
import { PlanLoaders } from './plan-loaders.js';
import { CreateMaintenancePlanInput, MaintenancePlanFilterInput, UpdateMaintenancePlanInput } from './plan.inputs.js';
import {
  CreatePlanPayload,
  ExpectedOccurrenceType,
  OccurrenceConnection,
  PlanConnection,
  PlanType,
  UpdatePlanPayload,
} from './plan.types.js';
import { type Plan } from '../domain/plan.js';

const PLAN = 'For assets of the offices that `maintenance.plan` reaches.';
const FIRST = { type: () => Int, nullable: true, description: `How many, 1 to ${MAX_PREVIEW}; defaults to 10.` };

function assertFirst(first: number | null | undefined): number {
  const wrong = new Checks().integer('first', first, { min: 1, max: MAX_PREVIEW }).err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  return first ?? 10;
}

@Resolver(() => PlanType)
export class PlanResolver {
  constructor(
    private readonly queries: PlanQueries,
    private readonly loaders: PlanLoaders,
    private readonly assets: AssetLoaders,
    private readonly customers: CustomerLoaders,
  ) {}

  @Query(() => PlanType, {
    nullable: true,
    description: 'A maintenance plan; null when there is none that you may see.',
  })
  @Requires('maintenance.read')
  maintenancePlan(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'MaintenancePlan', { description: 'Its id.' }) id: string,
  ): Promise<Plan | null> {
    return load(ctx, this.loaders.planById, id);
  }

  @Query(() => PlanConnection, {
    description: 'Maintenance plans within reach of your `maintenance.read`, the latest first.',
  })
  @Requires('maintenance.read')
  maintenancePlans(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => MaintenancePlanFilterInput, nullable: true, description: 'Which; defaults to all.' })
    filter?: MaintenancePlanFilterInput | null,
  ): Promise<Connection<Plan>> {
    const wrong = new Checks().text('filter.text', filter?.text, { ...LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    return this.queries.list(ctx, filter ?? {}, page);
  }

  @Query(() => [ExpectedOccurrenceType], {
    description: `The occurrences that a plan would have that is not made yet. ${PLAN}`,
  })
  @Requires('maintenance.plan')
  @Costs(4_000)
  async previewMaintenancePlan(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The plan.' }) input: CreateMaintenancePlanInput,
    @Args('first', FIRST) first?: number | null,
  ): Promise<ExpectedOccurrence[]> {
    const previewed = await this.queries.preview(ctx, commandOf(input), assertFirst(first));
    if (!previewed.ok) throw new InvalidInputError(previewed.failures);
    return previewed.value;
  }

  @ResolveField(() => TimeZone)
  async timeZone(@Parent() plan: Plan, @CurrentCtx() ctx: Ctx): Promise<string | undefined> {
    const asset = await load(ctx, this.assets.assetById, plan.assetId);
    return (await loadOptional(ctx, this.customers.branchById, asset?.branchId))?.timeZone;
  }

  @ResolveField(() => [ExpectedOccurrenceType], {
    description: 'The occurrences to come; those that float as if each was done on the day it falls due.',
  })
  nextOccurrences(
    @Parent() plan: Plan,
    @CurrentCtx() ctx: Ctx,
    @Args('first', FIRST) first?: number | null,
  ): Promise<ExpectedOccurrence[]> {
    return this.loaders.expected(ctx, plan.id, assertFirst(first));
  }

  @ResolveField(() => OccurrenceConnection, { description: 'The occurrences that are done with, the latest first.' })
  occurrences(
    @Parent() plan: Plan,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<PastOccurrence>> {
    return this.loaders.occurrencePage(ctx, plan.id, page);
  }
}

@Resolver()
export class PlanChangesResolver {
  constructor(
    private readonly saving: SavePlan,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => CreatePlanPayload, { description: `Makes a maintenance plan. ${PLAN}` })
  @Requires('maintenance.plan')
  @Costs(4_000)
  async createMaintenancePlan(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The plan.' }) input: CreateMaintenancePlanInput,
  ) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.saving.create(ctx, cmd));
  }

  @Mutation(() => UpdatePlanPayload, {
    description: `Changes, pauses or takes up a maintenance plan; work orders that are made already stay. ${PLAN}`,
  })
  @Requires('maintenance.plan')
  @Costs(4_000)
  async updateMaintenancePlan(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which plan, and what to change.' }) input: UpdateMaintenancePlanInput,
  ) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.saving.update(ctx, cmd));
  }

  private answer(ctx: Ctx, input: { clientMutationId?: string | null }, run: () => Promise<Result<{ id: string }>>) {
    return this.mutations.run(ctx, input, 'plan', run);
  }
}
