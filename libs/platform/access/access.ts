import { IntrinsicException } from '@nestjs/common';
import { SCOPES, type Actor, type Ctx, type PendingStep, type Scope } from '#platform/context';

/** What more a root field demands, or forgives. */
export interface AccessOptions {
  /** Only for people who signed in: passwords, sessions, tokens and second factors are no affair of API tokens. */
  readonly session?: true;
  /** Also for those who have yet to change a temporary password or to enrol a second factor. */
  readonly whilePending?: true;
}

/** What a root field demands of whoever calls it. */
export type AccessRule =
  | { readonly kind: 'public' }
  | ({ readonly kind: 'signed-in' } & AccessOptions)
  | ({ readonly kind: 'permission'; readonly permission: string } & AccessOptions);

export interface DeclaredAccess {
  readonly target: object;
  readonly method: string | symbol;
  readonly rule: AccessRule;
}

const declared: DeclaredAccess[] = [];

const declare =
  (rule: AccessRule): MethodDecorator =>
  (target, method) =>
    void declared.push({ target, method, rule });

/**
 * What was declared since the last call. The gateway writes it into its fields; declaring alone needs no GraphQL code,
 * because the worker loads this file too.
 */
export const takeDeclaredAccess = (): readonly DeclaredAccess[] => declared.splice(0);

/** Root field that needs a permission, in any scope; row rules narrow it further. */
export const Requires = (permission: string, options: AccessOptions = {}): MethodDecorator =>
  declare({ kind: 'permission', permission, ...options });
/** Root field for anyone signed in. */
export const SignedIn = (options: AccessOptions = {}): MethodDecorator => declare({ kind: 'signed-in', ...options });
/** Root field that needs no sign-in. */
export const Public = (): MethodDecorator => declare({ kind: 'public' });

/** What a permission allows, and the scopes that roles can have it in. */
export interface Permission<S extends Scope = Scope> {
  readonly meaning: string;
  readonly scopes: readonly S[];
}

/** A permission for things that belong to offices: its scope decides whose. `meaning` says what it allows. */
export const byOffice = (meaning: string): Permission => ({ meaning, scopes: SCOPES });

/** A permission for what belongs to no office: roles have it for the whole firm or not at all. */
export const firmOnly = (meaning: string): Permission<'firm'> => ({ meaning, scopes: ['firm'] });

declare const FIRM_ONLY: unique symbol;
/** Name of a permission that has no other scope than the firm: whoever has it may do it everywhere. */
export type FirmPermission = string & { readonly [FIRM_ONLY]: true };

/** The names of declared permissions; those for the firm only are marked by their type. */
export type PermissionNames<P extends Readonly<Record<string, Permission>>> = {
  readonly [K in keyof P]: P[K] extends Permission<'firm'> ? K & FirmPermission : K;
};

const known = new Map<string, Permission>();

/**
 * Declares a module's permissions (`contacts.record`), each with what it allows and the scopes it can have:
 * `byOffice('…')` or `firmOnly('…')`. A root field that requires an undeclared one stops the boot; a role cannot have one
 * in a scope that it does not have.
 */
export function definePermissions<const P extends Readonly<Record<string, Permission>>>(
  permissions: P,
): PermissionNames<P> {
  for (const [name, permission] of Object.entries(permissions)) {
    const before = known.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(permission))
      throw new Error(`permission ${name} is declared twice`);
    known.set(name, permission);
  }
  return Object.fromEntries(Object.keys(permissions).map((p) => [p, p])) as unknown as PermissionNames<P>;
}

/** All permissions there are, by their names. */
export const allPermissions = (): ReadonlyMap<string, Permission> => known;

/** Whether a role can have the permission in that scope. */
export const canHave = (permission: string, scope: Scope): boolean =>
  (known.get(permission)?.scopes ?? SCOPES).includes(scope);

/**
 * Whether the actor holds the permission in a scope that it can have. Of one by office this says only that something may be
 * reached: what, is answered by OfficeReach of identity. Modules ask `permits` or OfficeReach.
 */
export function holds({ actor }: Ctx, permission: string): boolean {
  const scope = actor.permissions.get(permission);
  return scope !== undefined && canHave(permission, scope);
}

/** Whether the actor holds a permission that only the whole firm is the scope of. */
export const permits = (ctx: Ctx, permission: FirmPermission): boolean => holds(ctx, permission);

/**
 * The same actor, for work that a permission of its own covers, such as an import: with these permissions for the whole firm,
 * and no others. For use cases that have asked for that permission.
 */
export function covering(ctx: Ctx, permissions: readonly string[]): Ctx {
  if (ctx.actor.kind === 'system') return ctx;
  const held = new Map(permissions.map((permission): [string, Scope] => [permission, 'firm']));
  return { ...ctx, memo: new Map(), actor: { ...ctx.actor, permissions: held } };
}

