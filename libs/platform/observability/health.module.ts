import { Inject, Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { fastify, type FastifyInstance } from 'fastify';
import { CONFIG, type Config } from '#platform/config';
import { addSecurityHeaders } from '#platform/http';
import { addHealthRoutes, metricsReaders } from './health.routes.js';
import { Health } from './health.js';
import { LOGGER, type Logger } from './logger.js';
import { Metrics } from './metrics.js';

/** Shows the health pages: on the application's own server, or on WORKER_PORT in a process that has none. */
@Injectable()
export class HealthPages implements OnModuleInit, OnApplicationShutdown {
  private server: FastifyInstance | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly host: HttpAdapterHost,
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  async onModuleInit(): Promise<void> {
    const app = this.host?.httpAdapter?.getInstance<FastifyInstance | undefined>();
    if (app) {
      addHealthRoutes(app, this.health, this.metrics, metricsReaders(this.config));
      return;
    }
    this.server = fastify();
    addSecurityHeaders(this.server);
    addHealthRoutes(this.server, this.health, this.metrics, metricsReaders(this.config));
    const url = await this.server.listen({ host: this.config.http.HOST, port: this.config.http.WORKER_PORT });
    this.logger.info({ url }, 'health pages');
  }

  /** Address of the pages in a process without a server of its own. */
  get url(): string | undefined {
    const address = this.server?.server.address();
    return address && typeof address === 'object' ? `http://${this.config.http.HOST}:${address.port}` : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }
}

/** Health and metrics pages; import it in the API and in the worker. */
@Module({ providers: [Health, HealthPages], exports: [Health, HealthPages] })
export class HealthModule {}
