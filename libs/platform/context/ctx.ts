import { uuidv7 } from '#kernel';

/** Languages that messages and labels exist in. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];
/** Languages that messages are shown in: traditional Chinese is made of the simplified one (ADR 22). */
export type Language = Locale | 'zh-Hant';
/** The language that labels and native names of a language are chosen in. */
export const localeOf = (language: Language): Locale => (language === 'zh-Hant' ? 'zh-CN' : language);

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
  /** What the actor showed to be let in; absent for the system and in tests of use cases. */
  readonly credential?: Credential;
  /** What the employee has to do before anything else; until then the actor has no permissions. */
  readonly pending?: PendingStep;
}

/** A sign-in by a person, or an API token that a script carries. */
export interface Credential {
  readonly kind: 'session' | 'api-token';
  /** Id of the session or of the API token. */
  readonly id: string;
  /** Whether it serves for reading only: no mutation runs with it. */
  readonly readOnly?: boolean;
}

/** Steps that an account owes: a password of one's own instead of a temporary one, a second factor that a role requires. */
export type PendingStep = 'PASSWORD_CHANGE' | 'SECOND_FACTOR';

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
  /** The language of messages where it is not that of `locale`: traditional Chinese. */
  readonly language?: Language;
  /** Address the request came from, where there is one. */
  readonly ip?: string;
  /** What the client calls itself (`User-Agent`), where there is one. */
  readonly userAgent?: string | null;
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
