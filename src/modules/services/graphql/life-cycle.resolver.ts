import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires, SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, Mutations, userErrorsOf } from '#platform/graphql';
import { LEVELS } from '#modules/vocabulary';
import { ChangeLifeCycle } from '../application/change-life-cycle.js';
import { ChangePriorityMatrix } from '../application/change-priority-matrix.js';
import { LifeCycles } from '../application/life-cycles.js';
import { PriorityMatrices, type MatrixRow } from '../application/priority-matrices.js';
import { ServicesPolicy } from '../application/services.policy.js';
import { usedStatuses, type LifeCycle, type Status } from '../domain/life-cycle.js';
import {
  ChangeLifeCycleInput,
  ChangeLifeCyclePayload,
  ChangePriorityMatrixInput,
  ChangePriorityMatrixPayload,
  LifeCycleCheckType,
  PriorityMatrixCellType,
  PriorityMatrixType,
} from './life-cycle.types.js';
import { ServicesLoaders } from './loaders.js';
import { ServiceLifeCycleType, ServiceStatusType } from './types.js';

const DRAFT = { description: 'The life cycle as it is to be.' };

@Resolver(() => ServiceLifeCycleType)
export class LifeCycleResolver {
  constructor(
    private readonly lifeCycles: LifeCycles,
    private readonly changing: ChangeLifeCycle,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => [ServiceLifeCycleType], { description: 'The life cycles of service requests, one per service line.' })
  @SignedIn()
  serviceLifeCycles(): Promise<LifeCycle[]> {
    return this.lifeCycles.all();
  }

  @Query(() => LifeCycleCheckType, {
    description: 'Checks a life cycle and lists all problems; stores nothing.',
  })
  @Requires('services.manage-life-cycles')
  async checkLifeCycle(
    @CurrentCtx() ctx: Ctx,
    @Args('input', DRAFT) input: ChangeLifeCycleInput,
  ): Promise<LifeCycleCheckType> {
    const { problems, retirements } = await this.changing.check(ctx, { ...input, version: input.version ?? null });
    return {
      problems: userErrorsOf(problems, ctx),
      retirements: retirements.map(({ status, to, requests }) => ({ from: status.key, to, requests })),
    };
  }

  @Mutation(() => ChangeLifeCyclePayload, {
    description:
      'Gives a service line a whole new life cycle. Every status must be reachable, a completed one must be reachable from every one, and a paused one must lead back to an open one; for a status with requests, specify where they move.',
  })
  @Requires('services.manage-life-cycles')
  changeLifeCycle(@CurrentCtx() ctx: Ctx, @Args('input', DRAFT) input: ChangeLifeCycleInput) {
    const command = { ...input, version: input.version ?? null };
    return this.mutations.run(
      ctx,
      input,
      'lifeCycle',
      () => this.changing.run(ctx, command),
      async ({ serviceLine }) => (await this.lifeCycles.byLines([serviceLine])).get(serviceLine) ?? null,
    );
  }

  @ResolveField(() => [ServiceStatusType], { description: 'Statuses in their order.' })
  statuses(@Parent() lifeCycle: LifeCycle): Status[] {
    return usedStatuses(lifeCycle);
  }

  @ResolveField(() => [ServiceStatusType], {
    description: 'Statuses that are not used any more, whose keys are still found in histories.',
  })
  retiredStatuses(@Parent() lifeCycle: LifeCycle): Status[] {
    return lifeCycle.statuses.filter((s) => s.retired);
  }
}

@Resolver(() => ServiceStatusType)
export class StatusResolver {
  constructor(
    private readonly loaders: ServicesLoaders,
    private readonly policy: ServicesPolicy,
  ) {}

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How many requests have it now; null for those who may not see service requests.',
  })
  requestCount(@Parent() { id }: Status, @CurrentCtx() ctx: Ctx): Promise<number> | null {
    return this.policy.maySee(ctx) ? load(ctx, this.loaders.requestsInStatus, id) : null;
  }
}

const MATRICES = 50;

@Resolver(() => PriorityMatrixType)
export class PriorityMatrixResolver {
  constructor(
    private readonly matrices: PriorityMatrices,
    private readonly changing: ChangePriorityMatrix,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => PriorityMatrixType, { description: 'What impact and urgency amount to now.' })
  @SignedIn()
  priorityMatrix(): Promise<MatrixRow> {
    return this.matrices.current();
  }

  @Query(() => [PriorityMatrixType], {
    description: `The latest ${MATRICES} versions of the priority matrix, the one in force first.`,
  })
  @SignedIn()
  priorityMatrixVersions(): Promise<MatrixRow[]> {
    return this.matrices.history(MATRICES);
  }

  @Mutation(() => ChangePriorityMatrixPayload, {
    description: 'Changes what impact and urgency amount to, for requests that are weighed from now on.',
  })
  @Requires('services.manage-priorities')
  changePriorityMatrix(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The matrix as it is to be.' }) input: ChangePriorityMatrixInput,
  ) {
    return this.mutations.run(
      ctx,
      input,
      'priorityMatrix',
      () => this.changing.run(ctx, input),
      () => this.matrices.current(),
    );
  }

  @ResolveField(() => Int, { description: 'Grows with every change; `changePriorityMatrix` sends it back.' })
  version(@Parent() { number }: MatrixRow): number {
    return number;
  }

  @ResolveField(() => [PriorityMatrixCellType], {
    description: 'Every impact with every urgency, the highest first. What is not weighed counts as MEDIUM.',
  })
  cells(@Parent() { cells }: MatrixRow): PriorityMatrixCellType[] {
    return LEVELS.flatMap((impact) => LEVELS.map((urgency) => ({ impact, urgency, priority: cells[impact][urgency] })));
  }
}
