import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.02, 0.1, 0.5, 1, 5, 20, 60, 300, 1800];

/** The numbers of this process, for Prometheus. Times are in seconds. */
@Injectable()
export class Metrics implements OnApplicationShutdown {
  readonly registry = new Registry();

  readonly jobRuns = new Counter({
    name: 'meridian_job_runs_total',
    help: 'Runs of background jobs by outcome: done, failed (an attempt), given_up or skipped.',
    labelNames: ['job', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly jobDuration = new Histogram({
    name: 'meridian_job_duration_seconds',
    help: 'Duration of runs of background jobs.',
    labelNames: ['job'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly queueLag = new Histogram({
    name: 'meridian_queue_lag_seconds',
    help: 'Time between the moment a job was due and the start of its first attempt.',
    labelNames: ['queue'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly eventsRelayed = new Counter({
    name: 'meridian_outbox_relayed_total',
    help: 'Events handed to the queue and to live subscribers.',
    registers: [this.registry],
  });

  readonly securityEvents = new Counter({
    name: 'meridian_security_events_total',
    help: 'Security events by name, including those whose log lines are sampled.',
    labelNames: ['event'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A number read when somebody asks for it; when reading fails the old value stays. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        try {
          this.set(await read());
        } catch {
          // The page must be shown while the database is away; its health page says so.
        }
      },
    });
  }

  onApplicationShutdown(): void {
    this.registry.clear();
  }
}