/** Throws ForbiddenError unless the actor holds the permission; `what` begins the message. */
export function assertPermits(ctx: Ctx, permission: FirmPermission, what = 'This'): void {
  if (!permits(ctx, permission)) throw lacking(permission, what);
}

const lacking = (permission: string, what: string): ForbiddenError =>
  new ForbiddenError(
    `${what} needs the permission ${permission} (${known.get(permission)?.meaning ?? ''}), which your roles do not give.`,
  );

// These are IntrinsicExceptions, which Nest passes on without a line and a stack in the log of errors: they are the
// affair of whoever calls.

/** No valid sign-in came with the request. */
export class UnauthenticatedError extends IntrinsicException {
  constructor(message = 'Sign in first: send the access token of signIn as "Authorization: Bearer …".') {
    super(message);
  }
}

/** Why something is refused that no role would change: what the caller can do about it. */
export type RefusalReason = 'SESSION_REQUIRED' | 'READ_ONLY_TOKEN' | `${PendingStep}_REQUIRED`;

/** Signed in, but not allowed. */
export class ForbiddenError extends IntrinsicException {
  constructor(
    message?: string,
    readonly reason?: RefusalReason,
  ) {
    super(message);
  }
}

/** Too many tries; `retryAfterSeconds` says when to come back. */
export class RateLimitedError extends IntrinsicException {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}

/** Whether a permission allows looking only. By convention the verb of those begins with `read`. */
export const isReading = (permission: string): boolean => /^[^.]+\.read(-|$)/.test(permission);

const PENDING: Readonly<Record<PendingStep, string>> = {
  PASSWORD_CHANGE: 'Your password is temporary. Choose one of your own with changePassword first.',
  SECOND_FACTOR: 'Your role requires a second factor. Enrol one with beginSecondFactor and confirmSecondFactor first.',
};

/** Throws ForbiddenError unless a person acts who signed in, or the system itself: not for API tokens. */
export function assertSession(ctx: Ctx): void {
  if (ctx.actor.credential?.kind === 'api-token')
    throw new ForbiddenError('An API token cannot do this: sign in with your password.', 'SESSION_REQUIRED');
}

/** Throws unless the rule lets the actor through; `mutation` says that the field changes something. */
export function assertAccess(ctx: Ctx, rule: AccessRule, mutation = false): void {
  if (rule.kind === 'public') return;
  if (isAnonymous(ctx)) throw new UnauthenticatedError();
  if (rule.session) assertSession(ctx);
  const { pending, credential } = ctx.actor;
  if (pending && !rule.whilePending) throw new ForbiddenError(PENDING[pending], `${pending}_REQUIRED`);
  if (mutation && credential?.readOnly)
    throw new ForbiddenError(
      'This API token is for reading only. Create one with the permissions that it needs.',
      'READ_ONLY_TOKEN',
    );
  if (rule.kind === 'permission' && !holds(ctx, rule.permission)) throw lacking(rule.permission, 'This');
}

/** Tells which offices a permission reaches, for the platform; the identity module provides it. Modules ask OfficeReach. */
export abstract class PermissionReach {
  /** What the permission reaches for the actor: nothing when the actor does not hold it. */
  abstract of(
    ctx: Ctx,
    permission: string,
  ): Promise<{
    readonly offices: 'all' | ReadonlySet<string>;
    /** Whether one of the offices is reached; without an office only by those who reach all. */
    includes(...officeIds: readonly (string | null | undefined)[]): boolean;
  }>;
}

/** Whether the rule lets the actor through. */
export function mayRun(ctx: Ctx, rule: AccessRule): boolean {
  if (rule.kind === 'public') return true;
  const { pending, credential } = ctx.actor;
  if (isAnonymous(ctx) || (pending && !rule.whilePending)) return false;
  if (rule.session && credential?.kind === 'api-token') return false;
  return rule.kind !== 'permission' || holds(ctx, rule.permission);
}

/** Whether nobody has signed in. */
export const isAnonymous = ({ actor }: Pick<Ctx, 'actor'>): boolean => actor.kind === 'employee' && actor.id === null;

/** Turns the credentials of a request into an actor; the identity module provides it. */
export interface Authenticator {
  /** The actor of an `Authorization` header; undefined without one. Throws UnauthenticatedError for a bad one. */
  authenticate(authorization: string | undefined): Actor | undefined | Promise<Actor | undefined>;
  /**
   * Calls `listener` with the id of each employee whose sessions, tokens or rights have changed, on whatever node, or
   * with null when that may be anybody. Returns how to stop.
   */
  onChange(listener: (employeeId: string | null) => void): () => void;
}

/** Injection token of the Authenticator. */
export const AUTHENTICATOR = Symbol('authenticator');

/** Somebody who has not signed in: no permissions at all. */
export const ANONYMOUS: Actor = {
  kind: 'employee',
  id: null,
  name: 'anonymous',
  officeId: null,
  regionId: null,
  permissions: new Map(),
};
