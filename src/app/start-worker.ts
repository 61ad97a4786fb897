import 'reflect-metadata';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config } from '#platform/config';
import { LOGGER, NestLogger, startupPhase, startupPhases, type Logger } from '#platform/observability';
import { WorkerModule } from './worker.module.js';

/** Runs background work until it is told to stop. */
export async function startWorker(config: Config): Promise<INestApplicationContext> {
  const app = await startupPhase('inject', () =>
    NestFactory.createApplicationContext(WorkerModule.of(config), { bufferLogs: true, abortOnError: false }),
  );
  app.useLogger(new NestLogger(app.get<Logger>(LOGGER)));
  await startupPhase('init', () => app.init());
  app.get<Logger>(LOGGER).info({ phases: startupPhases() }, 'started');
  return app;
}
