import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, fromGlobalId, InvalidInputError, Mutations, type UserError } from '#platform/graphql';
import { commandOf } from '../../basics/graphql/command.js';
import { AnswerChecklist } from '../application/answer-checklist.js';
import { OpenFollowUp } from '../application/open-follow-up.js';
import { RecordEntries, type EntryKind } from '../application/record-entries.js';
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
  OpenFollowUpPayload,
  RecordFindingPayload,
  RecordLabourPayload,
  RecordPartUsePayload,
  RemoveEntryPayload,
} from './work.types.js';

const INPUT = { description: 'What to do.' };
const WORK = 'For work of the offices that `maintenance.work` reaches, and for one’s own.';

const ENTRIES: Readonly<Record<string, EntryKind>> = {
  WorkOrderFinding: 'finding',
  WorkOrderPart: 'part_use',
  WorkOrderLabour: 'labour',
};

type Answer = Promise<{ userErrors: UserError[] }>;

@Resolver()
export class EntryChangesResolver {
  constructor(
    private readonly answering: AnswerChecklist,
    private readonly entries: RecordEntries,
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

  @Mutation(() => RemoveEntryPayload, {
    description: `Removes a finding, parts or time recorded by mistake; the audit trail keeps it. ${WORK}`,
  })
  @Requires('maintenance.work')
  async removeWorkOrderEntry(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RemoveWorkOrderEntryInput): Answer {
    const found = fromGlobalId(input.id);
    const kind = ENTRIES[found?.type ?? ''];
    if (!found || !kind)
      throw new InvalidInputError([
        { code: 'INVALID_ID', field: 'id', params: { type: Object.keys(ENTRIES).join(', ') } },
      ]);
    return this.mutations.run(ctx, input, 'workOrder', () => this.entries.remove(ctx, kind, found.id));
  }
}
