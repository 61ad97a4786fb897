import { randomFillSync } from 'node:crypto';

const pool = new Uint8Array(2048);
let used = pool.length;
let lastMs = 0;
let counter = 0;

/**
 * A time-ordered UUID (RFC 9562, version 7). Ids made by one process within one millisecond still ascend
 * (a 12-bit counter in `rand_a`), so that rows inserted together stay together in the index.
 */
export function uuidv7(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  let rest = '';
  for (let i = 0; i < 8; i++) {
    const byte = pool[used + i] ?? 0;
    rest += (i === 0 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0');
  }
  used += 8;
  const a = (0x7000 | counter).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

/** Whether the text is a UUID of any version, in the canonical form. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** The opaque global id of a thing: its type and its UUID. */
export function toGlobalId(type: string, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** The type and UUID of a global id; undefined when the text is none. */
export function fromGlobalId(globalId: string): { type: string; id: string } | undefined {
  const text = Buffer.from(globalId, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  const id = text.slice(colon + 1);
  return colon > 0 && isUuid(id) ? { type: text.slice(0, colon), id } : undefined;
}
