import { type QueueName } from './queues.js';

/** When a job runs by itself: every so many milliseconds, or by a cron pattern in a time zone. */
export type Schedule = { readonly everyMs: number } | { readonly cron: string; readonly timeZone: string };

export interface JobOptions {
  /** `module.do-something`, imperative; stable, because queued jobs carry it. */
  readonly name: string;
  readonly queue: QueueName;
  /** What it does, for operators. */
  readonly description: string;
  /** Default of the schedule; operators may change or pause it in the database. */
  readonly schedule?: Schedule;
  /** Attempts before it is given up, with exponential pauses between them; defaults to 3. */
  readonly attempts?: number;
  /** No two runs at once over all workers: a scheduled run is skipped then, an enqueued one waits. */
  readonly singleton?: boolean;
  /** False for jobs that run all the time: only their failures are kept in platform.job_run. */
  readonly recordRuns?: boolean;
}

/** A kind of background work. Made by `defineJob`. */
export interface JobDefinition<P extends object = object> extends Required<Omit<JobOptions, 'schedule'>> {
  readonly schedule?: Schedule;
  /** Only for the type checker. */
  readonly __payload?: P;
}

const definitions = new Map<string, JobDefinition>();
const NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;

/**
 * Declares a job, once; the worker does not boot when no method or two handle it. The payload is small plain JSON,
 * ids mostly: the truth is in PostgreSQL, the queue only wakes us. A scheduled run has the payload `{}`.
 * Throws when the name is taken or not of the form `module.do-something`.
 */
export function defineJob<P extends object = Record<string, never>>(options: JobOptions): JobDefinition<P> {
  if (!NAME.test(options.name)) throw new Error(`a job is called module.do-something, not ${options.name}`);
  if (definitions.has(options.name)) throw new Error(`the job ${options.name} is defined twice`);
  const job: JobDefinition<P> = Object.freeze({ attempts: 3, singleton: false, recordRuns: true, ...options });
  definitions.set(job.name, job);
  return job;
}

/** The definition of that name, or undefined when this process does not know it. */
export function jobByName(name: string): JobDefinition | undefined {
  return definitions.get(name);
}

/** All jobs this process knows. */
export function allJobs(): readonly JobDefinition[] {
  return [...definitions.values()];
}
