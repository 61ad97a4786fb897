/** The queues. Few: a queue is a lane with its own width, not a kind of job. */
export type QueueName = 'events' | 'sla' | 'pyramid' | 'imports' | 'mail' | 'maintenance' | 'analysis';

export interface QueueSettings {
  /** Jobs at once per worker process. */
  readonly concurrency: number;
  /** At most `max` jobs per `perMs` milliseconds over all workers; unlimited when absent. */
  readonly rate?: { readonly max: number; readonly perMs: number };
}

/** Total: a queue without settings does not compile. */
export const QUEUES: Readonly<Record<QueueName, QueueSettings>> = {
  events: { concurrency: 8 },
  // The sweeps of breaches and of alerts, and evaluation: none waits for another.
  sla: { concurrency: 3 },
  pyramid: { concurrency: 1 },
  imports: { concurrency: 1 },
  // Waits for servers that are not ours.
  mail: { concurrency: 1 },
  maintenance: { concurrency: 1 },
  // Minutes of arithmetic that nobody's deadline waits for.
  analysis: { concurrency: 1 },
};

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];
