import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config } from '#platform/config';
import { LIMITS } from '#platform/graphql';
import { addSecurityHeaders } from '#platform/http';
import { LOGGER, NestLogger, startupPhase, startupPhases, type Logger } from '#platform/observability';
import { ApiModule } from './api.module.js';

/** Makes the API application, ready to listen or to be asked for its schema. */
export async function createApi(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: LIMITS.body, forceCloseConnections: true });
  addSecurityHeaders(adapter.getInstance());
  const app = await startupPhase('inject', () =>
    NestFactory.create<NestFastifyApplication>(ApiModule.of(config), adapter, {
      bufferLogs: true,
      abortOnError: false,
    }),
  );
  // For the whole of a request, its body included; Fastify sets no limit. Ping and pong end sockets.
  app.getHttpServer().requestTimeout = LIMITS.requestMs;
  app.useLogger(new NestLogger(app.get<Logger>(LOGGER)));
  const origins = config.http.CORS_ORIGINS?.split(',').map((origin) => origin.trim());
  if (origins) app.enableCors({ origin: origins, methods: ['GET', 'POST', 'PUT'], maxAge: 86_400 });
  await startupPhase('init', () => app.init());
  return app;
}

/** Serves the API until it is told to stop. */
export async function startApi(config: Config): Promise<NestFastifyApplication> {
  const app = await createApi(config);
  await startupPhase('listen', () => app.listen(config.http.PORT, config.http.HOST));
  app.get<Logger>(LOGGER).info({ phases: startupPhases() }, 'started');
  return app;
}
