import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks, describeLimits, systemClock } from '#kernel';
import { Requires, SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  Costs,
  CurrentCtx,
  findInvalid,
  InvalidInputError,
  load,
  PageArgs,
  type Connection,
  IdArg,
} from '#platform/graphql';
import { type OccurrenceRow, type DutyRow, type ExceptionRow, type DutyFailing } from '../application/duty.rows.js';
import { DutyPlans, type DutyPlan } from '../application/duty-plans.js';
import { DutyQueries, type DutyOrder } from '../application/duty.queries.js';
import { ManagementPolicy } from '../../management.policy.js';
import { checkedRule } from '../../recurrence/application/check-recurrence.js';
import { RecurrenceTextType, textOf } from '../../recurrence/graphql/recurrence-text.js';
import { checkDuty, DUTY_LIMITS } from '../domain/duty.js';
import { type PlannedOccurrence } from '../domain/plan-occurrences.js';
import { DutyFilterInput, DutyOrderInput, RecurrencePreviewInput } from './duty.inputs.js';
import {
  DutyConnection,
  DutyExceptionType,
  DutyFailingType,
  DutyOccurrenceConnection,
  DutyRecordType,
  DutyType,
  DutyViewerCanType,
  PlannedOccurrenceType,
  RecurrencePreviewType,
} from './duty.types.js';
import { DutyLoaders } from './duty-loaders.js';

@Resolver(() => DutyType)
export class DutyResolver {
  constructor(
    private readonly queries: DutyQueries,
    private readonly plans: DutyPlans,
    private readonly policy: ManagementPolicy,
    private readonly loaders: DutyLoaders,
  ) {}

  @Query(() => DutyType, {
    nullable: true,
    description: 'A recurring duty by its id or its number; null when there is none or it may not be seen.',
  })
  @Requires('management.read')
  duty(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Duty', { nullable: true, description: 'Its id; give this or the number.' }) id?: string | null,
    @Args('number', { type: () => String, nullable: true, description: 'Its number, such as D-000012.' })
    number?: string | null,
  ): Promise<DutyRow | null> {
    if ((id == null) === (number == null))
      throw new InvalidInputError([{ code: 'ONE_OF', field: 'id', params: { fields: 'id, number' } }]);
    return id != null ? load(ctx, this.loaders.dutyById, id) : this.queries.byNumber(ctx, number ?? '');
  }

