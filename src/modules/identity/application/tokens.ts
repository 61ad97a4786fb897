import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { isUuid } from '#kernel';
import { CONFIG, type Config } from '#platform/config';

const ISSUER = 'meridian';
const AUDIENCE = 'meridian-api';
/** Recognisable, so that leaked tokens can be found by scanners. */
const API_TOKEN_PREFIX = 'mrd_';
const DEVICE_DAYS = 180;
const DAY_MS = 86_400_000;
const MAC_BYTES = 32;

export interface AccessClaims {
  readonly employeeId: string;
  readonly sessionId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a refresh token says. All tokens of a session share its secret; each renewal makes one of the next generation. */
export interface RefreshClaims {
  readonly sessionId: string;
  readonly generation: number;
  /** 32 random bytes; the session keeps their hash. */
  readonly secret: Buffer;
}

/** A device on which an employee has signed in before. */
export interface DeviceClaims {
  readonly employeeId: string;
  readonly deviceId: string;
}

/**
 * Makes and reads tokens. Access tokens are signed (HS256) and live for minutes. Refresh tokens are a random secret with
 * our MAC over it: neither a copy of the database nor the key alone makes one. API tokens are random and kept as hashes.
 */
@Injectable()
export class Tokens {
  private readonly key: KeyObject;
  private readonly refreshKey: KeyObject;
  private readonly deviceKey: KeyObject;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.key = createSecretKey(Buffer.from(config.access.MERIDIAN_SECRET));
    this.refreshKey = this.derivedKey('meridian/refresh-token');
    this.deviceKey = this.derivedKey('meridian/device-token');
  }

  /** A key of 32 bytes for one purpose, out of the firm's secret. */
  derivedKey(purpose: string): KeyObject {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.key, '', purpose, 32)));
  }

  async signAccess(employeeId: string, sessionId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
    const expiresAt = new Date(
      (Math.floor(now.getTime() / 1000) + this.config.access.ACCESS_TOKEN_MINUTES * 60) * 1000,
    );
    const token = await this.sign(AUDIENCE, employeeId, { sid: sessionId }, now, expiresAt);
    return { token, expiresAt };
  }

  /** The claims of an access token; undefined for one that is forged, foreign or expired. */
  async readAccess(token: string): Promise<AccessClaims | undefined> {
    const { sub, sid, exp } = (await this.read(AUDIENCE, token)) ?? {};
    return sub !== undefined && isUuid(sub) && typeof sid === 'string' && isUuid(sid) && exp !== undefined
      ? { employeeId: sub, sessionId: sid, expiresAt: exp * 1000 }
      : undefined;
  }

  /** When a refresh token made now ends. */
  refreshExpiry(now: Date): Date {
    return new Date(now.getTime() + this.config.access.REFRESH_TOKEN_DAYS * DAY_MS);
  }

  newRefreshSecret(): Buffer {
    return randomBytes(32);
  }

  refreshToken({ sessionId, generation, secret }: RefreshClaims): string {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(generation);
    return seal(this.refreshKey, Buffer.concat([uuidBytes(sessionId), counter, secret]));
  }

  /** What a refresh token says; undefined for one that we did not make. */
  readRefresh(token: string): RefreshClaims | undefined {
    const body = unseal(this.refreshKey, token, 52);
    return body && { sessionId: uuidOf(body), generation: body.readUInt32BE(16), secret: body.subarray(20) };
  }

  /** A token by which a client shows that its user has signed in with it before; serves for 180 days. */
  deviceToken(employeeId: string, deviceId: string, now: Date): string {
    const day = Buffer.alloc(4);
    day.writeUInt32BE(Math.floor(now.getTime() / DAY_MS));
    return seal(this.deviceKey, Buffer.concat([uuidBytes(employeeId), uuidBytes(deviceId), day]));
  }

  /** What a device token says; undefined for one that we did not make, or too long ago. */
  readDevice(token: string, now: Date): DeviceClaims | undefined {
    const body = unseal(this.deviceKey, token, 36);
    if (!body || now.getTime() / DAY_MS - body.readUInt32BE(32) > DEVICE_DAYS) return undefined;
    return { employeeId: uuidOf(body), deviceId: uuidOf(body.subarray(16)) };
  }

  newApiToken(): string {
    return API_TOKEN_PREFIX + randomBytes(32).toString('base64url');
  }

  isApiToken(token: string): boolean {
    return token.startsWith(API_TOKEN_PREFIX);
  }

  /** A signed statement about an employee, for one audience. */
  sign(
    audience: string,
    employeeId: string,
    claims: Record<string, string>,
    now: Date,
    expires: Date,
  ): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(employeeId)
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(Math.floor(now.getTime() / 1000))
      .setExpirationTime(Math.floor(expires.getTime() / 1000))
      .sign(this.key);
  }

  /** The claims of a statement that `sign` made for this audience; undefined for one that is forged or expired. */
  async read(
    audience: string,
    token: string,
  ): Promise<{ sub?: string; exp?: number; [claim: string]: unknown } | undefined> {
    try {
      return (await jwtVerify(token, this.key, { issuer: ISSUER, audience, algorithms: ['HS256'] })).payload;
    } catch {
      return undefined;
    }
  }
}

/** What is kept of a random token. It has 256 bits of entropy, so a plain hash is enough. */
export function hashToken(token: string | Buffer): Buffer {
  return createHash('sha256').update(token).digest();
}

const mac = (key: KeyObject, body: Buffer): Buffer => createHmac('sha256', key).update(body).digest();

const seal = (key: KeyObject, body: Buffer): string => Buffer.concat([body, mac(key, body)]).toString('base64url');

/** The body of a text that `seal` made with the key; it has that many bytes. */
function unseal(key: KeyObject, text: string, length: number): Buffer | undefined {
  if (!/^[\w-]{1,200}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== length + MAC_BYTES || bytes.toString('base64url') !== text) return undefined;
  const body = bytes.subarray(0, length);
  return timingSafeEqual(mac(key, body), bytes.subarray(length)) ? body : undefined;
}

const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
