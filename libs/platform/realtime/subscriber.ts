import { type LiveEvent } from '#platform/outbox';

/** One reader of live events: keeps those that are not read yet, at most `limit`, and drops the oldest beyond. */
export class Subscriber<P extends object> implements AsyncIterableIterator<LiveEvent<P>> {
  private readonly waiting: LiveEvent<P>[] = [];
  private readonly readers: ((result: IteratorResult<LiveEvent<P>>) => void)[] = [];
  private done = false;

  constructor(
    private readonly limit: number,
    private readonly onDrop: () => void,
    private readonly onEnd: (self: Subscriber<P>) => void,
  ) {}

  push(event: LiveEvent<P>): void {
    if (this.done) return;
    const reader = this.readers.shift();
    if (reader) {
      reader({ value: event, done: false });
      return;
    }
    this.waiting.push(event);
    if (this.waiting.length > this.limit) {
      this.waiting.shift();
      this.onDrop();
    }
  }

  next(): Promise<IteratorResult<LiveEvent<P>>> {
    const value = this.waiting.shift();
    if (value) return Promise.resolve({ value, done: false });
    if (this.done) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.readers.push(resolve));
  }

  /** Ends the subscription; those who wait for an event are told so. */
  return(): Promise<IteratorResult<LiveEvent<P>>> {
    if (!this.done) {
      this.done = true;
      this.waiting.length = 0;
      for (const reader of this.readers.splice(0)) reader({ value: undefined, done: true });
      this.onEnd(this);
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: unknown): Promise<IteratorResult<LiveEvent<P>>> {
    void this.return();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
