import { IntrinsicException } from '@nestjs/common';
import { type Actor, type Ctx } from '#platform/context';

/** What a root field demands of whoever calls it. */
export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'permission'; readonly permission: string };

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
export const Requires = (permission: string): MethodDecorator => declare({ kind: 'permission', permission });
/** Root field for anyone signed in. */
export const SignedIn = (): MethodDecorator => declare({ kind: 'signed-in' });
/** Root field that needs no sign-in. */
export const Public = (): MethodDecorator => declare({ kind: 'public' });

const known = new Map<string, string>();

/**
 * Declares a module's permissions (`contacts.record`), each with what it allows. A root field that requires an
 * undeclared one stops the boot.
 */
export function definePermissions<const P extends Readonly<Record<string, string>>>(
  permissions: P,
): { readonly [K in keyof P]: K } {
  for (const [name, meaning] of Object.entries(permissions)) {
    const before = known.get(name);
    if (before !== undefined && before !== meaning) throw new Error(`permission ${name} is declared twice`);
    known.set(name, meaning);
  }
  return Object.fromEntries(Object.keys(permissions).map((p) => [p, p])) as { [K in keyof P]: K };
}

/** All permissions there are, with their meanings. */
export const allPermissions = (): ReadonlyMap<string, string> => known;

// These are IntrinsicExceptions, which Nest passes on without a line and a stack in the log of errors: they are the
// affair of whoever calls.

/** No valid sign-in came with the request. */
export class UnauthenticatedError extends IntrinsicException {
  constructor(message = 'Sign in first: send the access token of signIn as "Authorization: Bearer …".') {
    super(message);
  }
}

/** Signed in, but not allowed. */
export class ForbiddenError extends IntrinsicException {}

/** Too many tries; `retryAfterSeconds` says when to come back. */
export class RateLimitedError extends IntrinsicException {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}

/** Throws unless the rule lets the actor through. */
export function assertAccess(ctx: Ctx, rule: AccessRule): void {
  if (rule.kind === 'public') return;
  if (ctx.actor.kind === 'employee' ? ctx.actor.id === null : false) throw new UnauthenticatedError();
  if (rule.kind === 'permission' && !ctx.actor.permissions.has(rule.permission))
    throw new ForbiddenError(
      `This needs the permission ${rule.permission} (${known.get(rule.permission) ?? ''}), which your roles do not give.`,
    );
}

/** Turns the credentials of a request into an actor; the identity module provides it. */
export interface Authenticator {
  /** The actor of an `Authorization` header; undefined without one. Throws UnauthenticatedError for a bad one. */
  authenticate(authorization: string | undefined): Actor | undefined | Promise<Actor | undefined>;
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
