import { Args, InputType, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, byId, load, loadOptional, MutationInput, Mutations, IdField, payloadOf } from '#platform/graphql';
import { BranchType } from '#modules/customers/graphql';
import { BranchCalendars } from '../application/branch-calendars.js';
import { type SlaCalendar } from '../calendar.types.js';
import { SlaCalendarType } from './calendar.types.js';
import { CalendarLoaders } from './calendar-loaders.js';

@InputType({ description: 'Which calendar a branch works by.' })
export class SetBranchCalendarInput extends MutationInput {
  @IdField('Branch', { description: 'Which branch.' })
  branchId!: string;
  @IdField('SlaCalendar', { nullable: true, description: 'Which calendar; left out or null: none any more.' })
  calendarId?: string | null;
}

export const SetBranchCalendarPayload = payloadOf(
  'SetBranchCalendarPayload',
  'branch',
  BranchType,
  'The branch; null when nothing was changed.',
  'setBranchCalendar',
);

/** What SLA adds to a branch. */
@Resolver(() => BranchType)
export class BranchCalendarResolver {
  constructor(
    private readonly choices: BranchCalendars,
    private readonly loaders: CalendarLoaders,
    private readonly mutations: Mutations,
  ) {}

  private readonly choiceByBranch = byId((ids) => this.choices.of(ids));

  @ResolveField(() => SlaCalendarType, {
    nullable: true,
    description:
      'Calendar by which the branch works, for SLA terms that run on it; null when none was chosen: then that of the office that serves the request counts.',
  })
  async slaCalendar(@Parent() { id }: { id: string }, @CurrentCtx() ctx: Ctx): Promise<SlaCalendar | null> {
    const chosen = await load(ctx, this.choiceByBranch, id);
    return loadOptional(ctx, this.loaders.calendarById, chosen?.calendarId);
  }

  @Mutation(() => SetBranchCalendarPayload, {
    description:
      'Chooses the calendar of a branch, from now on; open clocks that run on it are replayed in the background.',
  })
  @Requires('sla.manage-calendars')
  setBranchCalendar(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'What to save.' }) input: SetBranchCalendarInput,
  ) {
    const { branchId, calendarId = null } = input;
    return this.mutations.run(ctx, input, 'branch', () => this.choices.set(ctx, branchId, calendarId));
  }
}
