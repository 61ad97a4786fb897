import { createHash } from 'node:crypto';

/** Documents that came once and may come again; only their digests are noted. */
const MAX_NOTED = 2_000;

interface Entry<T> {
  readonly value: T;
  bytes: number;
}

/**
 * Keeps what was made of texts, up to a number of bytes: what was not used for the longest time goes first. A text is
 * kept from its second coming on, so that texts which come once take no place from others.
 */
export class DocumentCache<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly noted = new Set<string>();
  private total = 0;

  constructor(readonly maxBytes: number) {}

  get(text: string): T | undefined {
    const entry = this.entries.get(text);
    if (!entry) return undefined;
    this.entries.delete(text);
    this.entries.set(text, entry);
    return entry.value;
  }

  /** Keeps the value of a text that has come before; otherwise only notes that it came. Tells whether it is kept. */
  offer(text: string, value: T, bytes: () => number): boolean {
    const digest = createHash('sha256').update(text).digest('base64');
    if (!this.noted.delete(digest)) {
      if (this.noted.size >= MAX_NOTED) this.noted.delete(this.noted.values().next().value as string);
      this.noted.add(digest);
      return false;
    }
    this.entries.set(text, { value, bytes: 0 });
    this.grow(text, bytes());
    return this.entries.has(text);
  }

  /** Tells that what is kept for a text takes more bytes now. */
  grow(text: string, bytes: number): void {
    const entry = this.entries.get(text);
    if (!entry) return;
    entry.bytes += bytes;
    this.total += bytes;
    for (const [oldest, { bytes: freed }] of this.entries) {
      if (this.total <= this.maxBytes) return;
      this.entries.delete(oldest);
      this.total -= freed;
    }
  }

  /** How many texts are kept, and the estimated bytes they take. */
  get use(): { readonly documents: number; readonly bytes: number } {
    return { documents: this.entries.size, bytes: this.total };
  }
}
