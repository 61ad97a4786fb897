import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires, SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, userErrorsOf } from '#platform/graphql';
import { ChangePassword, sessionOf } from '../application/change-password.js';
import { IdentityQueries } from '../application/identity.queries.js';
import { SecondFactor } from '../application/second-factor.js';
import { Sessions } from '../application/sessions.js';
import {
  BeginSecondFactorInput,
  ChangePasswordInput,
  EndSessionInput,
  RemoveSecondFactorInput,
  ResetSecondFactorInput,
  SecondFactorCodeInput,
} from './account.inputs.js';
import {
  BeginSecondFactorPayload,
  ChangePasswordPayload,
  EndSessionPayload,
  PendingStep,
  RecoveryCodesPayload,
  RemoveSecondFactorPayload,
  ResetSecondFactorPayload,
  SecondFactorType,
  SessionType,
} from './account.types.js';
import { ViewerType } from './types.js';

/** For oneself, also while a step is pending, and never with an API token. */
const OWN = { session: true, whilePending: true } as const;
const INPUT = { description: 'What to do it with.' };

/** Fields of a payload that say nothing of the thing itself. Secrets are shown once, so that no answer is kept. */
function outcome(ctx: Ctx, input: { clientMutationId?: string | null }, result: Result<unknown>) {
  const userErrors = result.ok ? [] : userErrorsOf(result.failures, ctx);
  return { userErrors, clientMutationId: input.clientMutationId };
}

@Resolver(() => ViewerType)
export class AccountResolver {
  constructor(
    private readonly passwords: ChangePassword,
    private readonly sessionsOf: Sessions,
    private readonly secondFactors: SecondFactor,
    private readonly queries: IdentityQueries,
  ) {}

  @Query(() => [SessionType], { description: 'Your own sessions that are open, the one used last first.' })
  @SignedIn(OWN)
  async sessions(@CurrentCtx() ctx: Ctx): Promise<SessionType[]> {
    const current = sessionOf(ctx);
    return (await this.queries.sessions(ctx)).map((session) => ({ ...session, current: session.id === current }));
  }

  @Mutation(() => EndSessionPayload, {
    description: 'Ends one of your sessions, such as one on a lost phone. Takes effect on all nodes within a second.',
  })
  @SignedIn(OWN)
  async endSession(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: EndSessionInput): Promise<EndSessionPayload> {
    const result = await this.sessionsOf.endOwn(ctx, input.id);
    return { id: result.ok ? input.id : null, ...outcome(ctx, input, result) };
  }

  @Mutation(() => ChangePasswordPayload, {
    description: 'Changes your own password. Ends your other sessions and, by default, revokes your API tokens.',
  })
  @SignedIn(OWN)
  async changePassword(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    return outcome(ctx, input, await this.passwords.run(ctx, input));
  }

  @Mutation(() => BeginSecondFactorPayload, {
    description:
      'Creates the secret of a second factor. Signing in asks for codes once confirmSecondFactor has succeeded.',
  })
  @SignedIn(OWN)
  async beginSecondFactor(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: BeginSecondFactorInput,
  ): Promise<BeginSecondFactorPayload> {
    const result = await this.secondFactors.begin(ctx, input.currentPassword);
    const { secret = null, uri = null } = result.ok ? result.value : {};
    return { secret, otpauthUri: uri, ...outcome(ctx, input, result) };
  }

  @Mutation(() => RecoveryCodesPayload, {
    description: 'Takes the second factor into use with a first code. Ends your other sessions.',
  })
  @SignedIn(OWN)
  async confirmSecondFactor(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: SecondFactorCodeInput,
  ): Promise<RecoveryCodesPayload> {
    return this.codes(ctx, input, await this.secondFactors.confirm(ctx, input.code));
  }

  @Mutation(() => RecoveryCodesPayload, { description: 'Replaces your recovery codes; the old ones become invalid.' })
  @SignedIn(OWN)
  async renewRecoveryCodes(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: SecondFactorCodeInput,
  ): Promise<RecoveryCodesPayload> {
    return this.codes(ctx, input, await this.secondFactors.renewRecoveryCodes(ctx, input.code));
  }

  @Mutation(() => RemoveSecondFactorPayload, { description: 'Removes your second factor. Ends your other sessions.' })
  @SignedIn(OWN)
  async removeSecondFactor(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: RemoveSecondFactorInput,
  ): Promise<RemoveSecondFactorPayload> {
    return outcome(ctx, input, await this.secondFactors.remove(ctx, input.currentPassword, input.code));
  }

  @Mutation(() => ResetSecondFactorPayload, {
    description: 'Removes the second factor of an employee who has lost it, and ends the sessions of that employee.',
  })
  @Requires('identity.manage-employees', { session: true })
  async resetSecondFactor(
    @CurrentCtx() ctx: Ctx,
    @Args('input', INPUT) input: ResetSecondFactorInput,
  ): Promise<ResetSecondFactorPayload> {
    return outcome(ctx, input, await this.secondFactors.reset(ctx, input.employeeId));
  }

  @ResolveField(() => SecondFactorType, { description: 'The second factor of your account.' })
  async secondFactor(@CurrentCtx() ctx: Ctx): Promise<SecondFactorType> {
    const { secondFactor, secondFactorRequired, recoveryCodesLeft } = await this.queries.protection(ctx);
    return { enrolled: secondFactor, required: secondFactorRequired, recoveryCodesLeft };
  }

  @ResolveField(() => PendingStep, {
    nullable: true,
    description: 'What you have to do before anything else is allowed; null when nothing.',
  })
  pending(@Parent() _viewer: ViewerType, @CurrentCtx() ctx: Ctx): PendingStep | null {
    return (ctx.actor.pending as PendingStep | undefined) ?? null;
  }

  private codes(ctx: Ctx, input: SecondFactorCodeInput, result: Result<readonly string[]>): RecoveryCodesPayload {
    return { recoveryCodes: result.ok ? result.value : null, ...outcome(ctx, input, result) };
  }
}
