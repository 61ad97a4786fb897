import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { allPermissions, Public, SignedIn as ForSignedIn, UnauthenticatedError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, userErrorsOf } from '#platform/graphql';
import { type Result } from '#kernel';
import { ApiTokens } from '../application/api-tokens.js';
import { IdentityQueries } from '../application/identity.queries.js';
import { SignIn, type SignedIn } from '../application/sign-in.js';
import { IdentityApi, type Employee } from '../identity.api.js';
import { CreateApiTokenInput, RefreshTokenInput, RevokeApiTokenInput, SignInInput } from './inputs.js';
import {
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
    private readonly tokens: ApiTokens,
    private readonly queries: IdentityQueries,
    private readonly identity: IdentityApi,
  ) {}

  @Mutation(() => SignInPayload, {
    description:
      'Signs in with e-mail address and password. Ten failures in fifteen minutes lock the account for the rest of them.',
  })
  @Public()
  async signIn(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Who signs in.' }) input: SignInInput,
  ): Promise<SignInPayload> {
    return this.answer(ctx, await this.signInUseCase.run(ctx, input.email, input.password), input.clientMutationId);
  }

  @Mutation(() => SignInPayload, {
    description:
      'Exchanges a refresh token for new tokens. Each refresh token serves once; using an old one ends the session.',
  })
  @Public()
  async refreshSession(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which session.' }) input: RefreshTokenInput,
  ): Promise<SignInPayload> {
    return this.answer(ctx, await this.signInUseCase.refresh(ctx, input.refreshToken), input.clientMutationId);
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session of a refresh token.' })
  @Public()
  async signOut(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which session.' }) input: RefreshTokenInput,
  ): Promise<SignOutPayload> {
    await this.signInUseCase.signOut(ctx, input.refreshToken);
    return { userErrors: [], clientMutationId: input.clientMutationId };
  }

  @Query(() => ViewerType, { description: 'Who is signed in, and what the roles allow.' })
  @ForSignedIn()
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

  @Query(() => [PermissionType], { description: 'Everything that roles can allow.' })
  @ForSignedIn()
  permissions(): PermissionType[] {
    return [...allPermissions()]
      .map(([name, { meaning, scopes }]) => ({ name, description: meaning, scopes: scopes as PermissionScope[] }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  @Query(() => [ApiTokenType], { description: 'Your own API tokens that are not revoked, newest first.' })
  @ForSignedIn()
  async apiTokens(@CurrentCtx() ctx: Ctx): Promise<ApiTokenType[]> {
    return this.queries.apiTokens(ctx);
  }

  @Mutation(() => CreateApiTokenPayload, {
    description: 'Makes a personal API token that acts as you. Not repeatable: the token is shown once.',
  })
  @ForSignedIn()
  async createApiToken(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The token.' }) input: CreateApiTokenInput,
  ): Promise<CreateApiTokenPayload> {
    const result = await this.tokens.create(ctx, input.name, input.expiresAt ?? null);
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
    description: 'Revokes one of your own API tokens; felt on all nodes within ten seconds.',
  })
  @ForSignedIn()
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
    result: Result<SignedIn>,
    clientMutationId: string | null | undefined,
  ): Promise<SignInPayload> {
    const nothing = {
      accessToken: null,
      accessTokenExpiresAt: null,
      refreshToken: null,
      refreshTokenExpiresAt: null,
      employee: null,
    };
    if (!result.ok) return { ...nothing, userErrors: userErrorsOf(result.failures, ctx), clientMutationId };
    const { employeeId, ...tokens } = result.value;
    const employee: Employee | null = (await this.identity.employees([employeeId])).get(employeeId) ?? null;
    return { ...tokens, employee, userErrors: [], clientMutationId };
  }
}
