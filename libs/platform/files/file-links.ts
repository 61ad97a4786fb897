import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isUuid, systemClock } from '#kernel';
import { CONFIG, type Config } from '#platform/config';

export type LinkPurpose = 'upload' | 'download';

/**
 * Addresses at which a file can be left or fetched for a while without signing in, so that browsers and phones can do
 * it as they do any other transfer. Whoever may have one is decided where it is made.
 */
@Injectable()
export class FileLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = Buffer.from(hkdfSync('sha256', config.access.MERIDIAN_SECRET, '', 'meridian file links', 32));
  }

  /** A path on this API. */
  make(purpose: LinkPurpose, fileId: string, seconds: number, now = systemClock.now()): { path: string; until: Date } {
    const until = Math.floor(now.getTime() / 1000) + seconds;
    return { path: `/files/${fileId}/${until}/${this.sign(purpose, fileId, until)}`, until: new Date(until * 1000) };
  }

  /** Whether these parts of a path are a link that was made here for that purpose and is still good. */
  holds(purpose: LinkPurpose, fileId: string, until: string, signature: string, now = systemClock.now()): boolean {
    const seconds = Number(until);
    if (!isUuid(fileId) || !Number.isInteger(seconds) || seconds * 1000 < now.getTime()) return false;
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.sign(purpose, fileId, seconds))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private sign(purpose: LinkPurpose, fileId: string, until: number): string {
    return createHmac('sha256', this.key).update(`${purpose}\n${fileId}\n${until}`).digest('base64url');
  }
}
