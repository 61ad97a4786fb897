import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations } from '#platform/graphql';
import { CreateBranches } from '../application/create-branches.js';
import { CreateJobs } from '../application/create-jobs.js';
import { UpdateBranch } from '../application/update-branch.js';
import { UpdateJob } from '../application/update-job.js';
import { CreateBranchInput, CreateJobInput, UpdateBranchInput, UpdateJobInput } from './inputs.js';
import { BranchPayload, JobPayload } from './payloads.js';

const WHICH = { description: 'Which one, and what to change.' };

@Resolver()
export class PartChangesResolver {
  constructor(
    private readonly createBranches: CreateBranches,
    private readonly changeBranch: UpdateBranch,
    private readonly createJobs: CreateJobs,
    private readonly changeJob: UpdateJob,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => BranchPayload, { description: 'Enters a branch of a customer.' })
  @Requires('customers.write')
  createBranch(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'The branch.' }) input: CreateBranchInput) {
    return this.mutations.run(ctx, input, 'branch', () => this.createBranches.run(ctx, input));
  }

  @Mutation(() => BranchPayload, { description: 'Changes a branch; `active: false` closes it.' })
  @Requires('customers.write')
  updateBranch(@CurrentCtx() ctx: Ctx, @Args('input', WHICH) input: UpdateBranchInput) {
    return this.mutations.run(ctx, input, 'branch', () => this.changeBranch.run(ctx, input));
  }

  @Mutation(() => JobPayload, { description: 'Enters a job for a customer.' })
  @Requires('customers.write')
  createJob(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'The job.' }) input: CreateJobInput) {
    return this.mutations.run(ctx, input, 'job', () => this.createJobs.run(ctx, input));
  }

  @Mutation(() => JobPayload, { description: 'Changes a job, also closes or cancels it.' })
  @Requires('customers.write')
  updateJob(@CurrentCtx() ctx: Ctx, @Args('input', WHICH) input: UpdateJobInput) {
    return this.mutations.run(ctx, input, 'job', () => this.changeJob.run(ctx, input));
  }
}
