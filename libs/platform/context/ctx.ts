import { uuidv7 } from '#kernel';

/** Languages that messages and labels exist in. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

/** How far a permission reaches: the actor's own office, all offices of its region, or the whole firm. */
export const SCOPES = ['office', 'region', 'firm'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who acts. Plain values: the platform knows nothing of employees beyond these. */
export interface Actor {
  readonly kind: 'employee' | 'system';
  /** Id of the employee; null for the system itself. */
  readonly id: string | null;
  readonly name: string;
  readonly officeId: string | null;
  readonly regionId: string | null;
  /** Permission → the widest scope any of the actor's roles gives it. */
  readonly permissions: ReadonlyMap<string, Scope>;
}

/** Through which door a change came in; kept in the audit trail. */
export type Via = 'api' | 'job' | 'event' | 'import' | 'cli' | 'test';

/**
 * Who acts, why and from where: the first argument of every use case. Explicit, because an ambient actor is one
 * refactoring away from being the wrong one.
 */
export interface Ctx {
  readonly requestId: string;
  readonly actor: Actor;
  readonly via: Via;
  readonly locale: Locale;
  /** Address the request came from, where there is one. */
  readonly ip?: string;
  /** Loaders and other things that live exactly as long as one operation. */
  readonly memo: Map<unknown, unknown>;
}

const everything: ReadonlyMap<string, Scope> = new (class extends Map<string, Scope> {
  override get(): Scope {
    return 'firm';
  }
  override has(): boolean {
    return true;
  }
})();

export const SYSTEM_ACTOR: Actor = {
  kind: 'system',
  id: null,
  name: 'system',
  officeId: null,
  regionId: null,
  permissions: everything,
};

/** The firm's own work: jobs, event handlers, imports and the command line act as the system, with all permissions. */
export function systemCtx(via: Via, requestId: string = uuidv7()): Ctx {
  return { requestId, actor: SYSTEM_ACTOR, via, locale: 'en', memo: new Map() };
}

/** The scope in which the actor holds the permission, or undefined when it does not hold it at all. */
export function scopeOf(ctx: Ctx, permission: string): Scope | undefined {
  return ctx.actor.permissions.get(permission);
}
