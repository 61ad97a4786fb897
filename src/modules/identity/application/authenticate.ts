import { Injectable } from '@nestjs/common';
import { UnauthenticatedError, type Authenticator } from '#platform/access';
import { type Actor } from '#platform/context';
import { Actors } from './actors.js';
import { hashToken, Tokens } from './tokens.js';

interface Known {
  readonly actor: Actor;
  /** Until when the answer may be given without asking again, milliseconds since the epoch. */
  readonly until: number;
}

/** How long a change of roles or the end of a session may take to be felt on another node. */
const TRUST_MS = 10_000;
const MAX_KNOWN = 20_000;

/**
 * Turns a bearer token into an actor. A token is verified once and then trusted for ten seconds, never beyond its
 * expiry: verifying a signature and loading roles for every request would cost more than most requests.
 */
@Injectable()
export class Authenticate implements Authenticator {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly tokens: Tokens,
    private readonly actors: Actors,
  ) {}

  authenticate(authorization: string | undefined): Actor | undefined | Promise<Actor | undefined> {
    if (authorization === undefined) return undefined;
    const known = this.known.get(authorization);
    if (known && known.until > Date.now()) return known.actor;
    return this.verify(authorization);
  }

  /** Forgets what was known, so that a change is felt at once on this node. */
  forget(): void {
    this.known.clear();
  }

  private async verify(authorization: string): Promise<Actor> {
    this.known.delete(authorization);
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw new UnauthenticatedError('The Authorization header must read "Bearer " and the token.');
    let actor: Actor | undefined;
    let expiresAt = Number.POSITIVE_INFINITY;
    if (this.tokens.isApiToken(token)) actor = await this.actors.byApiToken(hashToken(token));
    else {
      const claims = await this.tokens.readAccess(token);
      if (claims) {
        expiresAt = claims.expiresAt;
        actor = await this.actors.bySession(claims.employeeId, claims.sessionId);
      }
    }
    if (!actor) throw new UnauthenticatedError('The token is not valid, or no longer: sign in again or refresh it.');
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(authorization, { actor, until: Math.min(Date.now() + TRUST_MS, expiresAt) });
    return actor;
  }
}
