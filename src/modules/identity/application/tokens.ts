import { createHash, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { CONFIG, type Config } from '#platform/config';

const ISSUER = 'meridian';
const AUDIENCE = 'meridian-api';
/** Recognisable, so that leaked tokens can be found by scanners. */
const API_TOKEN_PREFIX = 'mrd_';

export interface AccessClaims {
  readonly employeeId: string;
  readonly sessionId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Makes and reads tokens. Access tokens are signed (HS256); refresh and API tokens are random and kept as hashes only. */
@Injectable()
export class Tokens {
  private readonly key: KeyObject;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.key = createSecretKey(Buffer.from(config.access.MERIDIAN_SECRET));
  }

  async signAccess(employeeId: string, sessionId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
    const issued = Math.floor(now.getTime() / 1000);
    const expires = issued + this.config.access.ACCESS_TOKEN_MINUTES * 60;
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(employeeId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .sign(this.key);
    return { token, expiresAt: new Date(expires * 1000) };
  }

  /** The claims of an access token; undefined for one that is forged, foreign or expired. */
  async readAccess(token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['HS256'],
      });
      const { sub, sid, exp } = payload;
      return typeof sub === 'string' && typeof sid === 'string' && exp !== undefined
        ? { employeeId: sub, sessionId: sid, expiresAt: exp * 1000 }
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** When a refresh token made now ends. */
  refreshExpiry(now: Date): Date {
    return new Date(now.getTime() + this.config.access.REFRESH_TOKEN_DAYS * 86_400_000);
  }

  newRefreshToken(): string {
    return randomBytes(32).toString('base64url');
  }

  /**
   * The token that follows another: derived, so that two requests that refresh with the same token at the same moment
   * are given the same next one.
   */
  nextRefreshToken(current: string): string {
    return createHmac('sha256', this.key).update(`refresh:${current}`).digest('base64url');
  }

  newApiToken(): string {
    return API_TOKEN_PREFIX + randomBytes(32).toString('base64url');
  }

  isApiToken(token: string): boolean {
    return token.startsWith(API_TOKEN_PREFIX);
  }
}

/** What is kept of a random token. It has 256 bits of entropy, so a plain hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
