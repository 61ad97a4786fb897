import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { CONFIG, type Config } from '#platform/config';
import { Database } from './database.js';
import { createApplicationPool } from './pool.js';

/** Injection token of the application's connection pool; only `Database` and health checks need it. */
export const POOL = Symbol('pool');

@Global()
@Module({
  providers: [
    {
      provide: POOL,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        createApplicationPool(config.database.DATABASE_URL, config.database.DATABASE_POOL_SIZE, 'meridian'),
    },
    { provide: Database, inject: [POOL], useFactory: (pool: pg.Pool) => new Database(pool) },
  ],
  exports: [Database, POOL],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(POOL) private readonly pool: pg.Pool) {
    // An idle connection that the server drops (a restart) must not end the process; the pool opens another.
    pool.on('error', () => undefined);
    // Nor one that it cuts in the middle of a transaction: the statement under way is told, and that is enough.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
