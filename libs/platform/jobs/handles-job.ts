import 'reflect-metadata';
import { type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type JobDefinition } from './job.js';

/** Circumstances of a run. */
export interface JobRun {
  /** Id of the job in its queue: the same for every attempt. */
  readonly id: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Whether the job is given up when this attempt fails. */
  readonly lastAttempt: boolean;
  /** Id of the employee who asked for it; null when the system did. */
  readonly requestedBy: string | null;
  /** Whether the schedule started it. */
  readonly scheduled: boolean;
}

/**
 * Does the work; may be called twice for the same job, so the second time must find nothing left to do. A failed
 * Result or an exception means another attempt. What it returns (or the value of its Result) is kept as the run's
 * detail, so it should be small.
 */
export type JobHandlerMethod<P extends object> = (
  ctx: Ctx,
  payload: P,
  run: JobRun,
) => Promise<Result<unknown> | object | void>;

/** Called once when a job is given up, before the queue learns of it; when it throws, the job is tried again. */
export type GivenUpMethod<P extends object> = (ctx: Ctx, payload: P, error: Error) => Promise<void>;

const MARK = Symbol('handles-job');

/** Makes a method of a provider the one that does a job: `@HandlesJob(sweepBreaches) async run(ctx: Ctx) { … }`. */
export function HandlesJob<P extends object>(job: JobDefinition<P>) {
  return <M extends JobHandlerMethod<P>>(
    _target: object,
    _method: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    Reflect.defineMetadata(MARK, job, descriptor.value as object);
  };
}

export function jobHandlerMark(method: object): JobDefinition | undefined {
  return Reflect.getMetadata(MARK, method) as JobDefinition | undefined;
}

const GIVEN_UP = Symbol('handles-given-up');

/** Makes a method of a provider the one that is told when a job is given up; at most one per job. */
export function HandlesGivenUp<P extends object>(job: JobDefinition<P>) {
  return <M extends GivenUpMethod<P>>(
    _target: object,
    _method: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    Reflect.defineMetadata(GIVEN_UP, job, descriptor.value as object);
  };
}

export function deadLetterMark(method: object): JobDefinition | undefined {
  return Reflect.getMetadata(GIVEN_UP, method) as JobDefinition | undefined;
}
