import 'reflect-metadata';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type Config } from '#platform/config';
import { allJobs, methodsOfProviders, QUEUES } from '#platform/jobs';
import { allEvents, eventHandlerMark } from '#platform/outbox';
import { WorkerModule } from '../worker.module.js';
import { type Command } from './command.js';
import { jobsPage, type JobsPage, type ShownHandler } from './jobs-page.js';

/** What the worker of this build does. The worker is made, not started: this needs neither database nor queue. */
export async function workOfWorker(config: Config): Promise<JobsPage> {
  const worker = await NestFactory.create(WorkerModule.of(config), new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  const handlers = methodsOfProviders(worker.get(DiscoveryService, { strict: false })).flatMap(
    ({ method }): ShownHandler[] => {
      const mark = eventHandlerMark(method);
      return mark ? [{ handler: mark.handler, event: mark.event.name, queue: mark.queue ?? 'events' }] : [];
    },
  );
  return { jobs: allJobs(), events: allEvents(), handlers, queues: QUEUES };
}

/** `jobs-page`: the text of docs/jobs.md. */
export const jobsPageCommand: Command = {
  usage: 'jobs-page',
  description: 'Prints all background jobs, events and handlers, as in docs/jobs.md.',
  async run({ config, say }) {
    say(jobsPage(await workOfWorker(config())).trimEnd());
  },
};
