import { createHash, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type Config } from '#platform/config';
import { TrustedProxies } from '#platform/http';
import { type Health } from './health.js';
import { type Metrics } from './metrics.js';

/** Whether a request may read the metrics. */
export type MayReadMetrics = (request: IncomingMessage) => boolean;

/**
 * `/health/live`, `/health/ready` and `/metrics`: outside Nest's routes, so that no guard or filter concerns them. Who
 * may not read the metrics is told that there is no such page.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  health: Health,
  metrics: Metrics,
  mayRead: MayReadMetrics = () => true,
): void {
  app.get('/health/live', () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await health.readiness();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  app.get('/metrics', async (request, reply) =>
    mayRead(request.raw)
      ? reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
      : reply.code(404).send({ error: 'Not found.' }),
  );
}

const SAME_MACHINE = new TrustedProxies('loopback');

/** Those who send METRICS_TOKEN; without that setting, clients on the same machine. */
export function metricsReaders({ http }: Pick<Config, 'http'>): MayReadMetrics {
  const token = http.METRICS_TOKEN;
  if (token === null)
    return ({ socket, headers }) => {
      const client = http.TRUSTED_PROXIES.clientOf(socket.remoteAddress, headers['x-forwarded-for']);
      return client !== undefined && SAME_MACHINE.trusts(client);
    };
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const wanted = digest(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digest(headers.authorization ?? ''), wanted);
}
