import { Global, Module, type INestApplicationContext, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { inject } from 'vitest';
import { CONFIG, loadConfig, type Config } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { JobsModule } from '#platform/jobs';
import { ObservabilityModule } from '#platform/observability';
import { eventually } from '#testing';
import { OutboxModule } from '../outbox.module.js';
import { OutboxRelayModule } from '../outbox-relay.module.js';

/** Settings for one test database; the queue's name space is the database's name, so that tests do not meet. */
export function testConfig(url: string, more: Record<string, string> = {}): Config {
  return loadConfig({
    DATABASE_URL: url,
    REDIS_URL: inject('redisUrl'),
    QUEUE_PREFIX: new URL(url).pathname.slice(1),
    DATABASE_POOL_SIZE: '8',
    QUEUE_POOL_SIZE: '4',
    MERIDIAN_SECRET: 'a secret of more than thirty-two characters',
    LOG_LEVEL: 'silent',
    ...more,
  });
}

/** The platform as every process has it, and `extra` modules beside it. */
export function platformModule(config: Config, extra: Type[] = [], providers: Provider[] = []): Type {
  @Global()
  @Module({ providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] })
  class ConfigModule {}

  @Module({
    imports: [ConfigModule, ObservabilityModule.forService('test'), DatabaseModule, OutboxModule, JobsModule, ...extra],
    providers,
  })
  class PlatformModule {}
  return PlatformModule;
}

/** A process of the platform without modules: `extra` are modules, `providers` handlers under test. */
export function startProcess(
  config: Config,
  { extra = [], providers = [] }: { extra?: Type[]; providers?: Provider[] } = {},
): Promise<INestApplicationContext> {
  const module = platformModule(config, extra, providers);
  return NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
}

/** A worker process with these handlers. */
export function startWorker(
  config: Config,
  providers: Provider[] = [],
  extra: Type[] = [],
): Promise<INestApplicationContext> {
  return startProcess(config, { extra: [OutboxRelayModule, ...extra], providers });
}

/** Asks until the answer is not false, zero, null or undefined; gives up as `eventually` does. */
export async function until<T>(
  probe: () => Promise<T> | T,
  patienceMs = 20_000,
): Promise<Exclude<T, false | null | undefined>> {
  return (await eventually(probe, 'the expected state', patienceMs)) as Exclude<T, false | null | undefined>;
}
