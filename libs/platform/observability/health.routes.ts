import type { FastifyInstance } from 'fastify';
import { type Health } from './health.js';
import { type Metrics } from './metrics.js';

/** `/health/live`, `/health/ready` and `/metrics`: outside Nest's routes, so that no guard or filter concerns them. */
export function addHealthRoutes(app: FastifyInstance, health: Health, metrics: Metrics): void {
  app.get('/health/live', () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await health.readiness();
    return reply.code(readiness.ready ? 200 : 503).send(readiness);
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
