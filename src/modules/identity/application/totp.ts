import { createCipheriv, createDecipheriv, createHash, randomBytes, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Tokens } from './tokens.js';

const ISSUER = 'Meridian';
/** What the applications on people's phones agree upon (RFC 6238). */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps by which a phone's clock may differ. */
const WINDOW = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const RECOVERY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const RECOVERY_LENGTH = 16;

/** One-time codes by time, and recovery codes: made, encrypted for keeping, checked. Knows no database. */
@Injectable()
export class OneTimeCodes {
  private readonly key: KeyObject;

  constructor(tokens: Tokens) {
    this.key = tokens.derivedKey('meridian/second-factor');
  }

  /** A new secret: in base32, as the address that authenticator applications read, and encrypted for its owner. */
  newSecret(employeeId: string, email: string): { secret: string; uri: string; sealed: Buffer } {
    const secret = new Secret({ size: 20 });
    const uri = new TOTP({ ...FORM, issuer: ISSUER, label: email, secret }).toString();
    return { secret: secret.base32, uri, sealed: this.seal(employeeId, Buffer.from(secret.bytes)) };
  }

  /** The time step whose code this is, near `now`; undefined for a wrong one, or a secret that our key does not open. */
  stepOf(employeeId: string, sealed: Buffer, code: string, now: Date): number | undefined {
    const bytes = this.unseal(employeeId, sealed);
    if (!bytes || !isOneTimeCode(code)) return undefined;
    const totp = new TOTP({ ...FORM, secret: new Secret({ buffer: new Uint8Array(bytes).buffer }) });
    const delta = totp.validate({ token: code.trim(), timestamp: now.getTime(), window: WINDOW });
    return delta === null ? undefined : Math.floor(now.getTime() / (FORM.period * 1000)) + delta;
  }

  private seal(employeeId: string, secret: Buffer): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(employeeId));
    return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  private unseal(employeeId: string, sealed: Buffer): Buffer | undefined {
    const [iv, tag] = [sealed.subarray(0, IV_BYTES), sealed.subarray(-TAG_BYTES)];
    const cipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(employeeId)).setAuthTag(tag);
    try {
      return Buffer.concat([cipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), cipher.final()]);
    } catch {
      return undefined;
    }
  }
}

/** Whether a code has the form of a one-time code; any other may be a recovery code. */
export const isOneTimeCode = (code: string): boolean => /^\d{6}$/.test(code.trim());

/** A recovery code of 80 random bits, in groups that can be copied by hand. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(RECOVERY_LENGTH)].map((byte) => RECOVERY_ALPHABET[byte & 31]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is kept of a recovery code, however it is typed. It has 80 bits of entropy, so a plain hash is enough. */
export function hashRecoveryCode(employeeId: string, code: string): Buffer {
  const letters = code
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '');
  return createHash('sha256').update(`${employeeId}/${letters}`).digest();
}
