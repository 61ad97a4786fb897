import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config } from '#platform/config';
import { LOGGER, NestLogger, type Logger } from '#platform/observability';
import { CliModule } from './cli.module.js';

/** The application context of a command: says only what went wrong. */
export async function makeCliApp(config: Config): Promise<INestApplicationContext> {
  const module = CliModule.of({ ...config, logs: { LOG_LEVEL: 'warn' } });
  const app = await NestFactory.createApplicationContext(module, { bufferLogs: true, abortOnError: false });
  app.useLogger(new NestLogger(app.get<Logger>(LOGGER)));
  return app;
}
