import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#testing';
import { platformModule, startWorker, testConfig } from '../outbox/testing/harness.js';
import { HealthModule, HealthPages } from './health.module.js';

let database: { url: string; drop(): Promise<void> };
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database?.drop());

test('a process without a server shows its health pages on a port of its own', async () => {
  let worker: INestApplicationContext | undefined;
  try {
    worker = await startWorker(testConfig(database.url), [], [HealthModule]);
    const { url = '' } = worker.get(HealthPages);
    const ready = await request(url).get('/health/ready').expect(200);
    expect(ready.body).toEqual({ ready: true, parts: { database: 'ok', migrations: 'ok', queue: 'ok' } });
    await request(url)
      .get('/metrics')
      .expect(/meridian_outbox_lag_seconds 0/);
  } finally {
    await worker?.close();
  }
});

test('the API shows them on its own server', async () => {
  const config = testConfig(database.url);
  @Module({ imports: [platformModule(config, [HealthModule])] })
  class Api {}
  const app = await NestFactory.create<NestFastifyApplication>(Api, new FastifyAdapter(), { logger: false });
  try {
    await app.init();
    const ready = await app.getHttpAdapter().getInstance().inject('/health/ready');
    expect(ready.statusCode).toBe(200);
    expect(app.get(HealthPages).url).toBeUndefined();
  } finally {
    await app.close();
  }
});
