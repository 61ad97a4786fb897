import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations } from '#platform/graphql';
import { commandOf } from '../../basics/graphql/command.js';
import { ChangeWorkOrder } from '../application/change-work-order.js';
import { CreateWorkOrder } from '../application/create-work-order.js';
import { ManageVisits } from '../application/manage-visits.js';
import { MoveWorkOrder } from '../application/move-work-order.js';
import {
  AssignWorkOrderInput,
  CancelVisitInput,
  ChangeWorkOrderStatusInput,
  CreateWorkOrderInput,
  PlanVisitInput,
  RecordArrivalInput,
  RecordDepartureInput,
  UpdateVisitInput,
  UpdateWorkOrderInput,
} from './work.inputs.js';
import {
  AssignWorkOrderPayload,
  CancelVisitPayload,
  ChangeWorkOrderStatusPayload,
  CreateWorkOrderPayload,
  PlanVisitPayload,
  RecordArrivalPayload,
  RecordDeparturePayload,
  UpdateVisitPayload,
  UpdateWorkOrderPayload,
  WorkOrderType,
} from './work.types.js';

const INPUT = { description: 'What to do.' };
const PLAN = 'For work of the offices that `maintenance.plan` reaches.';
const WORK = 'For work of the offices that `maintenance.work` reaches, and for one’s own.';

interface Answered {
  readonly id: string;
}
interface Retried {
  readonly clientMutationId?: string | null;
}

@Resolver(() => WorkOrderType)
export class WorkOrderChangesResolver {
  constructor(
    private readonly creating: CreateWorkOrder,
    private readonly changing: ChangeWorkOrder,
    private readonly moving: MoveWorkOrder,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => CreateWorkOrderPayload, { description: `Makes a work order. ${PLAN}` })
  @Requires('maintenance.plan')
  async createWorkOrder(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateWorkOrderInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.creating.run(ctx, cmd));
  }

  @Mutation(() => UpdateWorkOrderPayload, { description: `Corrects the details of a work order. ${PLAN}` })
  @Requires('maintenance.plan')
  async updateWorkOrder(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateWorkOrderInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.changing.update(ctx, cmd));
  }

  @Mutation(() => AssignWorkOrderPayload, { description: `Hands a work order to an employee or a team. ${PLAN}` })
  @Requires('maintenance.plan')
  async assignWorkOrder(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AssignWorkOrderInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.changing.assign(ctx, cmd));
  }

  @Mutation(() => ChangeWorkOrderStatusPayload, {
    description: `Moves a work order on; it is done once all that is mandatory is answered. Cancelling and unscheduling need \`maintenance.plan\`. ${WORK}`,
  })
  @Requires('maintenance.work')
  async changeWorkOrderStatus(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: ChangeWorkOrderStatusInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.moving.run(ctx, cmd));
  }

  private answer(ctx: Ctx, input: Retried, run: () => Promise<Result<Answered>>) {
    return this.mutations.run(ctx, input, 'workOrder', run);
  }
}

@Resolver()
export class VisitChangesResolver {
  constructor(
    private readonly visits: ManageVisits,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => PlanVisitPayload, { description: `Plans a visit; the work order is scheduled by it. ${PLAN}` })
  @Requires('maintenance.plan')
  async planVisit(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: PlanVisitInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.visits.plan(ctx, cmd));
  }

  @Mutation(() => UpdateVisitPayload, { description: `Plans a visit otherwise. ${PLAN}` })
  @Requires('maintenance.plan')
  async updateVisit(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateVisitInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.visits.update(ctx, cmd));
  }

  @Mutation(() => CancelVisitPayload, { description: `Cancels a visit that has not started. ${PLAN}` })
  @Requires('maintenance.plan')
  async cancelVisit(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CancelVisitInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.visits.cancel(ctx, cmd));
  }

  @Mutation(() => RecordArrivalPayload, {
    description: `Records that an engineer has come; the work is in progress from then on. ${WORK}`,
  })
  @Requires('maintenance.work')
  async recordArrival(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordArrivalInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.visits.arrive(ctx, cmd));
  }

  @Mutation(() => RecordDeparturePayload, { description: `Records that an engineer has left. ${WORK}` })
  @Requires('maintenance.work')
  async recordDeparture(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordDepartureInput) {
    const cmd = commandOf(input);
    return this.answer(ctx, input, () => this.visits.depart(ctx, cmd));
  }

  private answer(ctx: Ctx, input: Retried, run: () => Promise<Result<Answered>>) {
    return this.mutations.run(ctx, input, 'visit', run);
  }
}
