/** Something to begin, of one caller. */
interface Queue {
  readonly key: string;
  readonly starts: (() => void)[];
}

/**
 * Lets work that computes for long begin one piece at a time, each in a turn of the event loop of its own: between two
 * of them everything that has arrived meanwhile is served, so that nobody waits for more than one piece at each of his
 * steps. Callers take turns, whatever each of them has waiting. Work that waits for others (the database) does not hold
 * its turn while it waits.
 */
export class Turns {
  private readonly queues: Queue[] = [];
  private scheduled = false;

  /** Resolves when it is the turn of the caller's next piece of work. */
  next(key: string): Promise<void> {
    return new Promise((resolve) => {
      const own = this.queues.find((q) => q.key === key);
      if (own) own.starts.push(resolve);
      else this.queues.push({ key, starts: [resolve] });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      const queue = this.queues.shift();
      if (!queue) return;
      queue.starts.shift()?.();
      if (queue.starts.length > 0) this.queues.push(queue);
      if (this.queues.length > 0) this.schedule();
    });
  }
}

/** Those of the process: all that computes shares its one thread. */
export const turns = new Turns();
