import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, load, Mutations, PageArgs, type Connection, IdArg, commandOf } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { StartSimulation, type SimulationCommand } from '../application/start-simulation.js';
import { type WhatIfCalendarCommand, type WhatIfTermsCommand } from '../application/what-if-drafts.js';
import { WhatIfQueries, type WhatIf } from '../application/what-if-queries.js';
import { slaWhatIfProgressed } from '../what-if.events.js';
import { specOf } from '../../calendars/graphql/calendar.inputs.js';
import { usesOf } from '../../calendars/graphql/holiday.inputs.js';
import { contentOf, scopeOf } from '../../terms/graphql/terms.resolver.js';
import {
  CancelSlaWhatIfInput,
  RunSlaWhatIfInput,
  type SlaWhatIfCalendarInput,
  type SlaWhatIfTermsInput,
} from './what-if.inputs.js';
import { WhatIfLoaders } from './what-if-loaders.js';
import { SlaWhatIfConnection, SlaWhatIfPayload, SlaWhatIfType } from './what-if.types.js';
import { type Result } from '#kernel';

const INPUT = { description: 'What to do.' };
const WHICH = { description: 'Which what-if.' };

type Progressed = NonNullable<(typeof slaWhatIfProgressed)['__payload']>;

@Resolver(() => SlaWhatIfType)
export class WhatIfResolver {
  constructor(
    private readonly simulations: StartSimulation,
    private readonly queries: WhatIfQueries,
    private readonly loaders: WhatIfLoaders,
    private readonly mutations: Mutations,
    private readonly live: Live,
  ) {}

  @Query(() => SlaWhatIfType, {
    nullable: true,
    description: 'A what-if with its answer; null when there is none, or it is not yours and you may not see others.',
  })
  @Requires('sla.what-if')
  slaWhatIf(@CurrentCtx() ctx: Ctx, @IdArg('id', 'SlaWhatIf', WHICH) id: string): Promise<WhatIf | null> {
    return load(ctx, this.loaders.whatIfById, id);
  }

  @Query(() => SlaWhatIfConnection, {
    description: 'Your what-ifs, and with the permission for the whole firm those of everybody; the latest first.',
  })
  @Requires('sla.what-if')
  slaWhatIfs(@CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Promise<Connection<WhatIf>> {
    return this.queries.list(ctx, page);
  }

  @Mutation(() => SlaWhatIfPayload, {
    description:
      'Starts a simulation of past requests. It runs in the background; slaWhatIfProgressed reports its progress. Changes no clock and sends no notification.',
  })
  @Requires('sla.what-if')
  @Costs(2_000)
  runSlaWhatIf(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RunSlaWhatIfInput) {
    return this.run(ctx, input, () => this.simulations.run(ctx, simulationOf(input)));
  }

  @Mutation(() => SlaWhatIfPayload, {
    description: 'Gives a what-if up that waits or runs; what was found so far goes.',
  })
  @Requires('sla.what-if')
  cancelSlaWhatIf(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CancelSlaWhatIfInput) {
    return this.run(ctx, input, () => this.simulations.cancel(ctx, input.id));
  }

  @Subscription(() => SlaWhatIfType, {
    nullable: true,
    description:
      'A what-if each time it has got on, until it has ended; null once it is deleted. Nothing about those you may not see.',
    resolve(this: WhatIfResolver, { payload }: LiveEvent<Progressed>, _args: unknown, ctx: Ctx) {
      assertAccess(ctx, { kind: 'permission', permission: 'sla.what-if' });
      return this.current(ctx, payload.runId);
    },
  })
  @Requires('sla.what-if')
  async slaWhatIfProgressed(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'SlaWhatIf', WHICH) id: string,
  ): Promise<AsyncIterableIterator<LiveEvent<Progressed>>> {
    const seen = (await this.current(ctx, id)) !== null;
    return this.live.subscribe([slaWhatIfProgressed], { filter: ({ payload }) => seen && payload.runId === id });
  }

  /** As it is now: a subscription outlives what its loaders remember. */
  private async current(ctx: Ctx, id: string): Promise<WhatIf | null> {
    return (await this.queries.byIds(ctx, [id])).get(id) ?? null;
  }

  private run(ctx: Ctx, input: { clientMutationId?: string | null }, work: () => Promise<Result<{ id: string }>>) {
    return this.mutations.run(ctx, input, 'whatIf', work);
  }
}

function simulationOf(input: RunSlaWhatIfInput): SimulationCommand {
  const { terms, calendar, ...rest } = commandOf(input);
  return { ...rest, terms: terms && termsOf(terms), calendar: calendar && calendarOf(calendar) };
}

function termsOf(input: SlaWhatIfTermsInput): WhatIfTermsCommand {
  const { termsId, level, targets, ...rest } = input;
  const id = termsId ?? null;
  const said = Object.values({ ...rest, targets }).some((value) => value != null);
  const content = said ? contentOf({ ...rest, targets: targets ?? [] } as Parameters<typeof contentOf>[0]) : null;
  if (id !== null || level == null) return { termsId: id, content };
  const scope = within('terms', () => scopeOf({ ...rest, level } as Parameters<typeof scopeOf>[0]));
  return { content, scope };
}

function calendarOf({ calendarId, spec, holidaySets }: SlaWhatIfCalendarInput): WhatIfCalendarCommand {
  return { calendarId, spec: spec && specOf(spec), holidaySets: usesOf(holidaySets) };
}

/** What is wrong with a part of the input is told with its path. */
function within<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(error.failures.map((f) => ({ ...f, field: f.field ? `${part}.${f.field}` : part })));
  }
}
