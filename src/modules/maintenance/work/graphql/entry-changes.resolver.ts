import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ok, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, fromGlobalId, InvalidInputError, Mutations, type UserError } from '#platform/graphql';
import { commandOf } from '../../basics/graphql/command.js';
import { AnswerChecklist } from '../application/answer-checklist.js';
import { OpenFollowUp } from '../application/open-follow-up.js';
import { CorrectEntries, type WithdrawnKind } from '../application/correct-entries.js';
import { RecordEntries } from '../application/record-entries.js';
import {
  CorrectLabourInput,
  CorrectPartUseInput,
  CorrectVisitInput,
  WithdrawWorkOrderEntryInput,
} from './correction.inputs.js';
import {
  AnswerChecklistInput,
  OpenFollowUpRequestInput,
  RecordFindingInput,
  RecordLabourInput,
  RecordPartUseInput,
  RemoveWorkOrderEntryInput,
} from './work.inputs.js';
import {
  AnswerChecklistPayload,
  CorrectLabourPayload,
  CorrectPartUsePayload,
  CorrectVisitPayload,
  OpenFollowUpPayload,
  RecordFindingPayload,
  RecordLabourPayload,
  RecordPartUsePayload,
  RemoveEntryPayload,
  WithdrawEntryPayload,
} from './work.types.js';

const INPUT = { description: 'What to do.' };
const WORK = 'For work of the offices that `maintenance.work` reaches, and for one’s own.';

const REMOVABLE: Readonly<Record<string, WithdrawnKind>> = {
  WorkOrderFinding: 'FINDING',
  WorkOrderPart: 'PART_USE',
  WorkOrderLabour: 'LABOUR',
};
const ENTRIES = { ...REMOVABLE, WorkOrderVisit: 'VISIT' as const };

type Answer = Promise<{ userErrors: UserError[] }>;

@Resolver()
export class EntryChangesResolver {
  constructor(
    private readonly answering: AnswerChecklist,
    private readonly entries: RecordEntries,
    private readonly correcting: CorrectEntries,
    private readonly followUps: OpenFollowUp,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => AnswerChecklistPayload, { description: `Answers items of the checklist of a work order. ${WORK}` })
  @Requires('maintenance.work')
  async answerChecklist(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AnswerChecklistInput): Answer {
    const { workOrderId, answers } = commandOf(input);
    return this.mutations.run(ctx, input, 'workOrder', () => this.answering.run(ctx, workOrderId, answers));
  }

  @Mutation(() => RecordFindingPayload, { description: `Records what was found. ${WORK}` })
  @Requires('maintenance.work')
  async recordFinding(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordFindingInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'finding', () => this.entries.finding(ctx, cmd));
  }

  @Mutation(() => OpenFollowUpPayload, {
    description: `Creates a maintenance request to correct a finding, once. Needs \`services.create\` as well. ${WORK}`,
  })
  @Requires('maintenance.work')
  async openFollowUpRequest(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: OpenFollowUpRequestInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'finding', (): Promise<Result<{ id: string }>> =>
      this.followUps.run(ctx, cmd),
    );
  }

  @Mutation(() => RecordPartUsePayload, { description: `Records parts that were used. ${WORK}` })
  @Requires('maintenance.work')
  async recordPartUse(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordPartUseInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'partUse', () => this.entries.partUse(ctx, cmd));
  }

  @Mutation(() => RecordLabourPayload, { description: `Records time that was spent. ${WORK}` })
  @Requires('maintenance.work')
  async recordLabour(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordLabourInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'labour', () => this.entries.labour(ctx, cmd));
  }

  @Mutation(() => CorrectVisitPayload, {
    description: `Corrects when an engineer came and left; the history of the visit keeps what it said. ${WORK}`,
  })
  @Requires('maintenance.work')
  async correctVisit(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CorrectVisitInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'visit', () => this.correcting.visit(ctx, cmd));
  }

  @Mutation(() => CorrectLabourPayload, {
    description: `Corrects time that was spent; its history keeps what it said. ${WORK}`,
  })
  @Requires('maintenance.work')
  async correctLabour(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CorrectLabourInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'labour', () => this.correcting.labour(ctx, cmd));
  }

  @Mutation(() => CorrectPartUsePayload, {
    description: `Corrects how much of a part was used, at the price it was recorded at; its history keeps what it said. ${WORK}`,
  })
  @Requires('maintenance.work')
  async correctPartUse(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CorrectPartUseInput): Answer {
    const cmd = commandOf(input);
    return this.mutations.run(ctx, input, 'partUse', () => this.correcting.partUse(ctx, cmd));
  }

  @Mutation(() => WithdrawEntryPayload, {
    description: `Withdraws a visit, time, parts or a finding that was recorded by mistake: it counts for nothing, its history stays. ${WORK}`,
  })
  @Requires('maintenance.work')
  async withdrawWorkOrderEntry(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: WithdrawWorkOrderEntryInput,
  ): Answer {
    const { kind, id } = entryOf(input.id, ENTRIES);
    return this.withdraw(ctx, input, kind, { id, reason: input.reason });
  }

  @Mutation(() => RemoveEntryPayload, {
    description: `Withdraws a finding, parts or time of work that is not done. ${WORK}`,
    deprecationReason: 'Use withdrawWorkOrderEntry, which keeps the reason.',
  })
  @Requires('maintenance.work')
  async removeWorkOrderEntry(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RemoveWorkOrderEntryInput): Answer {
    const { kind, id } = entryOf(input.id, REMOVABLE);
    return this.withdraw(ctx, input, kind, { id, reason: 'Removed without a reason.', openOnly: true });
  }

  private withdraw(
    ctx: Ctx,
    input: { clientMutationId?: string | null },
    kind: WithdrawnKind,
    cmd: { readonly id: string; readonly reason: string; readonly openOnly?: boolean },
  ): Answer {
    return this.mutations.run(ctx, input, 'workOrder', async (): Promise<Result<{ id: string }>> => {
      const done = await this.correcting.withdraw(ctx, kind, cmd);
      return done.ok ? ok({ id: done.value.workOrderId }) : done;
    });
  }
}

/** Which entry an id means; throws InvalidInputError for the id of something else. */
function entryOf(
  globalId: string,
  kinds: Readonly<Record<string, WithdrawnKind>>,
): { readonly kind: WithdrawnKind; readonly id: string } {
  const found = fromGlobalId(globalId);
  const kind = kinds[found?.type ?? ''];
  if (!found || !kind)
    throw new InvalidInputError([{ code: 'INVALID_ID', field: 'id', params: { type: Object.keys(kinds).join(', ') } }]);
  return { kind, id: found.id };
}
