import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Ctx } from '#platform/context';
import { deadLetterMark, jobHandlerMark, type JobRun } from './handles-job.js';
import { allJobs, type JobDefinition } from './job.js';

export type JobCall = (ctx: Ctx, payload: object, run: JobRun) => Promise<unknown>;
export type GivenUpCall = (ctx: Ctx, payload: object, error: Error) => Promise<void>;

/** A method of a provider, where it was found. */
export interface FoundMethod {
  readonly where: string;
  readonly method: object;
  readonly call: (...args: never[]) => Promise<unknown>;
}

/** All methods of all providers of the application. */
export function methodsOfProviders(discovery: DiscoveryService): FoundMethod[] {
  const scanner = new MetadataScanner();
  const found: FoundMethod[] = [];
  const seen = new Set<object>();
  for (const { instance } of discovery.getProviders() as { instance?: unknown }[]) {
    if (typeof instance !== 'object' || instance === null || seen.has(instance)) continue;
    seen.add(instance);
    const prototype = Object.getPrototypeOf(instance) as object | null;
    if (!prototype || prototype === Object.prototype) continue;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const method = (instance as Record<string, unknown>)[name];
      if (typeof method !== 'function') continue;
      found.push({ where: `${instance.constructor.name}.${name}`, method, call: method.bind(instance) as never });
    }
  }
  return found;
}

/** Who does which job. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly handlers = new Map<string, JobCall>();
  private readonly givenUp = new Map<string, GivenUpCall>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.collect();
  }

  /** Finds the methods marked by `@HandlesJob`; throws when a job has none or two, naming all of them. */
  collect(jobs: readonly JobDefinition[] = allJobs()): void {
    const places = new Map<string, string[]>();
    for (const { where, method, call } of methodsOfProviders(this.discovery)) {
      const job = jobHandlerMark(method);
      if (job) {
        places.set(job.name, [...(places.get(job.name) ?? []), where]);
        this.handlers.set(job.name, call as JobCall);
      }
      const mourned = deadLetterMark(method);
      if (mourned) this.givenUp.set(mourned.name, call as GivenUpCall);
    }
    const problems = jobs.flatMap(({ name }) => {
      const at = places.get(name) ?? [];
      if (at.length === 0) return [`the job ${name} has no handler`];
      return at.length > 1 ? [`the job ${name} has ${at.length} handlers: ${at.join(', ')}`] : [];
    });
    if (problems.length > 0) throw new Error(problems.join('; '));
  }

  handlerOf(job: string): JobCall | undefined {
    return this.handlers.get(job);
  }

  givenUpOf(job: string): GivenUpCall | undefined {
    return this.givenUp.get(job);
  }
}
