import { Injectable } from '@nestjs/common';
import { UnauthenticatedError, type Authenticator } from '#platform/access';
import { type Actor } from '#platform/context';
import { AccessChanges } from './access-changes.js';
import { Actors, type Admitted } from './actors.js';
import { hashToken, Tokens } from './tokens.js';

interface Known {
  readonly actor: Actor;
  /** Until when the answer may be given without asking again, milliseconds since the epoch. */
  readonly until: number;
}

/** How long a verified token is trusted; changes are announced, so this only bounds the age of what nobody announces. */
const TRUST_MS = 10_000;
/** The same while announcements of other nodes cannot be heard. */
const DEAF_TRUST_MS = 1_000;
const MAX_KNOWN = 20_000;

/**
 * Turns a bearer token into an actor. A token is verified once and then trusted for ten seconds, never beyond its
 * expiry or a change of its owner's access: verifying a signature and loading roles for every request would cost more
 * than most requests.
 */
@Injectable()
export class Authenticate implements Authenticator {
  private readonly known = new Map<string, Known>();
  /** Grows with each change: what was read before one is not kept after it. */
  private changes = 0;

  constructor(
    private readonly tokens: Tokens,
    private readonly actors: Actors,
    private readonly access: AccessChanges,
  ) {
    access.onChange((employeeId) => this.forget(employeeId));
  }

  authenticate(authorization: string | undefined): Actor | undefined | Promise<Actor | undefined> {
    if (authorization === undefined) return undefined;
    const known = this.known.get(authorization);
    if (known && known.until > Date.now()) return known.actor;
    return this.verify(authorization);
  }

  onChange(listener: (employeeId: string | null) => void): () => void {
    return this.access.onChange(listener);
  }

  /** Forgets what was known of an employee, or of everybody. */
  forget(employeeId: string | null = null): void {
    this.changes++;
    if (employeeId === null) return this.known.clear();
    for (const [authorization, { actor }] of this.known) if (actor.id === employeeId) this.known.delete(authorization);
  }

  private async verify(authorization: string): Promise<Actor> {
    this.known.delete(authorization);
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw new UnauthenticatedError('The Authorization header must read "Bearer " and the token.');
    const before = this.changes;
    const admitted = await this.admit(token);
    if (!admitted) throw new UnauthenticatedError('The token is not valid, or no longer: sign in again or refresh it.');
    const { actor, expiresAt } = admitted;
    if (before === this.changes) {
      if (this.known.size >= MAX_KNOWN) this.known.clear();
      const trusted = Date.now() + (this.access.hearsOthers ? TRUST_MS : DEAF_TRUST_MS);
      this.known.set(authorization, { actor, until: Math.min(trusted, expiresAt) });
    }
    return actor;
  }

  private async admit(token: string): Promise<Admitted | undefined> {
    if (this.tokens.isApiToken(token)) return this.actors.byApiToken(hashToken(token));
    const claims = await this.tokens.readAccess(token);
    const actor = claims && (await this.actors.bySession(claims.employeeId, claims.sessionId));
    return actor && { actor, expiresAt: claims.expiresAt };
  }
}
