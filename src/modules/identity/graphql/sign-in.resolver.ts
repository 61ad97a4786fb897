import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { allPermissions, Public, Requires, SignedIn as ForSignedIn, UnauthenticatedError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { type Connection, Costs, CurrentCtx, IdArg, ListSize, PageArgs, userErrorsOf } from '#platform/graphql';
import { type Result } from '#kernel';
import { ApiTokens } from '../application/api-tokens.js';
import { IdentityQueries, type ApiTokenRow } from '../application/identity.queries.js';
import { Sessions, type SignedIn } from '../application/sessions.js';
import { SignIn, type Challenge, type SignInAnswer } from '../application/sign-in.js';
import { IdentityApi, type Employee } from '../identity.api.js';
import { CompleteSignInInput } from './account.inputs.js';
import { CreateApiTokenInput, RefreshTokenInput, RevokeApiTokenInput, SignInInput } from './inputs.js';
import {
  ApiTokenConnection,
  ApiTokenType,
  CreateApiTokenPayload,
  PermissionScope,
  PermissionType,
  RevokeApiTokenPayload,
  SignInPayload,
  SignOutPayload,
  ViewerType,
} from './types.js';

@Resolver()
export class SignInResolver {
  constructor(
    private readonly signInUseCase: SignIn,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly queries: IdentityQueries,
    private readonly identity: IdentityApi,
  ) {}

  @Mutation(() => SignInPayload, {
    description:
      'Signs in with e-mail address and password. After ten failures of an account from one network each further one doubles the pause before the next attempt, from a minute to an hour. Failures of others do not count for a device that sends its deviceToken.',
  })
  @Public()
  @Costs(2_000)
  async signIn(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Who signs in.' }) input: SignInInput,
  ): Promise<SignInPayload> {
    return this.answer(
      ctx,
      await this.signInUseCase.run(ctx, input.email, input.password, input.deviceToken),
      input.clientMutationId,
    );
  }

  @Mutation(() => SignInPayload, {
    description:
      'Completes the sign-in to an account with a second factor. Each code serves once; wrong ones are limited as passwords are.',
  })
  @Public()
  async completeSignIn(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Challenge and code.' }) input: CompleteSignInInput,
  ): Promise<SignInPayload> {
    const { challenge, code, clientMutationId } = input;
    return this.answer(ctx, await this.signInUseCase.complete(ctx, challenge, code), clientMutationId);
  }

  @Mutation(() => SignInPayload, {
    description:
      'Exchanges a refresh token for new tokens. Each refresh token serves once; using any older one of the session ends the session.',
  })
  @Public()
  async refreshSession(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which session.' }) input: RefreshTokenInput,
  ): Promise<SignInPayload> {
    return this.answer(ctx, await this.sessions.refresh(ctx, input.refreshToken), input.clientMutationId);
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session of a refresh token.' })
  @Public()
  async signOut(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which session.' }) input: RefreshTokenInput,
  ): Promise<SignOutPayload> {
    await this.sessions.signOut(ctx, input.refreshToken);
    return { userErrors: [], clientMutationId: input.clientMutationId };
  }

  @Query(() => ViewerType, { description: 'Who is signed in, and what the roles allow.' })
  @ForSignedIn({ whilePending: true })
  async viewer(@CurrentCtx() ctx: Ctx): Promise<ViewerType> {
    const employee =
      ctx.actor.id === null ? undefined : (await this.identity.employees([ctx.actor.id])).get(ctx.actor.id);
    if (!employee) throw new UnauthenticatedError();
    const permissions = [...ctx.actor.permissions].map(([permission, scope]) => ({
      permission,
      scope: scope as PermissionScope,
    }));
    return { employee, permissions: permissions.sort((a, b) => (a.permission < b.permission ? -1 : 1)) };
  }

  @ListSize(50)
  @Query(() => [PermissionType], { description: 'Everything that roles can allow.' })
  @ForSignedIn()
  permissions(): PermissionType[] {
    return [...allPermissions()]
      .map(([name, { meaning, scopes }]) => ({ name, description: meaning, scopes: scopes as PermissionScope[] }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  @Query(() => [ApiTokenType], {
    description: 'Your own API tokens that are neither revoked nor expired, newest first.',
  })
  @ForSignedIn()
  apiTokens(@CurrentCtx() ctx: Ctx): Promise<ApiTokenRow[]> {
    return this.queries.apiTokens(ctx);
  }

  @Query(() => ApiTokenConnection, {
    description: 'API tokens of the employees that you may manage, neither revoked nor expired, newest first.',
  })
  @Requires('identity.manage-employees', { session: true })
  employeeApiTokens(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @IdArg('employeeId', 'Employee', { nullable: true, description: 'Only those of this employee.' })
    employeeId?: string | null,
  ): Promise<Connection<ApiTokenRow>> {
    return this.queries.employeeApiTokens(ctx, page, employeeId);
  }

  @Mutation(() => CreateApiTokenPayload, {
    description:
      'Creates a personal API token that acts as you, within the permissions you grant it. Not repeatable: the token is shown once.',
  })
  @ForSignedIn({ session: true })
  async createApiToken(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The token.' }) input: CreateApiTokenInput,
  ): Promise<CreateApiTokenPayload> {
    const { name, expiresAt, grants } = input;
    const result = await this.tokens.create(ctx, { name, expiresAt, grants });
    return result.ok
      ? {
          id: result.value.id,
          token: result.value.token,
          userErrors: [],
          clientMutationId: input.clientMutationId,
        }
      : {
          id: null,
          token: null,
          userErrors: userErrorsOf(result.failures, ctx),
          clientMutationId: input.clientMutationId,
        };
  }

  @Mutation(() => RevokeApiTokenPayload, {
    description:
      'Revokes an API token: one of your own, or one of an employee that you may manage. Takes effect on all nodes within a second.',
  })
  @ForSignedIn({ session: true })
  async revokeApiToken(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which token.' }) input: RevokeApiTokenInput,
  ): Promise<RevokeApiTokenPayload> {
    const result = await this.tokens.revoke(ctx, input.id);
    return result.ok
      ? { id: input.id, userErrors: [], clientMutationId: input.clientMutationId }
      : { id: null, userErrors: userErrorsOf(result.failures, ctx), clientMutationId: input.clientMutationId };
  }

  private async answer(
    ctx: Ctx,
    result: Result<SignedIn | SignInAnswer | Challenge>,
    clientMutationId: string | null | undefined,
  ): Promise<SignInPayload> {
    const nothing = {
      accessToken: null,
      accessTokenExpiresAt: null,
      refreshToken: null,
      refreshTokenExpiresAt: null,
      deviceToken: null,
      challenge: null,
      challengeExpiresAt: null,
      employee: null,
    };
    if (!result.ok) return { ...nothing, userErrors: userErrorsOf(result.failures, ctx), clientMutationId };
    if ('challenge' in result.value) return { ...nothing, ...result.value, userErrors: [], clientMutationId };
    const { employeeId, ...tokens } = result.value;
    const employee: Employee | null = (await this.identity.employees([employeeId])).get(employeeId) ?? null;
    return { ...nothing, ...tokens, employee, userErrors: [], clientMutationId };
  }
}
