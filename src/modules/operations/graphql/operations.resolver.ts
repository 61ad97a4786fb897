import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ok, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, ListSize, Mutations } from '#platform/graphql';
import { JobControl, type JobOverview } from '#platform/jobs';
import { DeadLetters, type DeadLetter } from '#platform/outbox';
import { RescheduleJob } from '../application/reschedule-job.js';
import {
  BackgroundJobInput,
  BackgroundJobPayload,
  BackgroundJobType,
  DeadLetterType,
  RedriveDeliveriesInput,
  RedriveDeliveriesPayload,
  RescheduleBackgroundJobInput,
} from './types.js';

const INPUT = { description: 'Which job, and what to do with it.' };

@Resolver()
export class OperationsResolver {
  constructor(
    private readonly control: JobControl,
    private readonly letters: DeadLetters,
    private readonly rescheduleJob: RescheduleJob,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(30)
  @Query(() => [BackgroundJobType], { description: 'All background jobs, by name.' })
  @Requires('operations.read')
  async backgroundJobs(): Promise<object[]> {
    return (await this.control.list()).map(shown);
  }

  @ListSize(100)
  @Query(() => [DeadLetterType], {
    description: 'Up to 100 dead letters, the oldest first.',
  })
  @Requires('operations.read')
  deadLetters(): Promise<DeadLetter[]> {
    return this.letters.list();
  }

  @Mutation(() => BackgroundJobPayload, { description: 'Runs a scheduled job once, now, beside its schedule.' })
  @Requires('operations.run-jobs')
  runBackgroundJob(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: BackgroundJobInput) {
    return this.change(ctx, input, () => this.control.runNow(ctx, input.name));
  }

  @Mutation(() => BackgroundJobPayload, {
    description: 'Stops the schedule of a job until it is resumed, over restarts.',
  })
  @Requires('operations.run-jobs')
  pauseBackgroundJob(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: BackgroundJobInput) {
    return this.change(ctx, input, () => this.control.pause(ctx, input.name));
  }

  @Mutation(() => BackgroundJobPayload, {
    description: 'Resumes the schedule of a job; missed runs are not repeated.',
  })
  @Requires('operations.run-jobs')
  resumeBackgroundJob(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: BackgroundJobInput) {
    return this.change(ctx, input, () => this.control.resume(ctx, input.name));
  }

  @Mutation(() => BackgroundJobPayload, {
    description: 'Gives a scheduled job another schedule, or its default again.',
  })
  @Requires('operations.run-jobs')
  rescheduleBackgroundJob(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RescheduleBackgroundJobInput) {
    const { name, everyMilliseconds: everyMs, cron, timeZone } = input;
    return this.change(ctx, input, () => this.rescheduleJob.run(ctx, { name, everyMs, cron, timeZone }));
  }

  @Mutation(() => RedriveDeliveriesPayload, { description: 'Queues dead letters again.' })
  @Requires('operations.run-jobs')
  async redriveDeliveries(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: RedriveDeliveriesInput,
  ): Promise<RedriveDeliveriesPayload> {
    const redriven = await this.letters.redrive(ctx, input.id ?? 'all');
    return { redriven, userErrors: [], clientMutationId: input.clientMutationId };
  }

  /** The queue is no part of a transaction, so these are not remembered by clientMutationId: doing them twice is harmless. */
  private change(ctx: Ctx, input: BackgroundJobInput, work: () => Promise<Result<unknown>>) {
    return this.mutations.run(
      ctx,
      { clientMutationId: null },
      'backgroundJob',
      async () => {
        const result = await work();
        return result.ok ? ok(input.name) : result;
      },
      async (name) => {
        const job = (await this.control.list()).find((j) => j.name === name);
        return job ? shown(job) : null;
      },
    );
  }
}

function shown(job: JobOverview): object {
  const { schedule, ...rest } = job;
  return {
    ...rest,
    everyMilliseconds: schedule && 'everyMs' in schedule ? schedule.everyMs : null,
    cron: schedule && 'cron' in schedule ? schedule.cron : null,
    timeZone: schedule && 'cron' in schedule ? schedule.timeZone : null,
  };
}