  @Query(() => DutyConnection, {
    description: 'Recurring duties of the offices within reach; the latest first by default.',
  })
  @Requires('management.read')
  duties(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => DutyFilterInput, nullable: true, description: 'Which ones; defaults to all.' })
    filter?: DutyFilterInput | null,
    @Args('orderBy', { type: () => DutyOrderInput, nullable: true, description: 'In which order.' })
    orderBy?: DutyOrder | null,
  ): Promise<Connection<DutyRow>> {
    return this.queries.list(ctx, filter ?? {}, page, orderBy ?? undefined);
  }

  @Query(() => RecurrencePreviewType, {
    description: 'What a recurrence rule means: in words, and its next occurrences. Stores nothing.',
  })
  @SignedIn()
  @Costs(10_000)
  async recurrencePreview(
    @Args('input', { description: 'The recurrence.' }) input: RecurrencePreviewInput,
  ): Promise<RecurrencePreviewType> {
    const values = {
      ...{ rule: input.rule, startsOn: input.startsOn, localTime: input.localTime, zone: input.zone },
      endsOn: input.endsOn ?? null,
      leadSeconds: input.leadSeconds ?? 0,
      holidays: input.holidays ?? 'IGNORE',
      calendarId: input.calendarId ?? null,
    } as const;
    const from = (input.from ?? systemClock.now()).getTime();
    const count = input.count ?? 10;
    const wrong = checkDuty(values, new Checks().integer('count', count, DUTY_LIMITS.upcoming)).err();
    const rule = wrong ?? checkedRule(values, from);
    if (!rule.ok) throw new InvalidInputError(rule.failures);
    const plan = await this.plans.preview({ ...values, catchUp: 'ALL' }, from - 1);
    return {
      rule: rule.value,
      text: textOf({ ...values, rule: rule.value }),
      occurrences: plan.upcoming(count).map(shown),
    };
  }

  @ResolveField(() => RecurrenceTextType, { description: 'The rule in words.' })
  ruleText(@Parent() duty: DutyRow): RecurrenceTextType {
    return textOf(duty);
  }

  @ResolveField(() => DutyFailingType, {
    nullable: true,
    description: 'Why its last request could not be opened; null when all is well.',
  })
  failing(@Parent() { failing }: { failing: DutyFailing | null }): DutyFailingType | null {
    return failing && { ...failing, codes: [...failing.codes], since: new Date(failing.since) };
  }

  @ResolveField(() => [PlannedOccurrenceType], {
    description:
      'The next occurrences that are not done with, in order; none once it has ended. Those of a paused duty are what would come.',
  })
  @Costs(50)
  async upcoming(
    @Parent() duty: DutyRow,
    @CurrentCtx() ctx: Ctx,
    @Args('count', {
      type: () => Int,
      nullable: true,
      description: `How many, ${describeLimits(DUTY_LIMITS.upcoming, false)}; defaults to 5.`,
    })
    count?: number | null,
  ): Promise<PlannedOccurrenceType[]> {
    const wrong = new Checks().integer('count', count, DUTY_LIMITS.upcoming).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    if (duty.status === 'ENDED') return [];
    const plan: DutyPlan | null = await this.loaders.plan(ctx, duty.id);
    return (plan?.upcoming(count ?? 5) ?? []).map(shown);
  }

  @ResolveField(() => DutyOccurrenceConnection, {
    description: 'The occurrences that are done with, by default the latest due first.',
  })
  occurrences(
    @Parent() { id }: DutyRow,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('earliestFirst', { type: () => Boolean, nullable: true, description: 'The earliest due first.' })
    earliestFirst?: boolean | null,
  ): Promise<Connection<OccurrenceRow>> {
    return this.loaders.occurrences(ctx, id, page, earliestFirst === true ? 'ASC' : 'DESC');
  }

  @ResolveField(() => [DutyExceptionType], { description: 'Decisions about single occurrences, in their order.' })
  exceptions(@Parent() { id }: DutyRow, @CurrentCtx() ctx: Ctx): Promise<ExceptionRow[]> {
    return load(ctx, this.loaders.exceptionsByDuty, id);
  }

  @ResolveField(() => DutyRecordType, { description: 'How it was kept over a period, by when occurrences were due.' })
  async record(
    @Parent() { id }: DutyRow,
    @CurrentCtx() ctx: Ctx,
    @Args('from', { description: 'From then on.' }) from: Date,
    @Args('to', { description: 'Until then, not included; at most 5 years later.' }) to: Date,
  ): Promise<DutyRecordType> {
    const invalid = findInvalid({ from, to });
    if (invalid.length > 0) throw new InvalidInputError(invalid);
    const latest = new Date(from.getTime() + 5 * 366 * 86_400_000);
    const wrong = new Checks().instant('to', to, { from, to: latest }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const { KEPT, LATE, MISSED, OPEN, CANCELLED, SKIPPED } = await this.loaders.record(ctx, id, from, to);
    return { kept: KEPT, late: LATE, missed: MISSED, open: OPEN, cancelled: CANCELLED, skipped: SKIPPED };
  }

  @ResolveField(() => DutyViewerCanType, { description: 'What the viewer may do with it.' })
  async viewerCan(@Parent() duty: DutyRow, @CurrentCtx() ctx: Ctx): Promise<DutyViewerCanType> {
    return { manage: await this.policy.may(ctx, 'management.manage-duties', duty.officeId) };
  }
}

function shown({ originalAt, dueAt, opensAt, ...rest }: PlannedOccurrence): PlannedOccurrenceType {
  return { originalAt: new Date(originalAt), dueAt: new Date(dueAt), opensAt: new Date(opensAt), ...rest };
}
