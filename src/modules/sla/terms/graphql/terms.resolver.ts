import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, IdArg, ListSize, Mutations } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { LEVEL_FIELDS, ManageTerms, type TermsContentCommand } from '../application/manage-terms.js';
import { PublishTerms } from '../application/publish-terms.js';
import { TermsQueries } from '../application/terms.queries.js';
import { type Terms, type TermsLevel, type TermsScope } from '../terms.types.js';
import { SlaTermsLevelEnum } from './terms.enums.js';
import {
  CreateSlaTermsInput,
  DraftSlaTermsInput,
  PublishSlaTermsInput,
  CancelScheduledSlaTermsInput,
  WithdrawSlaTermsInput,
} from './terms.inputs.js';
import { basisOf, creditsOf, escalationsOf, warningsOf } from './terms-content.inputs.js';
import { SlaTermsPayload, SlaTermsType } from './terms.types.js';
import { type Result } from '#kernel';

const INPUT = { description: 'What to do.' };

@Resolver(() => SlaTermsType)
export class TermsResolver {
  constructor(
    private readonly queries: TermsQueries,
    private readonly manage: ManageTerms,
    private readonly publishing: PublishTerms,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(100)
  @Query(() => [SlaTermsType], { description: 'SLA terms, ordered by code.' })
  @Requires('sla.read')
  slaTerms(
    @Args('level', { type: () => SlaTermsLevelEnum, nullable: true, description: 'Only those of this level.' })
    level?: TermsLevel | null,
    @IdArg('customerId', 'Customer', { nullable: true, description: 'Only those agreed with this customer itself.' })
    customerId?: string | null,
    @Args('publishedOnly', { type: () => Boolean, nullable: true, description: 'Only those with a published version.' })
    publishedOnly?: boolean | null,
  ): Promise<Terms[]> {
    if (customerId == null) return this.queries.listTerms({ level, publishedOnly });
    return level != null && level !== 'CUSTOMER'
      ? Promise.resolve([])
      : this.queries.listTerms({ level: 'CUSTOMER', levelKey: customerId, publishedOnly });
  }

  @Mutation(() => SlaTermsPayload, { description: 'Drafts new SLA terms; nothing applies before they are published.' })
  @Requires('sla.manage-terms')
  createSlaTerms(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateSlaTermsInput) {
    const { code, name, nameNative } = input;
    const cmd = { code, name, nameNative, ...scopeOf(input), ...contentOf(input) };
    return this.run(ctx, input, () => this.manage.create(ctx, cmd));
  }

  @Mutation(() => SlaTermsPayload, {
    description:
      'Drafts the next version of SLA terms; the active version stays in force until the draft is published.',
  })
  @Requires('sla.manage-terms')
  draftSlaTerms(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: DraftSlaTermsInput) {
    return this.run(ctx, input, () => this.manage.redraft(ctx, input, contentOf(input)));
  }

  @Mutation(() => SlaTermsPayload, {
    description: 'Puts the draft of SLA terms into force. An earlier version of the same terms ends where it begins.',
  })
  @Requires('sla.manage-terms')
  publishSlaTerms(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: PublishSlaTermsInput) {
    const { id, version, effectiveFrom, moveOpenRequests } = input;
    const cmd = { id, version, effectiveFrom, moveOpenRequests: moveOpenRequests ?? false };
    return this.run(ctx, input, () => this.publishing.publish(ctx, cmd));
  }

  @Mutation(() => SlaTermsPayload, {
    description:
      'Withdraws SLA terms, now or from a later date on; requests already under them stay under them. A draft is discarded.',
  })
  @Requires('sla.manage-terms')
  withdrawSlaTerms(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: WithdrawSlaTermsInput) {
    return this.run(ctx, input, () => this.publishing.withdraw(ctx, input));
  }

  @Mutation(() => SlaTermsPayload, {
    description:
      'Cancels the version of SLA terms that is published but not in force yet; the version before it stays in force.',
  })
  @Requires('sla.manage-terms')
  cancelScheduledSlaTerms(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CancelScheduledSlaTermsInput) {
    return this.run(ctx, input, () => this.publishing.cancelScheduled(ctx, input));
  }

  private run(ctx: Ctx, input: { clientMutationId?: string | null }, work: () => Promise<Result<{ id: string }>>) {
    return this.mutations.run(ctx, input, 'terms', work);
  }
}

/** The content of the terms. */
export function contentOf(input: DraftSlaTermsInput | CreateSlaTermsInput): TermsContentCommand {
  const { basis, calendarId, targets, pausingMetrics, warnings, escalations, credits } = input;
  return {
    basis: basis && basisOf(basis),
    calendarId: calendarId ?? null,
    targets: targets.map(({ metric, priority, seconds }) => ({ metric, priority: priority ?? null, seconds })),
    pausingMetrics,
    warnings: warnings && warningsOf(warnings),
    escalations: escalations && escalationsOf(escalations),
    credits: credits ? creditsOf(credits) : null,
  };
}

/** Whom terms are agreed with: exactly what the level demands must be given. */
export function scopeOf(input: CreateSlaTermsInput): TermsScope {
  const { level, jobId, branchId, customerId, tier } = input;
  const given = { JOB: jobId, BRANCH: branchId, CUSTOMER: customerId, TIER: tier, FIRM: null };
  const field = LEVEL_FIELDS[level];
  const others = Object.entries(given).filter(([l, value]) => l !== level && value != null);
  if ((level !== 'FIRM' && given[level] == null) || others.length > 0)
    throw new InvalidInputError([
      { code: 'LEVEL_NEEDS', field, params: { level, field: level === 'FIRM' ? '—' : field } },
    ]);
  return {
    level,
    levelKey: given[level] ?? '',
    serviceLine: input.serviceLine ?? null,
    contactTypeId: input.contactTypeId ?? null,
    priority: input.priority ?? null,
  };
}
