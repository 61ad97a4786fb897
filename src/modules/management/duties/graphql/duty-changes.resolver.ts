import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { SaveDuty } from '../application/save-duty.js';
import { ManageDutyLifecycle } from '../application/manage-duty-lifecycle.js';
import {
  CreateDutyInput,
  EndDutyInput,
  MoveDutyOccurrenceInput,
  PauseDutyInput,
  RestoreDutyOccurrenceInput,
  ResumeDutyInput,
  SkipDutyOccurrenceInput,
  UpdateDutyInput,
} from './duty.inputs.js';
import {
  CreateDutyPayload,
  DutyType,
  EndDutyPayload,
  MoveDutyOccurrencePayload,
  PauseDutyPayload,
  RestoreDutyOccurrencePayload,
  ResumeDutyPayload,
  SkipDutyOccurrencePayload,
  UpdateDutyPayload,
} from './duty.types.js';

const INPUT = { description: 'What to do.' };
const WHO = 'For duties of the offices that `management.manage-duties` reaches.';

@Resolver(() => DutyType)
export class DutyChangesResolver {
  constructor(
    private readonly saving: SaveDuty,
    private readonly steering: ManageDutyLifecycle,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => CreateDutyPayload, {
    description: `Takes down what must be done for a customer again and again. ${WHO}`,
  })
  @Requires('management.manage-duties')
  @Costs(4_000)
  async createDuty(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateDutyInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.saving.create(ctx, command));
  }

  @Mutation(() => UpdateDutyPayload, { description: `Corrects a duty. ${WHO}` })
  @Requires('management.manage-duties')
  @Costs(4_000)
  async updateDuty(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateDutyInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.saving.update(ctx, command));
  }

  @Mutation(() => PauseDutyPayload, { description: `Lets a duty rest until it is resumed. ${WHO}` })
  @Requires('management.manage-duties')
  async pauseDuty(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: PauseDutyInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.steering.pause(ctx, command));
  }

  @Mutation(() => ResumeDutyPayload, {
    description: `Resumes a duty with the next occurrence; those missed are recorded as skipped. ${WHO}`,
  })
  @Requires('management.manage-duties')
  async resumeDuty(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: ResumeDutyInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.steering.resume(ctx, command));
  }

  @Mutation(() => EndDutyPayload, { description: `Ends a duty for good; requests it opened stay. ${WHO}` })
  @Requires('management.manage-duties')
  async endDuty(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: EndDutyInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.steering.end(ctx, command));
  }

  @Mutation(() => SkipDutyOccurrencePayload, { description: `Leaves one occurrence of a duty out. ${WHO}` })
  @Requires('management.manage-duties')
  async skipDutyOccurrence(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SkipDutyOccurrenceInput) {
    const command = { ...commandOf(input), movedTo: null };
    return this.answer(ctx, input, () => this.steering.except(ctx, command));
  }

  @Mutation(() => MoveDutyOccurrencePayload, { description: `Holds one occurrence of a duty at another time. ${WHO}` })
  @Requires('management.manage-duties')
  async moveDutyOccurrence(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: MoveDutyOccurrenceInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.steering.except(ctx, command));
  }

  @Mutation(() => RestoreDutyOccurrencePayload, {
    description: `Puts an occurrence that was skipped or moved back to where the rule has it. ${WHO}`,
  })
  @Requires('management.manage-duties')
  async restoreDutyOccurrence(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RestoreDutyOccurrenceInput) {
    const command = commandOf(input);
    return this.answer(ctx, input, () => this.steering.restore(ctx, command));
  }

  private answer(
    ctx: Ctx,
    input: { clientMutationId?: string | null },
    run: () => Promise<Result<{ id: string }>>,
  ): Promise<object> {
    return this.mutations.run(ctx, input, 'duty', run);
  }
}
